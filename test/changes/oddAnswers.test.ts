import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../engine/host/scriptedPelcro';
import { PolledTrigger } from './pollHost';

// What Pelcro has not answered well is asked for again, after longer and longer waits.
jest.mock('../../nodes/transport/clock', () =>
	jest
		.requireActual<typeof import('../engine/host/turnedClock')>('../engine/host/turnedClock')
		.turnedSource(),
);

const ALL = { startOn: 'createdOrUpdated', removed: true };

/** The customers at a Pelcro that lists them in whatever order. */
let customers: Map<number, IDataObject>;
/** How they are listed, whatever order is asked for. */
let order: (one: number, other: number) => number;
/** What a request gets in place of the answer. */
let instead: (request: Received) => Reply | undefined;
let pelcro: ScriptedPelcro;

beforeEach(async () => {
	customers = new Map();
	order = (one, other) => other - one;
	instead = () => undefined;
	pelcro = await scriptedPelcro((request) => instead(request) ?? answer(request));
});
afterEach(async () => await pelcro.close());

function answer(request: Received): Reply {
	const { path, query } = request;
	if (path === '/customers') {
		const listed = [...customers.keys()].sort(order).map((id) => customers.get(id) ?? {});
		const wanted = query['filter[email]']?.replace('like:', '') ?? '';
		return listPage(
			listed.filter(({ email }) => String(email).includes(wanted)),
			request,
		);
	}
	const record = customers.get(Number(path.split('/').at(-1)));
	return record ? { body: { data: record } } : { status: 404, body: { message: 'Not found' } };
}

function create(count: number): number[] {
	const ids = Array.from({ length: count }, (_, index) => customers.size + index + 1);
	ids.forEach((id) => customers.set(id, { id, email: `in-${id}@example.com` }));
	return ids;
}

function watching(parameters: INodeParameters = {}): PolledTrigger {
	return new PolledTrigger(pelcro.credentials(), {
		watch: 'customer',
		startOn: 'created',
		removed: false,
		beginWith: 'now',
		filters: {},
		expand: [],
		options: {},
		...parameters,
	});
}

async function poll(trigger: PolledTrigger): Promise<unknown[]> {
	const items = await trigger.poll();
	return items.map(({ event, object }) => [event, (object as IDataObject).id]);
}

describe('a list that is not sorted as it was asked for', () => {
	const byOther = (id: number) => (id * 7_919) % 1_009;

	it.each<[string, typeof order]>([
		['oldest first', (one, other) => one - other],
		['in no order', (one, other) => byOther(one) - byOther(other)],
		[
			'oldest first, but for one that was brought over late',
			(one, other) => (one === 150 ? -1 : one) - (other === 150 ? -1 : other),
		],
	])('tells each new record once: %s', async (_order, given) => {
		order = given;
		create(250);
		const trigger = watching();
		await trigger.publish();
		for (let polls = 0; polls < 3; polls += 1) {
			const made = create(2);
			expect(await poll(trigger)).toEqual(made.map((id) => ['customer.created', id]));
			expect(await poll(trigger)).toEqual([]);
		}
	});
});

describe('a record of which only a hash is kept', () => {
	it('has not changed because it left the list by its filter and came back', async () => {
		create(5);
		const filters = { filter: [{ attribute: 'email', operator: 'like', value: 'in-' }] };
		const trigger = watching({ ...ALL, filters, options: { previousValues: false } });
		await trigger.publish();
		const record = { ...customers.get(3) };
		// Missed by one look, and by so many that it counts as having left.
		for (const looks of [1, 3]) {
			customers.set(3, { ...record, email: 'out@example.com' });
			for (let look = 0; look < looks; look += 1) expect(await poll(trigger)).toEqual([]);
			customers.set(3, record);
			expect(await poll(trigger)).toEqual([]);
		}
		customers.set(3, { ...record, email: 'in-other@example.com' });
		expect(await poll(trigger)).toEqual([['customer.updated', 3]]);
	});
});

describe('a record that is looked for by its ID', () => {
	it('is not there because Pelcro answers with a message and 200', async () => {
		create(5);
		const trigger = watching(ALL);
		await trigger.publish();
		customers.delete(3);
		instead = ({ path }) =>
			path === '/customers/3' ? { body: { message: 'Something went wrong' } } : undefined;
		for (let polls = 0; polls < 3; polls += 1) await trigger.poll().catch(() => []);
		instead = () => undefined;
		expect(await poll(trigger)).toEqual([['customer.deleted', 3]]);
		expect(await poll(trigger)).toEqual([]);
	});

	it('is not gone because a gateway answers 404', async () => {
		create(5);
		const trigger = watching(ALL);
		await trigger.publish();
		const page: Reply = {
			status: 404,
			headers: { 'content-type': 'text/plain' },
			body: 'default backend - 404',
		};
		const left = customers.get(3) ?? {};
		customers.delete(3);
		instead = ({ path }) => (path === '/customers/3' ? page : undefined);
		for (let polls = 0; polls < 3; polls += 1) {
			expect(await poll(trigger).catch(() => [])).toEqual([]);
		}
		instead = () => undefined;
		customers.set(3, left);
		expect(await poll(trigger)).toEqual([]);
	});
});
