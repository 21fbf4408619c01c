import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

/** Lists that have deleted records still, with the time of their deletion, while nothing can be done with them any more. */

let pelcro: ScriptedPelcro;
let stored: IDataObject[];

beforeEach(async () => {
	// Every third one was deleted, and another was made with its key.
	stored = Array.from({ length: 42 }, (_entry, index) => ({
		id: index + 1,
		old_provider_id: `P-${Math.floor(index / 3)}${index % 3 === 2 ? '-other' : ''}`,
		nickname: 'Old',
		currency: 'usd',
		deleted_at: index % 3 === 0 ? 1_790_000_000 : null,
	})).map((one) => ({ ...one, email: `${one.old_provider_id}@example.com` }));
	pelcro = await scriptedPelcro((request) => {
		const { method, path, query, body } = request;
		const id = Number(path.split('/')[2]);
		if (method === 'POST') stored.push({ id: 1_000 + stored.length, ...body });
		if (method === 'POST') return { body: { data: stored.at(-1) } };
		const own = stored.find((one) => one.id === id && one.deleted_at === null);
		if (own) return { body: { data: method === 'PUT' ? Object.assign(own, body) : own } };
		if (Number.isFinite(id)) {
			return { status: 404, body: { message: `No query results for model [App\\Plan] ${id}` } };
		}
		const filter = Object.keys(query).find((name) => name.startsWith('filter['));
		const wanted = filter && query[filter]?.replace('eq:', '').split(',');
		const found = stored.filter(
			(one) => !filter || wanted?.includes(String(one[filter.slice(7, -1)])),
		);
		return listPage(found, request);
	});
});
afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const BULK = ['automatic', 'off'];

it.each(BULK)(
	'a deleted record is not put out as if it were there, with Bulk Reading %s',
	async (bulkReading) => {
		const items = stored.slice(0, 20).map(({ id }) => ({ id }));
		const run = await pelcro.run(
			'customer',
			'get',
			{ customerId: { ...record(''), value: '={{ $json.id }}' }, options: { bulkReading } },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(jsonOf(run.items).map((json) => json.error !== undefined)).toEqual(
			items.map(({ id }) => Number(id) % 3 === 1),
		);
		// The deleted ones prove nothing of the list, and cost no more than their own calls.
		expect(pelcro.received.length).toBeLessThanOrEqual(bulkReading === 'off' ? 20 : 9);
	},
);

it.each(BULK)(
	'Create or Update finds the one that is there, with Bulk Reading %s',
	async (bulkReading) => {
		const { error, items } = await pelcro.run(
			'plan',
			'upsert',
			{
				oldProviderId: '=P-{{ $json.number }}',
				productId: record(3),
				amount: 10,
				currency: 'usd',
				nickname: 'New',
				options: { bulkReading },
			},
			{ items: Array.from({ length: 12 }, (_entry, number) => ({ number })) },
		);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(
			Array.from({ length: 12 }, (_entry, number) => 3 * number + 2),
		);
		expect(stored).toHaveLength(42);
	},
);

it.each(BULK)(
	'is not one of several customers with an email, with Bulk Reading %s',
	async (bulkReading) => {
		const { error } = await pelcro.run(
			'charge',
			'create',
			{
				customerId: { __rl: true, mode: 'email', value: '=P-{{ $json.number }}@example.com' },
				amount: 10,
				currency: 'usd',
				reference: 'Check',
				options: { bulkReading },
			},
			{ items: Array.from({ length: 12 }, (_entry, number) => ({ number })) },
		);
		expect(error?.message).toBeUndefined();
		const charged = pelcro.received.filter(({ method }) => method === 'POST');
		expect(charged.map(({ body }) => body.customer_id)).toEqual(
			Array.from({ length: 12 }, (_entry, number) => 3 * number + 2),
		);
	},
);
