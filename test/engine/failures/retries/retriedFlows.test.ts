import type { IDataObject } from 'n8n-workflow';

import { executeStep, outputOf, puts, runFlow, type Flow, type FlowNode } from './flow';
import { record } from '../../host/pelcroSandbox';
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
	special: (post: number, request: Received) => Reply | undefined = () => undefined,
): Promise<void> {
	made = [];
	let posts = 0;
	pelcro = await scriptedPelcro((request) => {
		if (request.method === 'GET') return listPage(made, request);
		posts += 1;
		const reply = special(posts, request);
		if (reply !== undefined) return reply;
		const created = { id: 100 + made.length, ...request.body };
		made.push(created);
		return { body: { data: created, status: 'success' } };
	});
}

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const REFUSED: Reply = { status: 400, body: { message: 'Not now' } };

const byItem = { ...record(''), value: '={{ $json.customer }}' };

/** Creations with Retry On Fail, of resources that have nothing that makes them unique. */
const CREATIONS: Record<string, IDataObject> = {
	invoice: { customerId: byItem, currency: 'usd', additionalFields: { total: 100 } },
	charge: { customerId: byItem, amount: 100, currency: 'usd', reference: 'Check' },
	subscription: {
		customerId: byItem,
		planId: record(7),
		quantity: 1,
		additionalFields: { collectionMethod: 'send_invoice' },
	},
	paymentMethod: { customerId: byItem, objectGateway: 'stripe', objectId: 'pm_1' },
	address: { customerId: byItem, type: 'billing', line1: 'Main Street', country: 'CA' },
	order: { customerId: byItem, orderItems: { item: [{ skuId: record(3), quantity: 2 }] } },
};

function creating(resource: string, tries = 3, onError?: 'continueErrorOutput'): FlowNode {
	// Whole: the server here answers with what was sent, where Pelcro's records name their customer otherwise.
	const parameters = { resource, operation: 'create', simplify: false, ...CREATIONS[resource] };
	return { parameters: parameters as never, tries, onError };
}

const customers = (...ids: number[]) => ids.map((customer) => ({ customer }));

const customersOf = (records: readonly IDataObject[]) =>
	records.map(({ customer_id: customer, user_id: user }) => Number(customer ?? user));

const flowOf = (nodes: Flow['nodes'], wires: Flow['wires']): Flow => ({
	credentials: pelcro.credentials(),
	nodes,
	wires,
});

