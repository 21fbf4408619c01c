import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../host/pelcroSandbox';
import { WAYS } from './onceKey';
import { ALL, keys, oncePelcro, orders, type OncePelcro } from './oncePelcro';
import { stopEngine } from '../host/workflowRun';

// Half a minute for each lost answer would take long; what comes late here comes within two seconds.
jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	LATE_CREATION_MS: 2_000,
}));

jest.setTimeout(60_000);

let once: OncePelcro;

afterEach(async () => await once.close());
afterAll(async () => await stopEngine());

const customerOf = ({ customer_id: customer, user_id: user }: IDataObject) => customer ?? user;

/** One month for all customers. */
const month = (customers: number) =>
	Array.from({ length: customers }, (_value, index) => ({ customer: index + 1, order: '2026-11' }));

describe.each(['subscription', 'invoice', 'charge'])(
	'a key of several customers: %s',
	(resource) => {
		it.each(WAYS)('counts for each of them by itself, in a second run too: %j', async (ways) => {
			once = await oncePelcro(ways);
			const first = await once.create(resource, { items: month(4) });
			expect(first.error?.message).toBeUndefined();
			expect(jsonOf(first.items).map(customerOf)).toEqual([1, 2, 3, 4]);
			const second = await once.create(resource, { items: [...month(6), ...month(2)] });
			expect(jsonOf(second.items).map(customerOf)).toEqual([1, 2, 3, 4, 5, 6, 1, 2]);
			expect(once.made.map(customerOf).sort()).toEqual([1, 2, 3, 4, 5, 6]);
		});
	},
);

describe.each(['subscription', 'invoice', 'charge'])(
	'a customer who is given by an old provider ID alone: %s',
	(resource) => {
		const old = { customerId: record(''), additionalFields: {} as IDataObject };
		old.additionalFields = {
			...(resource === 'invoice' && { total: 100 }),
			customerOldProviderId: '={{ $json.old }}',
		};

		it('is refused in words before anything is sent, as records do not show it', async () => {
			once = await oncePelcro();
			const items = ['X-2', 'X-3'].map((given) => ({ old: given, order: '2026-11' }));
			const { error } = await once.create(resource, { items }, old);
			expect(error?.message).toMatch(/'Once Key' needs the customer to be chosen in 'Customer'/);
			expect(once.received).toEqual([]);
		});

		it('and so is one who is given in both ways in one run', async () => {
			once = await oncePelcro();
			const items = [
				{ customer: 1, old: '', order: '2026-11' },
				{ customer: '', old: 'X-1', order: '2026-11' },
			];
			const customerId = { ...record(''), value: '={{ $json.customer }}' };
			const { error } = await once.create(resource, { items }, { ...old, customerId });
			expect(error?.message).toMatch(/'Once Key' needs the customer/);
			expect(once.received).toEqual([]);
		});
	},
);

describe('a lost answer where nobody knows whether Pelcro stores the key', () => {
	it.each(['invoice', 'charge'])(
		'%s: is not sent again, since that no record has the key says nothing',
		async (resource) => {
			once = await oncePelcro({ ...ALL, stores: false }, (post) =>
				post === 1 ? 'lost after' : undefined,
			);
			const { items } = await once.create(resource, {
				items: orders(1),
				onError: 'continueRegularOutput',
			});
			expect(once.made).toHaveLength(1);
			expect(jsonOf(items)).toMatchObject([{ error: { outcome: 'unknown' } }]);
		},
	);

	it.each(['invoice', 'charge'])(
		'%s: is sent again once the first has shown it',
		async (resource) => {
			once = await oncePelcro(ALL, (post) => (post === 2 ? 'lost' : undefined));
			const { items, error } = await once.create(resource, { items: orders(3) });
			expect(error?.message).toBeUndefined();
			expect(keys(jsonOf(items))).toEqual(['O-0', 'O-1', 'O-2']);
			expect(keys(once.made).sort()).toEqual(['O-0', 'O-1', 'O-2']);
		},
	);
});

it('refusals at the beginning of a run teach nothing, so that further charges still go one at a time', async () => {
	once = await oncePelcro({ ...ALL, stores: false }, (post) =>
		post <= 2 ? { status: 400, body: { message: 'Not this one' } } : undefined,
	);
	const { items } = await once.create('charge', {
		items: orders(12),
		onError: 'continueRegularOutput',
	});
	expect(once.made).toHaveLength(1);
	expect(jsonOf(items).filter(({ error }) => error === undefined)).toHaveLength(1);
});

