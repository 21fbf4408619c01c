import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

/**
 * Lists that leave out the attribute by which records are looked for. That none of them has the key is then no reason to make
 * one: Pelcro takes some keys twice.
 */

let pelcro: ScriptedPelcro;
let stored: IDataObject[];

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

/** @param filters whether its lists filter, without showing by what */
async function start(property: string, filters: boolean): Promise<void> {
	const common = { user_id: 7, type: 'shipping', line1: 'old', country: 'FR', currency: 'usd' };
	stored = Array.from({ length: 40 }, (_entry, index) => ({
		id: index + 1,
		...common,
		[property]: `key-${index + 1}@example.com`,
	}));
	pelcro = await scriptedPelcro((request) => {
		const { method, path, query, body } = request;
		const own = stored.find(({ id }) => path.endsWith(`/${String(id)}`));
		if (method === 'POST') stored.push({ id: stored.length + 100, ...body });
		if (method === 'POST') return { body: { data: stored.at(-1) } };
		if (own) return { body: { data: method === 'PUT' ? Object.assign(own, body) : own } };
		const filter = query[`filter[${property}]`]?.replace('eq:', '') ?? query[property];
		if (filter !== undefined && !filters) return { status: 422, body: { message: 'No filter' } };
		const wanted = filter?.split(',');
		const found = stored.filter((one) => wanted?.includes(String(one[property])) !== false);
		return listPage(
			found.map(({ [property]: _hidden, ...shown }) => shown),
			request,
		);
	});
}

const KEY = '=key-{{ $json.id }}@example.com';

const UPSERTS: Array<[string, string, object]> = [
	['customer', 'email', { matchBy: 'email', email: KEY, firstName: 'New' }],
	['product', 'old_provider_id', { oldProviderId: KEY, name: 'New' }],
	[
		'plan',
		'old_provider_id',
		{ oldProviderId: KEY, productId: record(3), amount: 10, currency: 'usd', nickname: 'New' },
	],
	[
		'address',
		'old_provider_id',
		{ oldProviderId: KEY, addressType: 'billing', line1: 'New', country: 'FR' },
	],
	[
		'newsletter',
		'email',
		{ email: KEY, subscriberSource: 'web', additionalFields: { firstName: 'New' } },
	],
	['coupon', 'code', { code: KEY, name: 'New' }],
];

const ITEMS = { items: Array.from({ length: 12 }, (_entry, index) => ({ id: index + 3 })) };

it.each(UPSERTS)(
	'%s is not made a second time where the list does not show %s',
	async (resource, property, parameters) => {
		for (const bulkReading of ['automatic', 'off']) {
			await start(property, true);
			const { error, items } = await pelcro.run(
				resource,
				'upsert',
				{ ...parameters, options: { bulkReading } } as never,
				ITEMS,
			);
			expect(error?.message).toBeUndefined();
			expect(jsonOf(items).map(({ id }) => id)).toEqual(ITEMS.items.map(({ id }) => id));
			expect(stored).toHaveLength(40);
			if (bulkReading === 'automatic') await pelcro.close();
		}
	},
);

it('a plan that nobody can find is not made: Pelcro would take it twice', async () => {
	const [, , plan = {}] = UPSERTS[2] ?? [];
	await start('old_provider_id', false);
	const { error } = await pelcro.run('plan', 'upsert', plan as never, ITEMS);
	expect(error?.message).toMatch(/does not show which record has the old provider id 'key-3@/);
	expect(stored).toHaveLength(40);
});

const CHARGE = {
	customerId: { __rl: true, mode: 'oldProviderId', value: KEY },
	amount: 10,
	currency: 'usd',
	reference: 'Check',
};

it('a customer is found by an old provider ID that its list filters by and does not show', async () => {
	for (const [bulkReading, count] of [
		['automatic', 12],
		['off', 12],
		['automatic', 1],
	] as const) {
		await start('old_provider_id', true);
		const items = ITEMS.items.slice(0, count);
		const { error } = await pelcro.run(
			'charge',
			'create',
			{ ...CHARGE, options: { bulkReading } },
			{ items },
		);
		expect(error?.message).toBeUndefined();
		const charged = pelcro.received.filter(({ method }) => method === 'POST');
		expect(charged.map(({ body }) => body.customer_id)).toEqual(items.map(({ id }) => id));
		if (count > 1) await pelcro.close();
	}
});

it('a customer whose old provider ID nobody can see is not called missing', async () => {
	await start('old_provider_id', false);
	const { error } = await pelcro.run('charge', 'create', CHARGE, ITEMS);
	expect(error?.message).toMatch(/does not show which record has the old provider id 'key-3@/);
	expect(pelcro.received.map(({ method }) => method)).not.toContain('POST');
});
