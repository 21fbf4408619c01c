import type { IDataObject } from 'n8n-workflow';

import { record } from '../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

jest.setTimeout(60_000);

let pelcro: ScriptedPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const byItem = { ...record(''), value: '={{ $json.customer }}' };

const invoice = {
	customerId: byItem,
	currency: 'usd',
	additionalFields: { total: 100 },
};

const subscription = {
	customerId: byItem,
	planId: record(7),
	quantity: 1,
	additionalFields: { collectionMethod: 'send_invoice' },
};

const customers = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ customer: 1 + index }));

const writes = () => pelcro.received.filter(({ method }) => method !== 'GET');

const customerOf = ({ body }: Received) => Number(body.customer_id ?? body.user_id);

const REFUSED = { status: 400, body: { message: 'Not now' } };

const created = (request: Received): IDataObject => ({
	id: 100 + customerOf(request),
	...request.body,
});

describe('a run that has failed, with On Error = Stop, sends nothing more', () => {
	it('not what waits for its turn in the account’s allowance', async () => {
		// An account's first call goes ahead alone, so the others of the run wait for its answer.
		pelcro = await scriptedPelcro(() => ({ ...REFUSED, delayMs: 50 }));
		const { error } = await pelcro.run('invoice', 'create', invoice, { items: customers(6) });
		expect(error?.message).toMatch(/Not now \[item 0\]/);
		expect(writes().map(customerOf)).toEqual([1]);
		// Later either: the allowance has room for a run that is to come.
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(pelcro.received).toHaveLength(1);
	});

	it('with Continue, all of them', async () => {
		pelcro = await scriptedPelcro(() => ({ ...REFUSED, delayMs: 50 }));
		const { items } = await pelcro.run('invoice', 'create', invoice, {
			items: customers(6),
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(6);
		expect(writes()).toHaveLength(6);
	});

	it.each([
		[
			'Create with a Once Key',
			'subscription',
			'create',
			{ ...subscription, options: { onceKey: '={{ $json.customer }}' } },
		],
		[
			'Create or Update',
			'customer',
			'upsert',
			{
				matchBy: 'email',
				email: '={{ "c" + $json.customer + "@example.com" }}',
				options: { bulkReading: 'off' },
			},
		],
	])(
		'not the write of an item that has looked before it: %s',
		async (_name, resource, operation, parameters) => {
			pelcro = await scriptedPelcro((request) => {
				if (request.method !== 'GET') return REFUSED;
				const isFirst = /\/1$|c1@/.test(`${request.path}${JSON.stringify(request.query)}`);
				const answer = /^\/customers\/\d+$/.test(request.path)
					? { body: { data: { id: Number(request.path.split('/')[2]), subscriptions: [] } } }
					: listPage([], request);
				return { ...(answer as object), delayMs: isFirst ? 0 : 300 };
			});
			const { error } = await pelcro.run(resource, operation, parameters as never, {
				items: customers(5),
			});
			expect(error?.message).toMatch(/Not now \[item 0\]/);
			expect(writes()).toHaveLength(1);
		},
	);

	it('nor is a call repeated that was refused for the limit', async () => {
		pelcro = await scriptedPelcro((request) => {
			if (pelcro.received.length === 1) return { body: { data: created(request) } };
			return customerOf(request) === 3
				? { ...REFUSED, delayMs: 100 }
				: { status: 429, headers: { 'Retry-After': '1' } };
		});
		const { error } = await pelcro.run('invoice', 'create', invoice, { items: customers(4) });
		expect(error?.message).toMatch(/Not now \[item 2\]/);
		expect(error?.description).toMatch(/Carried out besides: item 0 \(ID 101\)/);
		expect(writes().map(customerOf).sort()).toEqual([1, 2, 3, 4]);
	});

	it('what was sent is waited for and told, a lost answer too', async () => {
		pelcro = await scriptedPelcro(async (request) => {
			if (request.method === 'GET') {
				return { body: { data: { id: /\d+$/.exec(request.path)?.[0], subscriptions: [] } } };
			}
			const customer = customerOf(request);
			if (customer === 1) return { body: { data: created(request) } };
			if (customer === 3) return { ...REFUSED, delayMs: 150 };
			await new Promise((resolve) => setTimeout(resolve, 400));
			return customer === 4 ? 'lost' : { body: { data: created(request) } };
		});
		const parameters = { ...subscription, options: { onceKey: '={{ $json.customer }}' } };
		const from = performance.now();
		const { error } = await pelcro.run('subscription', 'create', parameters as never, {
			items: customers(4),
		});
		expect(error?.message).toMatch(/Not now \[item 2\]/);
		expect(error?.description).toMatch(/Carried out besides: item 0 \(ID 101\), item 1 \(ID 102\)/);
		expect(error?.description).toMatch(/Nobody knows whether these were carried out: item 3/);
		expect(writes()).toHaveLength(4);
		// The look for the lost one would come after half a minute.
		expect(performance.now() - from).toBeLessThan(20_000);
	});

	it('a further try of Retry On Fail does the rest', async () => {
		let refusals = 1;
		pelcro = await scriptedPelcro((request) => {
			if (customerOf(request) === 1 && refusals-- > 0) return REFUSED;
			return { body: { data: created(request) } };
		});
		const { items, error } = await pelcro.run(
			'invoice',
			'create',
			{ ...invoice, simplify: false } as never,
			{
				items: customers(6),
				tries: 2,
			},
		);
		expect(error?.message).toBeUndefined();
		expect(items.map(({ json }) => json.customer_id)).toEqual([1, 2, 3, 4, 5, 6]);
		expect(writes().map(customerOf)).toEqual([1, 1, 2, 3, 4, 5, 6]);
	});
});
