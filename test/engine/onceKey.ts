import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from './pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from './scriptedPelcro';
import { stopEngine } from './workflowRun';

/** What a Pelcro can do with metadata. */
interface Ways {
	filter: 'works' | 'ignored' | 'refused' | 'empty';
	/** Whether a creation stores metadata. */
	stores: boolean;
	/** Whether a customer comes with the subscriptions. */
	expands: boolean;
}

const ALL: Ways = { filter: 'works', stores: true, expands: true };

let pelcro: ScriptedPelcro;
let made: IDataObject[];

async function start(
	ways: Ways = ALL,
	special: (post: number, request: Received) => Reply | 'lost after' | undefined = () => undefined,
): Promise<void> {
	made = [];
	let posts = 0;
	pelcro = await scriptedPelcro((request) => {
		const { method, path, body } = request;
		if (method === 'GET') return read(ways, request);
		const id = Number(path.split('/')[2]);
		if (method === 'PUT') {
			const found = made.find((entry) => entry.id === id) ?? {};
			Object.assign(found, body);
			return { body: { data: found } };
		}
		posts += 1;
		const reply = special(posts, request);
		if (reply !== undefined && reply !== 'lost after') return reply;
		const created = {
			id: 100 + made.length,
			...body,
			metadata: ways.stores ? (body.metadata ?? []) : [],
		};
		made.push(created);
		return reply === 'lost after' ? 'lost' : { body: { data: created, status: 'success' } };
	});
}

function read(ways: Ways, request: Received): Reply {
	const [, list, id] = request.path.split('/');
	if (list === 'customers' && id !== undefined && request.query.expand === 'subscriptions') {
		const subscriptions = made.filter((entry) => String(entry.user_id) === id);
		return { body: { data: { id: Number(id), ...(ways.expands && { subscriptions }) } } };
	}
	if (id !== undefined) return { body: { data: made.find((entry) => String(entry.id) === id) } };
	const filter = Object.entries(request.query).find(([name]) => name.startsWith('filter['));
	if (filter === undefined || ways.filter === 'ignored') return listPage(made, request);
	if (ways.filter === 'refused') return { status: 422, body: { message: 'No such filter' } };
	if (ways.filter === 'empty') return listPage([], request);
	const [operator, value] = [filter[1].split(':')[0], filter[1].replace(/^\w+:/, '')];
	const found = made.filter(({ metadata }) => {
		const stored = (Object(metadata) as IDataObject).n8n_once_key;
		return operator === 'has' ? stored !== undefined : stored === value;
	});
	return listPage(found, request);
}

const options = { onceKey: '={{ $json.order }}', timeout: 1 };
const CREATIONS: Record<string, IDataObject> = {
	subscription: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		planId: record(7),
		quantity: 1,
	},
	invoice: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		currency: 'usd',
		additionalFields: { total: 100 },
	},
	charge: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		amount: 100,
		currency: 'usd',
		reference: 'Check',
	},
	customer: { email: '', additionalFields: { displayName: 'Reader' } },
};

const orders = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ customer: 1 + index, order: `O-${index}` }));

async function create(
	resource: string,
	more: { items: IDataObject[]; onError?: 'continueRegularOutput' },
) {
	const parameters = { ...CREATIONS[resource], options };
	return await pelcro.run(resource, 'create', parameters as never, more);
}

const keys = (records: readonly IDataObject[]) =>
	records.map(({ metadata }) => (Object(metadata) as IDataObject).n8n_once_key);

const WAYS: Ways[] = [
	ALL,
	{ ...ALL, filter: 'ignored', expands: false },
	{ ...ALL, filter: 'refused', expands: false },
	{ ...ALL, filter: 'empty', expands: false },
];

/**
 * Plays creations with a Once Key on Pelcros that can do more, or less, with metadata.
 *
 * @param eachLoss whether answers are lost of each resource on each Pelcro, which takes time; else each has its turn once
 */
export function playOnceKeys(eachLoss: boolean): void {
	afterEach(async () => await pelcro.close());
	afterAll(async () => await stopEngine());

	describe.each(Object.keys(CREATIONS))('Once Key: %s', (resource) => {
		it.each(WAYS)(
			'a second run makes nothing twice, and hands out what is there: %j',
			async (ways) => {
				await start(ways);
				const first = await create(resource, { items: orders(4) });
				expect(first.error?.message).toBeUndefined();
				expect(keys(jsonOf(first.items))).toEqual(['O-0', 'O-1', 'O-2', 'O-3']);
				// The run after one that was ended in the middle has more to do.
				const second = await create(resource, { items: orders(6) });
				expect(second.error?.message).toBeUndefined();
				expect(
					jsonOf(second.items)
						.slice(0, 4)
						.map(({ id }) => id),
				).toEqual(jsonOf(first.items).map(({ id }) => id));
				expect(keys(made).sort()).toEqual(['O-0', 'O-1', 'O-2', 'O-3', 'O-4', 'O-5']);
			},
		);

		it('two items with one key make one record', async () => {
			await start();
			const items = ['A', 'A', 'B', 'A'].map((order) => ({ customer: 1, order }));
			const { items: out } = await create(resource, { items });
			expect(keys(jsonOf(out))).toEqual(['A', 'A', 'B', 'A']);
			expect(made).toHaveLength(2);
		});

		const lossy = WAYS.filter(
			(_way, index) => eachLoss || index === Object.keys(CREATIONS).indexOf(resource),
		);

		it.each(lossy)('a lost answer is settled, carried out or not: %j', async (ways) => {
			await start(ways, (post) => (post === 1 ? 'lost after' : post === 2 ? 'lost' : undefined));
			const { items, error } = await create(resource, { items: orders(3) });
			expect(error?.message).toBeUndefined();
			expect(keys(jsonOf(items))).toEqual(['O-0', 'O-1', 'O-2']);
			expect(keys(made).sort()).toEqual(['O-0', 'O-1', 'O-2']);
		});

		it('an empty key is refused before anything is sent', async () => {
			await start();
			const { error } = await create(resource, { items: [{ customer: 1 }] });
			expect(error?.message).toMatch(/'Once Key' is empty/);
			expect(pelcro.received).toEqual([]);
		});
	});

	it('an invoice whose creation does not store the key gets it by an update', async () => {
		await start({ ...ALL, stores: false });
		const { hints } = await create('invoice', { items: orders(2) });
		expect(keys(made)).toEqual(['O-0', 'O-1']);
		expect(hints.join()).not.toMatch(/Once Key/);
	});

	it('a charge whose creation does not store the key is told', async () => {
		await start({ ...ALL, stores: false });
		const { items, hints } = await create('charge', { items: orders(2) });
		expect(items).toHaveLength(2);
		expect(hints.join()).toMatch(/has not stored the Once Key of 2 records/);
	});

	it('a refusal is a refusal', async () => {
		await start(ALL, () => ({ status: 400, body: { message: 'Not this one' } }));
		const { error } = await create('charge', { items: orders(1) });
		expect(error?.message).toMatch(/Not this one/);
	});
}