describe.each(Object.keys(CREATIONS))('what is no further try of %s: create', (resource) => {
	const one = () =>
		flowOf({ Start: puts(customers(1, 2)), Create: creating(resource) }, [['Start', 0, 'Create']]);

	it('a run by hand of the same workflow', async () => {
		await start();
		const flow = one();
		for (const run of [await runFlow(flow), await runFlow(flow)]) {
			expect(outputOf(run, 'Create')).toHaveLength(2);
		}
		expect(customersOf(made).sort()).toEqual([1, 1, 2, 2]);
	});

	it('a run by hand after one whose tries have all failed', async () => {
		let refuses = true;
		await start((_post, { body }) =>
			refuses && customersOf([body])[0] === 2 ? REFUSED : undefined,
		);
		const flow = one();
		const first = await runFlow(flow);
		expect(first.data.resultData.error?.message).toMatch(/Not now/);
		expect(customersOf(made)).toEqual([1]);
		refuses = false;
		const second = await runFlow(flow);
		expect(customersOf(outputOf(second, 'Create'))).toEqual([1, 2]);
		// It is another run, of a person who knows: the error has named what was made.
		expect(first.data.resultData.error?.description).toMatch(/item 0 \(ID 100\)/);
		expect(customersOf(made)).toEqual([1, 1, 2]);
	});

	it('‘Execute step’ with what the nodes before have put out', async () => {
		await start();
		const flow = one();
		const { runData } = (await runFlow(flow)).data.resultData;
		const again = await executeStep(flow, 'Create', structuredClone(runData));
		expect(again.data.resultData.error?.message).toBeUndefined();
		expect(outputOf(again, 'Create').map(({ id }) => id)).toEqual([102, 103]);
		expect(customersOf(made)).toEqual([1, 2, 1, 2]);
	});

	it('a loop’s next round, with the very same items', async () => {
		// The second round is refused once: what the first has made is none of its business.
		await start((post) => (post === 4 ? REFUSED : undefined));
		const loop: FlowNode = {
			puts: async (round) =>
				await Promise.resolve(
					round <= 3
						? [[], customers(1, 2).map((json) => ({ json }))]
						: [[{ json: { done: true } }], []],
				),
		};
		const run = await runFlow(
			flowOf({ Start: puts([{}]), Loop: loop, Create: creating(resource) }, [
				['Start', 0, 'Loop'],
				['Loop', 1, 'Create'],
				['Create', 0, 'Loop'],
			]),
		);
		expect(run.data.resultData.error?.message).toBeUndefined();
		expect(run.data.resultData.runData.Create).toHaveLength(3);
		expect(customersOf(outputOf(run, 'Create'))).toEqual([1, 2, 1, 2, 1, 2]);
		expect(customersOf(made).sort()).toEqual([1, 1, 1, 2, 2, 2]);
	});

	it('a node that two branches run', async () => {
		await start((post) => (post === 2 || post === 5 ? REFUSED : undefined));
		const run = await runFlow(
			flowOf(
				{
					Start: puts(customers(1, 2)),
					One: puts(customers(1, 2)),
					Other: puts(customers(1, 2)),
					Create: creating(resource),
				},
				[
					['Start', 0, 'One'],
					['Start', 0, 'Other'],
					['One', 0, 'Create'],
					['Other', 0, 'Create'],
				],
			),
		);
		expect(run.data.resultData.error?.message).toBeUndefined();
		expect(run.data.resultData.runData.Create).toHaveLength(2);
		expect(customersOf(made).sort()).toEqual([1, 1, 2, 2]);
	});

	it('another node of the same workflow, and a branch after the error output', async () => {
		// Each node's first item is refused in its first try.
		await start((post) => (post === 1 || post === 4 ? REFUSED : undefined));
		const run = await runFlow(
			flowOf(
				{
					Start: puts(customers(1, 2)),
					First: creating(resource, 2, 'continueErrorOutput'),
					Between: puts(customers(1, 2)),
					Second: creating(resource, 3, 'continueErrorOutput'),
				},
				[
					['Start', 0, 'First'],
					['First', 0, 'Between'],
					['Between', 0, 'Second'],
				],
			),
		);
		expect(run.data.resultData.error?.message).toBeUndefined();
		expect(customersOf(outputOf(run, 'First'))).toEqual([1, 2]);
		expect(customersOf(outputOf(run, 'Second'))).toEqual([1, 2]);
		expect(customersOf(made).sort()).toEqual([1, 1, 2, 2]);
	});

	it('a sub-workflow that is called for each item', async () => {
		await start((post) => (post === 2 ? REFUSED : undefined));
		const sub = (): Flow =>
			flowOf({ Start: puts(customers(1)), Create: creating(resource) }, [['Start', 0, 'Create']]);
		const calling: FlowNode = {
			puts: async (_round, items) => {
				const outputs: IDataObject[] = [];
				for (const _item of items) outputs.push(...outputOf(await runFlow(sub()), 'Create'));
				return [outputs.map((json) => ({ json }))];
			},
		};
		const run = await runFlow(
			flowOf({ Start: puts(customers(1, 2, 3)), Sub: calling }, [['Start', 0, 'Sub']]),
		);
		expect(outputOf(run, 'Sub').map(({ id }) => id)).toEqual([100, 101, 102]);
		expect(made).toHaveLength(3);
	});
});

describe('a further try', () => {
	/** Two customers, changed several times, with the first change refused in the first try. */
	const changes = [
		{ of: 1, name: 'A' },
		{ of: 2, name: 'B' },
		{ of: 1, name: 'C' },
		{ of: 2, name: 'D' },
		{ of: 1, name: 'E' },
	];

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'leaves the last update of a record the last, with %s',
		async (onError) => {
			const names = new Map<string, unknown>();
			let writes = 0;
			pelcro = await scriptedPelcro(({ path, body }) => {
				writes += 1;
				if (writes === 1) return REFUSED;
				names.set(path, body.first_name);
				return { body: { data: { id: Number(path.split('/')[2]), ...body } } };
			});
			const { items, error } = await pelcro.run(
				'customer',
				'update',
				{
					customerId: { ...record(''), value: '={{ $json.of }}' },
					firstName: '={{ $json.name }}',
				},
				{ items: changes, onError, tries: 3 },
			);
			expect(error?.message).toBeUndefined();
			expect(items.map(({ json }) => json.first_name)).toEqual(['A', 'B', 'C', 'D', 'E']);
			expect(Object.fromEntries(names)).toEqual({ '/customers/1': 'E', '/customers/2': 'D' });
			// Those of the other customer went well, and are not sent again.
			expect(pelcro.received.filter(({ path }) => path === '/customers/2')).toHaveLength(2);
		},
	);

	it('leaves the last Create or Update of a record the last', async () => {
		const stored: IDataObject = { id: 1, email: 'a@example.com', first_name: '' };
		let writes = 0;
		pelcro = await scriptedPelcro((request) => {
			if (request.method === 'GET' && request.path === '/customers/1') {
				return { body: { data: stored } };
			}
			if (request.method === 'GET') return listPage([stored], request);
			writes += 1;
			if (writes === 1) return REFUSED;
			Object.assign(stored, request.body);
			return { body: { data: { ...stored } } };
		});
		const { error } = await pelcro.run(
			'customer',
			'upsert',
			{
				matchBy: 'email',
				email: 'a@example.com',
				firstName: '={{ $json.name }}',
			},
			{ items: changes, onError: 'continueRegularOutput', tries: 3 },
		);
		expect(error?.message).toBeUndefined();
		expect(stored.first_name).toBe('E');
	});
});
