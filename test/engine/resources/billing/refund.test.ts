import type { IDataObject } from 'n8n-workflow';

import { jsonOf, testAccount, useSandbox, type TestAccount } from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('Refund: Get Many', () => {
	it('expands the charge', async () => {
		const { items, error } = await account.run('refund', 'getAll', {
			returnAll: false,
			limit: 2,
			expand: ['charge'],
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: '/refunds',
				query: { expand: 'charge', page: '1', limit: '2' },
				body: undefined,
				status: 200,
			},
		]);
		expect(items).toHaveLength(2);
		expect(items[0]?.json.charge).toMatchObject({ id: expect.any(Number) });
	});

	it('compares by itself where Pelcro has no filter', async () => {
		const all = (await account.sandbox.state('refunds')).records.refunds as IDataObject[];
		const { items, error } = await account.run('refund', 'getAll', {
			returnAll: true,
			filters: {
				// where Pelcro names no attribute, the form has only the name
				filter: [{ attributeName: 'type', operator: 'eq', value: String(all[0]?.type) }],
			},
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]?.query).toEqual({ page: '1', limit: '100' });
		expect(jsonOf(items).map(({ id }) => id)).toEqual(
			all.filter(({ type }) => type === all[0]?.type).map(({ id }) => id),
		);
	});
});

describe('Refund: Cancel', () => {
	it.each(['all', '1,2'])('sends %p and hands Pelcro’s answer over', async (refunds) => {
		const { items, error } = await account.run('refund', 'cancel', { refunds });
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{ method: 'POST', path: '/refunds/cancelled', query: {}, body: { refunds }, status: 200 },
		]);
		expect(jsonOf(items)).toEqual([{ message: expect.any(String) as string }]);
	});

	it('sends a single ID from an earlier node as text', async () => {
		const parameters = { refunds: '={{ $json.id }}' };
		await account.run('refund', 'cancel', parameters, { items: [{ id: 7 }] });
		expect((await account.sent())[0]?.body).toEqual({ refunds: '7' });
	});

	it('sends nothing when an expression gives nothing', async () => {
		const { error } = await account.run('refund', 'cancel', { refunds: '={{ $json.none }}' });
		expect(error?.message).toMatch(/'Refund Names or IDs' is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when it is no list of IDs', async () => {
		const { error } = await account.run('refund', 'cancel', { refunds: 'some' });
		expect(error?.message).toMatch(/Refund Names or IDs.*invalid/);
	});
});
