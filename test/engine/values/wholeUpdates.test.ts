import type { INodeParameters } from 'n8n-workflow';

import { ADDRESS, CUSTOMER, NEWSLETTER, PLAN, PRODUCT } from '../operations/seededRecords';
import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

/** Updates of Pelcro that are no partial ones: what is left out would be refused, or lost. */
describe('a change that Pelcro wants whole', () => {
	const consent = {
		consent_ip: '203.0.113.7',
		consent_text: 'Yes, send it',
		consent_type: 'checkbox',
		consent_url: 'https://example.com/letters',
		lists: 'daily,weekend',
		first_name: 'Nora',
		last_name: 'Smith',
		postal_code: 'H2X 1Y4',
	};

	async function subscriber(email: string): Promise<number> {
		const { items, error } = await account.run('newsletter', 'create', {
			email,
			subscriberSource: 'web',
			additionalFields: {
				consentIp: consent.consent_ip,
				consentText: consent.consent_text,
				consentType: consent.consent_type,
				consentUrl: consent.consent_url,
				lists: consent.lists,
				firstName: consent.first_name,
				lastName: consent.last_name,
				postalCode: consent.postal_code,
			},
		});
		expect(error).toBeUndefined();
		await account.sent();
		return Number(items[0]?.json.id);
	}

	it('Address: Update sends the present type, line, country and customer with the change', async () => {
		const { items, error } = await account.run('address', 'update', {
			addressId: record(ADDRESS),
			updateFields: { line2: 'Floor 2' },
		});
		expect(error).toBeUndefined();
		const [read, change] = await account.sent();
		expect(read).toMatchObject({ method: 'GET', path: `/addresses/${ADDRESS}` });
		const { type, line1, country, user_id: owner } = items[0]?.json ?? {};
		expect(change).toMatchObject({
			method: 'PUT',
			query: { customer_id: String(owner), user_id: String(owner) },
			body: { type, line1, country, line2: 'Floor 2' },
		});
	});

	it('Address: Update sends what the user changes in place of what is there', async () => {
		const { items, error } = await account.run('address', 'update', {
			addressId: record(ADDRESS),
			updateFields: { line1: '1 New Street' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ line1: '1 New Street' });
	});

	it('Address: Create or Update finds its customer for the change', async () => {
		const upsert = async (line2: string) =>
			await account.run('address', 'upsert', {
				addressMatchBy: 'oldProviderId',
				oldProviderId: 'A-77',
				addressType: 'shipping',
				line1: '12 Harbour Street',
				country: 'FR',
				customerId: record(CUSTOMER),
				additionalFields: { line2 },
			});
		const created = await upsert('Floor 1');
		const updated = await upsert('Floor 2');
		expect([created.error, updated.error]).toEqual([undefined, undefined]);
		expect(updated.items[0]?.json).toMatchObject({
			id: created.items[0]?.json.id,
			line2: 'Floor 2',
		});
	});

	it('Newsletter: Update of a name keeps the proof of consent, the lists and the other names', async () => {
		const id = await subscriber('keep@example.com');
		const { items, error } = await account.run('newsletter', 'update', {
			newsletterId: record(id),
			email: 'keep@example.com',
			subscriberSource: 'web',
			updateFields: { firstName: 'Eleonora' },
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ ...consent, first_name: 'Eleonora' });
	});

	it('Newsletter: Update twice in a run keeps what the first item changed', async () => {
		const id = await subscriber('twice@example.com');
		const { items } = await account.run(
			'newsletter',
			'update',
			{
				newsletterId: record(id),
				email: 'twice@example.com',
				subscriberSource: 'web',
				updateFields: { consentText: '={{ $json.text }}', lastName: '={{ $json.name }}' },
				simplify: false,
			},
			{ items: [{ text: 'Yes, all of it' }, { name: 'Jones' }] },
		);
		expect(items[1]?.json).toMatchObject({
			...consent,
			consent_text: 'Yes, all of it',
			last_name: 'Jones',
		});
	});

	it('Newsletter: Create or Update keeps them, too', async () => {
		const id = await subscriber('again@example.com');
		const { items, error } = await account.run('newsletter', 'upsert', {
			newsletterMatchBy: 'email',
			email: 'again@example.com',
			subscriberSource: 'web',
			additionalFields: { lastName: 'Jones' },
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ ...consent, id, last_name: 'Jones' });
	});

	it('clears what the user empties', async () => {
		const { items } = await account.run('newsletter', 'update', {
			newsletterId: record(NEWSLETTER),
			email: 'clear@example.com',
			subscriberSource: 'web',
			updateFields: { consentText: '' },
		});
		expect(items[0]?.json.consent_text || null).toBeNull();
	});
});

describe('a closed list', () => {
	it.each<[string, string, INodeParameters, string, string]>([
		['plan', 'create', { planType: 'pay_what_you_want' }, 'type', 'pay_what_you_want'],
		['plan', 'create', { renewalStrategy: 'x' }, 'renewal_strategy', 'x'],
	])(
		'%s %s lets a word through that it does not know',
		async (resource, operation, more, property, word) => {
			await account.run(resource, operation, {
				productId: record(PRODUCT),
				nickname: 'Gift',
				amount: 5,
				currency: 'usd',
				interval: 'month',
				intervalCount: 1,
				autoRenew: true,
				recognizedRevenueType: 'time',
				availableOnline: true,
				isRefundable: false,
				trialPeriodDays: 0,
				additionalFields: more,
			});
			expect((await account.sent())[0]?.body).toMatchObject({
				[property]: word,
				available_online: true,
				is_refundable: false,
				trial_period_days: 0,
			});
		},
	);

	it('refuses what is no word', async () => {
		const { error } = await account.run('plan', 'update', {
			planId: record(PLAN),
			updateFields: { recognizedRevenueType: '={{ "a b" }}' },
		});
		expect(error?.message).toMatch(/not one of the choices/);
		expect(await account.sent()).toEqual([]);
	});
});
