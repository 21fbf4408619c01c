import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/Pelcro/resources';
import { OUTCOME } from '../../../nodes/Pelcro/shared/types';
import endpoints from '../../../sandbox/contract/core-api.json';
import { FURTHER_CASES } from '../../laravel/furtherCases';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { COUPON, CUSTOMER, NEWSLETTER, PLAN } from '../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const bodies = async () => (await account.sent()).filter(({ method }) => method !== 'GET');

describe('creating or updating', () => {
	it('an address keeps its customer', async () => {
		const upsert = async (line1: string) =>
			await account.run('address', 'upsert', {
				addressMatchBy: 'oldProviderId',
				oldProviderId: 'ADDRESS-9',
				addressType: 'billing',
				line1,
				country: 'DE',
				customerId: record(CUSTOMER),
			});
		const first = await upsert('First Street');
		const second = await upsert('Second Street');
		expect([first.error, second.error]).toEqual([undefined, undefined]);
		expect(second.items[0]?.json).toMatchObject({
			id: first.items[0]?.json.id,
			line1: 'Second Street',
		});
		const [created, updated] = await bodies();
		expect(created).toMatchObject({
			method: 'POST',
			body: { site_id: 1001, customer_id: CUSTOMER },
		});
		expect(updated).toMatchObject({ method: 'PUT' });
		expect(updated?.body).toEqual({
			old_provider_id: 'ADDRESS-9',
			type: 'billing',
			line1: 'Second Street',
			country: 'DE',
		});
	});

	it('a coupon is found by its code', async () => {
		const { items, error } = await account.run('coupon', 'upsert', {
			couponMatchBy: 'code',
			code: 'welcome20',
			name: 'Welcome again',
			duration: 'once',
			discountType: 'percent',
			percentOff: 20,
			additionalFields: {},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: COUPON, name: 'Welcome again' });
		expect(await bodies()).toMatchObject([{ method: 'PUT', path: `/coupons/${COUPON}` }]);
	});

	it('a newsletter subscriber is found by the email alone', async () => {
		const { items, error } = await account.run('newsletter', 'upsert', {
			newsletterMatchBy: 'email',
			email: 'BRIEFING1@example.org',
			subscriberSource: 'web',
			additionalFields: { firstName: 'Changed' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: NEWSLETTER, first_name: 'Changed' });
	});

	it('a product and a plan are found by the ID on another system', async () => {
		const products = [1, 2].map(
			async (run) =>
				await account.run('product', 'upsert', {
					productMatchBy: 'oldProviderId',
					oldProviderId: `PRODUCT-${run > 0 ? 'X' : ''}`,
					name: `Harbour Extra ${run}`,
					addressRequired: false,
				}),
		);
		// One after the other in one workflow; here the second run finds what the first has made.
		const first = await products[0];
		await products[1];
		const plan = async (nickname: string) =>
			await account.run('plan', 'upsert', {
				planMatchBy: 'oldProviderId',
				oldProviderId: 'PLAN-X',
				productId: record(Number(first?.items[0]?.json.id)),
				nickname,
				amount: 5,
				autoRenew: true,
				recognizedRevenueType: 'time',
				currency: 'usd',
				interval: 'month',
				intervalCount: 1,
				availableOnline: true,
				isRefundable: true,
				trialPeriodDays: 0,
			});
		const created = await plan('Extra');
		const updated = await plan('Extra, changed');
		expect([created.error, updated.error]).toEqual([undefined, undefined]);
		expect(updated.items[0]?.json).toMatchObject({
			id: created.items[0]?.json.id,
			nickname: 'Extra, changed',
		});
		const { records } = await account.sandbox.state('products');
		const made = Object.values(records)
			.flat()
			.filter((entry) => Object(entry).old_provider_id === 'PRODUCT-X');
		expect(made).toHaveLength(1);
	});
});

describe('what counts as a change', () => {
	it.each<[unknown, unknown]>([
		['2026-01-31', '2026-01-31T00:00:00Z'],
		['2026-01-31', 1_769_817_600],
		['2026-01-31T00:00:00Z', '2026-01-31T00:00:00.500Z'],
		[true, 1],
		[true, '1'],
		[1, true],
		['0', false],
		[[], {}],
		[
			[1, 2],
			['1', '2'],
		],
		['1.0', 1],
	])('in metadata: %j beside %j', async (before, after) => {
		const update = async (value: unknown, skipUnchanged: boolean) =>
			await account.run('customer', 'update', {
				customerId: record(CUSTOMER),
				updateFields: { metadataJson: JSON.stringify({ own: value }) },
				options: { skipUnchanged },
			});
		await update(before, false);
		await update(after, true);
		const { data } = await account.sandbox.api().get(`/customers/${CUSTOMER}`);
		expect((data as { data: IDataObject }).data.metadata).toMatchObject({ own: after });
		await account.sent();
		await update(after, true);
		expect(await bodies()).toEqual([]);
	});

	it('in a text that looks like a time', async () => {
		const upsert = async (consentText: string) =>
			await account.run('newsletter', 'upsert', {
				newsletterMatchBy: 'email',
				email: 'reader@example.com',
				subscriberSource: 'web',
				additionalFields: { consentText },
				simplify: false,
			});
		await upsert('2026-01-31');
		const { items } = await upsert('2026-01-31 00:00');
		expect(items[0]?.json).toMatchObject({
			consent_text: '2026-01-31 00:00',
			n8n_outcome: 'updated',
		});
	});

	it('is no switch in another form, and no time', async () => {
		const update = async (skipUnchanged: boolean) =>
			await account.run('coupon', 'update', {
				couponId: record(COUPON),
				updateFields: { redeemBy: '2099-01-31', plans: [PLAN] },
				options: { skipUnchanged },
			});
		await update(false);
		await account.sent();
		await update(true);
		expect(await bodies()).toEqual([]);
	});

	it.each(
		['upsert', 'update'].flatMap((operation) =>
			[1, 2, 3, 4, 12].flatMap((count) =>
				['automatic', 'off'].map((bulkReading) => [operation, count, bulkReading] as const),
			),
		),
	)('is the limit to plans that Pelcro removes: %s of %i coupons, %s', async (...row) => {
		const [operation, count, bulkReading] = row;
		const coupon = {
			couponMatchBy: 'code',
			code: '={{ $json.code }}',
			name: 'Limited',
			duration: 'once',
			discountType: 'percent',
			percentOff: '={{ $json.percent }}',
			couponId: { __rl: true, mode: 'code', value: '={{ $json.code }}' },
			updateFields: { name: 'Limited' },
			options: { skipUnchanged: true, bulkReading },
		};
		const items = Array.from({ length: count }, (_value, index) => ({
			code: `LIMITED${index}`,
			percent: 10,
		}));
		const limited = { ...coupon, additionalFields: { plans: [PLAN] } };
		await account.run('coupon', 'upsert', limited as INodeParameters, { items });
		const run = async (percent: number) =>
			await account.run('coupon', operation, coupon as INodeParameters, {
				items: items.map((one) => ({ ...one, percent })),
			});
		await account.sent();
		const { items: out } = await run(10);
		expect(jsonOf(out)).toMatchObject(items.map(() => ({ plans: [] })));
		expect((await bodies()).map(({ method }) => method)).toEqual(items.map(() => 'PUT'));
		await run(20);
		expect(await bodies()).toEqual([]);
	});
});

describe('what became of each item', () => {
	const rows = [
		{ email: 'new@example.com', name: 'Nora' },
		{ email: 'known@example.com', name: 'Other' },
		{ email: 'same@example.com', name: 'Same' },
	];

	it.each([
		['simplified, in bulk', { simplify: true }],
		['whole, in bulk', { simplify: false }],
		['simplified, one by one', { simplify: true, options: { bulkReading: 'off' } }],
		['whole, one by one', { simplify: false, options: { bulkReading: 'off' } }],
	])('is told: %s', async (_name, parameters) => {
		const upsert = async (items: IDataObject[], more: INodeParameters = {}) =>
			await account.run(
				'customer',
				'upsert',
				{
					matchBy: 'email',
					email: '={{ $json.email }}',
					firstName: '={{ $json.name }}',
					...parameters,
					...more,
				},
				{ items },
			);
		await upsert([{ email: 'known@example.com', name: 'One' }, rows[2] ?? {}]);
		const outcomes = jsonOf((await upsert(rows)).items).map((json) => json.n8n_outcome);
		expect(outcomes).toEqual(['created', 'updated', 'unchanged']);
		const again = await upsert(rows, { options: { skipUnchanged: false } });
		expect(jsonOf(again.items).map((json) => json.n8n_outcome)).toEqual(rows.map(() => 'updated'));
	});

	it.each(
		FURTHER_CASES.filter(({ operation }) => operation === 'upsert').map(
			(one) => [one.resource, one] as const,
		),
	)('%s: is what was sent', async (resource, { parameters }) => {
		for (let run = 0; run < 2; run += 1) {
			await account.sent();
			const { items, error } = await account.run(resource, 'upsert', parameters);
			expect(error).toBeUndefined();
			const methods = (await bodies()).map(({ method }) => method);
			const outcome = { POST: 'created', PUT: 'updated' }[methods.at(-1) ?? ''] ?? 'unchanged';
			expect(jsonOf(items)).toMatchObject([{ n8n_outcome: outcome }]);
		}
	});

	it('has a name that no record of Pelcro has', () => {
		const reference = JSON.stringify(endpoints);
		expect(reference).not.toContain(OUTCOME);
		expect(resources.flatMap(({ simplifiedFields = [] }) => simplifiedFields)).not.toContain(
			OUTCOME,
		);
	});
});