it('a list that does not show what its records were made with is no place to look', async () => {
	once = await oncePelcro({ filter: 'ignored', stores: true, expands: false, hides: true });
	for (const resource of ['subscription', 'invoice', 'charge', 'customer']) {
		once.made.splice(0, once.made.length, { id: 1, metadata: {} });
		const { error } = await once.create(resource, { items: orders(2) });
		expect(error?.message).toMatch(/'Once Key' cannot be looked up here/);
		expect(once.made).toHaveLength(1);
	}
});

it('a record that was deleted while the run looked is made again', async () => {
	once = await oncePelcro({ ...ALL, filter: 'ignored', expands: false });
	await once.create('charge', { items: orders(2) });
	const [gone] = once.made;
	const lists = () => once.received.filter(({ path }) => path === '/charges').length;
	const before = lists();
	// The list has it still; by its ID it is gone.
	const find = once.made.find.bind(once.made);
	once.made.find = ((test: (entry: IDataObject) => boolean) => {
		const found = find(test as never);
		return found === gone ? undefined : found;
	}) as never;
	const { items, error } = await once.create('charge', { items: orders(2) });
	expect(error?.message).toBeUndefined();
	expect(jsonOf(items).map(({ id }) => id)).toEqual([102, 101]);
	expect(lists()).toBeGreaterThan(before);
});

it('numbers, blanks around and yes/no are keys as texts', async () => {
	once = await oncePelcro();
	const items = [7, '7', ' 7 ', true, 'true', 0].map((order) => ({ customer: 1, order }));
	const { items: out, error } = await once.create('subscription', { items });
	expect(error?.message).toBeUndefined();
	expect(jsonOf(out).map(({ id }) => id)).toEqual([100, 100, 100, 101, 101, 102]);
	expect(keys(once.made)).toEqual(['7', 'true', '0']);
});

it('what is there already takes one call, and not the default payment method’s', async () => {
	once = await oncePelcro();
	const automatic = { collectionMethod: 'charge_automatically' };
	const first = await once.create('subscription', { items: orders(3) }, automatic);
	expect(first.error?.message).toBeUndefined();
	expect(once.made.map(({ source_id: source }) => source)).toEqual([55, 55, 55]);
	const before = once.received.length;
	await once.create('subscription', { items: orders(3) }, automatic);
	expect(once.received.length - before).toBe(3);
});

describe('n8n’s Retry On Fail', () => {
	it('waits for a creation that an earlier try has lost and that is late at Pelcro', async () => {
		// The run ends with the refusal of one item while the other's answer was lost, and is tried again at once.
		let refusals = 1;
		once = await oncePelcro(ALL, (post, { body }) => {
			if (body.user_id === 1 && refusals-- > 0) {
				return { status: 400, body: { message: 'Not now' }, delayMs: 200 };
			}
			return body.user_id === 2 && post <= 2 ? { lateMs: 1_000 } : undefined;
		});
		const { items, error } = await once.create('subscription', { items: orders(2), tries: 3 });
		expect(error?.message).toBeUndefined();
		expect(keys(jsonOf(items))).toEqual(['O-0', 'O-1']);
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(keys(once.made).sort()).toEqual(['O-0', 'O-1']);
	});
});

it('a creation that is late after a short Timeout is waited for', async () => {
	// Pelcro takes longer for it than the node's Timeout of a second, and has it a second after that.
	once = await oncePelcro(ALL, (post) => (post === 1 ? { lateMs: 1_800 } : undefined));
	const { items, error } = await once.create('subscription', { items: orders(1) });
	expect(error?.message).toBeUndefined();
	expect(jsonOf(items).map(({ id }) => id)).toEqual([100]);
	expect(once.made).toHaveLength(1);
});

it('a run that fails meanwhile still marks the invoice that it has made', async () => {
	once = await oncePelcro({ ...ALL, stores: false }, (post) =>
		post === 3 ? { status: 400, body: { message: 'Not now' } } : undefined,
	);
	const { error } = await once.create('invoice', { items: orders(6) });
	expect(error?.message).toMatch(/Not now/);
	expect(once.made.length).toBeGreaterThan(1);
	expect(keys(once.made)).not.toContain(undefined);
});
