import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../../host/scriptedPelcro';
import { stopEngine } from '../../host/workflowRun';

jest.setTimeout(60_000);

let pelcro: ScriptedPelcro;
let made: IDataObject[];

/** Makes what is posted, unless the test says otherwise for the n-th POST (from 1). */
async function start(
	special: (post: number, request: Received) => Reply | undefined,
): Promise<void> {
	made = [];
	let posts = 0;
	pelcro = await scriptedPelcro((request) => {
		if (request.method === 'GET') return listPage(made, request);
		posts += 1;
		const reply = special(posts, request);
		if (reply !== undefined && reply !== 'lost') return reply;
		const created = { id: 100 + made.length, ...request.body };
		made.push(created);
		return reply ?? { body: { data: created, status: 'success' } };
	});
}

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const REFUSED: Reply = { status: 400, body: { message: 'Not now' } };

const subscription = {
	customerId: { ...record(''), value: '={{ $json.customer }}' },
	planId: record(7),
	quantity: 1,
	additionalFields: { collectionMethod: 'send_invoice' },
};

const invoice = {
	customerId: { ...record(''), value: '={{ $json.customer }}' },
	currency: 'usd',
	additionalFields: { total: '={{ $json.total }}' },
};

const customers = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ customer: 1 + index, total: 100 }));

const customersOf = (records: readonly IDataObject[], name = 'user_id') =>
	records.map((entry) => entry[name]);

describe('n8n’s Retry On Fail', () => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'goes on where the try before stopped, with %s',
		async (onError) => {
			// With 'continue' n8n tries again when the first item has failed, else never.
			const refused = onError === 'stopWorkflow' ? 7 : 1;
			await start((post) => (post === refused ? REFUSED : undefined));
			const { items, errorItems, error } = await pelcro.run(
				'subscription',
				'create',
				subscription,
				{
					items: customers(10),
					onError,
					tries: 3,
				},
			);
			expect(error?.message).toBeUndefined();
			expect(errorItems).toEqual([]);
			expect(customersOf(jsonOf(items))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				customers(10).map((_item, index) => ({ item: index })),
			);
			expect([...customersOf(made)].sort((a, b) => Number(a) - Number(b))).toEqual(
				customersOf(jsonOf(items)),
			);
		},
	);

	it('makes the good item once when the first item is wrong for good', async () => {
		await start(() => undefined);
		const { items, errorItems } = await pelcro.run(
			'invoice',
			'create',
			{ ...invoice, simplify: false },
			{
				items: [
					{ customer: 'abc', total: 100 },
					{ customer: 2, total: 100 },
				],
				onError: 'continueErrorOutput',
				tries: 3,
			},
		);
		expect(errorItems).toHaveLength(1);
		expect(customersOf(jsonOf(items), 'customer_id')).toEqual([2]);
		expect(made).toHaveLength(1);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'does not send again what may have been carried out, with %s',
		async (onError) => {
			await start((post) => (post === 1 ? 'lost' : undefined));
			const run = await pelcro.run('subscription', 'create', subscription, {
				items: customers(1),
				onError,
				tries: 3,
			});
			expect(made).toHaveLength(1);
			expect(`${run.error?.description} ${JSON.stringify(jsonOf(run.items))}`).toMatch(
				/may have been carried out/,
			);
		},
	);

	it('looks by the unique key what became of it, and goes on', async () => {
		let fails = 2;
		await start((post) => (post === 1 ? 'lost' : undefined));
		const unreadable = pelcro;
		pelcro = await scriptedPelcro(async (request) => {
			if (request.method === 'GET' && fails > 0) {
				fails -= 1;
				return { status: 403 };
			}
			if (request.method === 'GET') return listPage(made, request);
			const created = { id: 1, created_at: new Date().toISOString(), ...request.body };
			made.push(created);
			return await Promise.resolve('lost');
		});
		const { items, error } = await pelcro.run(
			'customer',
			'create',
			{ email: '={{ $json.email }}' },
			{ items: [{ email: 'a@example.com' }], tries: 3 },
		);
		await unreadable.close();
		expect(error?.message).toBeUndefined();
		expect(made).toHaveLength(1);
		expect(jsonOf(items)).toMatchObject([{ id: 1, email: 'a@example.com' }]);
	});

	it('is not taken for another run of the same items', async () => {
		await start(() => undefined);
		const run = async () =>
			await pelcro.run('subscription', 'create', subscription, { items: customers(2), tries: 3 });
		await run();
		await run();
		expect(made).toHaveLength(4);
	});
});

describe('On Error = Stop', () => {
	it('sends nothing when an item is wrong, wherever it is', async () => {
		await start(() => undefined);
		for (const wrong of [0, 6]) {
			const items: IDataObject[] = customers(7);
			items[wrong] = { customer: 'abc', total: 100 };
			const { error } = await pelcro.run('invoice', 'create', invoice, { items });
			expect(error?.message).toMatch(new RegExp(`not a Pelcro ID.*\\[item ${wrong}\\]`));
		}
		expect(pelcro.received).toEqual([]);
	});

	it('tells what was carried out besides, with the items and the IDs', async () => {
		await start((_post, { body }) =>
			body.customer_id === 2 ? { ...(REFUSED as object), delayMs: 50 } : undefined,
		);
		const { error } = await pelcro.run('invoice', 'create', invoice, { items: customers(20) });
		expect(error?.message).toMatch(/Not now \[item 1\]/);
		const told = [...String(error?.description).matchAll(/item (\d+) \(ID (\d+)\)/g)].map(
			([, item, id]) => [Number(item) + 1, Number(id)],
		);
		expect(told).toEqual(
			expect.arrayContaining(made.map(({ customer_id, id }) => [customer_id, id])),
		);
		expect(told).toHaveLength(made.length);
	});

	it('begins nothing more, also not what waits for its turn', async () => {
		await start((post) => (post === 1 ? { ...(REFUSED as object), delayMs: 30 } : undefined));
		const { error } = await pelcro.run(
			'customer',
			'update',
			{ customerId: record(1), firstName: '={{ $json.name }}' },
			{ items: Array.from({ length: 6 }, (_value, index) => ({ name: `N${index}` })) },
		);
		expect(error?.message).toMatch(/Not now \[item 0\]/);
		expect(pelcro.received).toHaveLength(1);
	});
});

describe('a credential that cannot be used', () => {
	const credentials = { apiKey: '', siteId: '1', environment: 'production' };

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'makes one error item for each item, with %s',
		async (onError) => {
			await start(() => undefined);
			const { items, errorItems } = await pelcro.run(
				'customer',
				'create',
				{ email: 'a@b.example' },
				{
					credentials,
					items: customers(3),
					onError,
				},
			);
			const [failed, rest] =
				onError === 'continueErrorOutput' ? [errorItems, items] : [items, errorItems];
			expect(failed.map(({ json }) => json.error)).toEqual(
				Array.from({ length: 3 }, () =>
					expect.objectContaining({ message: expect.stringContaining('has no API Key') }),
				),
			);
			expect(rest).toEqual([]);
		},
	);
});
