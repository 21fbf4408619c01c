import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { scriptedPelcro } from '../host/scriptedPelcro';

/** Yes and no, which Pelcro writes as 0 and 1, as true and false, and as null. Reference: amendments, 4. */

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

/** Lists, and the yes or no that their simplified records have. */
const LISTS: Array<[resource: string, attributes: string[]]> = [
	['address', ['is_default']],
	['plan', ['active', 'auto_renew']],
	['product', ['active', 'address_required']],
	['sku', ['active']],
	['subscription', ['cancel_at_period_end']],
];

async function listed(resource: string, more: IDataObject) {
	const { items, error } = await account.run(resource, 'getAll', { returnAll: true, ...more });
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	return jsonOf(items);
}

describe('yes and no', () => {
	it.each(LISTS)('of a simplified %s are true and false: %p', async (resource, attributes) => {
		for (const item of await listed(resource, { simplify: true })) {
			for (const name of attributes) expect([name, typeof item[name]]).toEqual([name, 'boolean']);
		}
	});

	it.each(LISTS)('of a raw %s are as Pelcro writes them', async (resource, [attribute = '']) => {
		const raw = await listed(resource, { simplify: false });
		const simplified = await listed(resource, { simplify: true });
		expect(raw.map((item) => item[attribute])).toEqual(
			simplified.map((item) => Number(item[attribute])),
		);
	});

	it('are no where Pelcro writes null', async () => {
		const pelcro = await scriptedPelcro(() => ({
			body: { data: { id: 7, cancel_at_period_end: null, metadata: { active: null } } },
		}));
		const read = async (simplify: boolean) => {
			const { items } = await pelcro.run('subscription', 'get', {
				subscriptionId: record(7),
				simplify,
			});
			return jsonOf(items)[0];
		};
		const [simplified, raw] = [await read(true), await read(false)];
		await pelcro.close();
		expect(simplified).toMatchObject({ cancel_at_period_end: false });
		expect(raw).toMatchObject({ cancel_at_period_end: null, metadata: { active: null } });
	});

	it.each<[string, unknown[]]>([
		['yes', [1, '1', 'true', 'TRUE', 'True', 'yes', 'Yes', 'y', 'on', ' true ']],
		['no', [0, '0', 'false', 'FALSE', 'False', 'no', 'No', 'n', 'off', '', null]],
	])('are one thing in every form of %s, also within records', async (answer, forms) => {
		for (const form of forms) {
			const address = { id: 8, is_default: form, metadata: { is_default: form } };
			const pelcro = await scriptedPelcro(() => ({
				body: {
					data: {
						...{ id: 7, auto_renew: form, addresses: { object: 'list', data: [address] } },
						subscriptions: [{ id: 9, cancel_at_period_end: form, status: form }],
					},
				},
			}));
			const { items } = await pelcro.run('customer', 'get', {
				customerId: record(7),
				expand: ['addresses', 'subscriptions'],
				simplify: true,
			});
			await pelcro.close();
			expect([form, jsonOf(items)[0]]).toEqual([
				form,
				expect.objectContaining({
					addresses: { object: 'list', data: [{ id: 8, is_default: answer === 'yes' }] },
					subscriptions: [{ id: 9, cancel_at_period_end: answer === 'yes', status: form }],
				}),
			]);
		}
	});

	it('are told from texts and numbers that are neither', async () => {
		const pelcro = await scriptedPelcro(() => ({
			body: { data: { id: 7, is_default: 'maybe', type: 'yes' } },
		}));
		const { items } = await pelcro.run('address', 'get', { addressId: record(7), simplify: true });
		await pelcro.close();
		expect(jsonOf(items)[0]).toMatchObject({ is_default: 'maybe', type: 'yes' });
	});

	it('of records in records are true and false, and metadata stays', async () => {
		const metadata = { active: 1, is_default: null };
		const api = account.sandbox.api();
		await api.put('/customers/10001', { metadata });
		const get = { customerId: record(10001), expand: ['addresses', 'subscriptions'] };
		const { items: simplified } = await account.run('customer', 'get', { ...get, simplify: true });
		const [item] = jsonOf(simplified);
		const [address] = item?.addresses as IDataObject[];
		const [subscription] = item?.subscriptions as IDataObject[];
		expect(item?.metadata).toMatchObject({ active: 1 });
		expect(address?.is_default).toBe(true);
		expect(subscription?.cancel_at_period_end).toBe(false);
		const { items: raw } = await account.run('customer', 'get', { ...get, simplify: false });
		const [whole] = jsonOf(raw);
		const [rawAddress] = whole?.addresses as IDataObject[];
		const [rawSubscription] = whole?.subscriptions as IDataObject[];
		expect(rawAddress?.is_default).toBe(1);
		expect(rawSubscription).toMatchObject({ cancel_at_period_end: 0, is_redeemed: null });
		expect(whole).toMatchObject({ has_password: 1, delinquent: false });
	});

	it.each(['true', ' TRUE ', '1', '={{ true }}', '={{ 1 }}', '={{ [true] }}'])(
		'can be looked for as %p, which is sent as 1',
		async (value) => {
			const filter = { attribute: 'other', attributeName: 'tele_marketing', operator: 'eq', value };
			await account.run('customer', 'getAll', { limit: 5, filters: { filter: [filter] } });
			const [request] = await account.sent();
			expect(request?.query['filter[tele_marketing]']).toBe('eq:1');
		},
	);

	it('of an attribute that is no yes or no stay as they were typed', async () => {
		const filter = { attribute: 'first_name', operator: 'eq', value: 'True' };
		await account.run('customer', 'getAll', { limit: 5, filters: { filter: [filter] } });
		const [request] = await account.sent();
		expect(request?.query['filter[first_name]']).toBe('eq:True');
	});

	it('that are the same already make no update, whichever form they have', async () => {
		const update = {
			customerId: record('={{ $json.id }}'),
			updateFields: { teleMarketing: '={{ $json.yes }}', emailHardbounce: false },
			options: { skipUnchanged: true },
		};
		const items = [true, 1, 'true', false].map((yes) => ({ id: 10001, yes }));
		const { error } = await account.run('customer', 'update', update, { items });
		expect(error).toBeUndefined();
		const puts = (await account.sent()).filter(({ method }) => method === 'PUT');
		expect(puts.map(({ body }) => body)).toEqual([
			{ tele_marketing: true, email_hardbounce: false },
			{ tele_marketing: false, email_hardbounce: false },
		]);
	});
});
