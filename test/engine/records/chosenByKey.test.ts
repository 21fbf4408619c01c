import type { IDataObject } from 'n8n-workflow';

import { startProxy, type AlteringProxy } from '../host/alteringProxy';
import {
	credentialsFor,
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type SentRequest,
	type TestAccount,
} from '../host/pelcroSandbox';
import type { RunOptions, RunResult } from '../host/workflowRun';

useSandbox();

let proxy: AlteringProxy | undefined;

afterEach(() => {
	proxy?.stop();
	proxy = undefined;
});

const BY_EMAIL = record('={{ $json.email }}', 'email');

/** Continues on fail, so that each item tells what became of it. */
const GOING_ON = { onError: 'continueRegularOutput' } as const;

interface Customer extends IDataObject {
	id: number;
	email: string;
}

async function customersOf(account: TestAccount): Promise<Customer[]> {
	return (await account.sandbox.state('customers')).records.customers as Customer[];
}

async function subscribe(
	account: TestAccount,
	items: IDataObject[],
	parameters: IDataObject = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	const { records } = await account.sandbox.state('plans');
	const [plan] = records.plans as Array<{ nickname: string }>;
	return await account.run(
		'subscription',
		'create',
		{
			customerId: BY_EMAIL,
			planId: record(String(plan?.nickname), 'name'),
			quantity: 1,
			collectionMethod: 'send_invoice',
			...parameters,
		} as RunOptions['parameters'],
		{ items, ...more },
	);
}

/** How often each kind of request was sent, in the order in which it first was. */
function counted(sent: readonly SentRequest[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { method, path } of sent) {
		const kind = `${method} ${path.replace(/\d+$/, '{id}')}`;
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

async function getByEmail(
	account: TestAccount,
	items: IDataObject[],
	parameters: RunOptions['parameters'] = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await account.run(
		'customer',
		'get',
		{ customerId: BY_EMAIL, simplify: false, ...parameters },
		{ items, ...more },
	);
}

describe('A record chosen by a key', () => {
	it('is looked up for all items before the first is sent', async () => {
		const account = await testAccount({ customers: 450 });
		const customers = (await customersOf(account)).slice(0, 200).reverse();
		const items = customers.map(({ email }) => ({ email }));
		const { items: out, error, hints } = await subscribe(account, items);
		expect(error).toBeUndefined();
		const sent = await account.sent();
		expect(counted(sent)).toEqual({
			'GET /customers': 4,
			'GET /plans': 1,
			'POST /subscriptions': 200,
		});
		expect(sent.slice(0, 5).map(({ method }) => method)).toEqual(Array(5).fill('GET'));
		expect(jsonOf(out).map(({ user_id: user }) => user)).toEqual(customers.map(({ id }) => id));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(hints).toContain('205 calls instead of 600.');
	});

	it('takes one call to look up a single one, and for the same one of many items', async () => {
		const account = await testAccount();
		const [customer] = await customersOf(account);
		const email = ` ${String(customer?.email).toUpperCase()} `;
		const one = await getByEmail(account, [{ email }]);
		expect(one.error).toBeUndefined();
		expect(jsonOf(one.items)).toMatchObject([{ id: customer?.id }]);
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'GET /customers/{id}': 1,
		});
		const many = await getByEmail(account, Array<IDataObject>(30).fill({ email }));
		expect(jsonOf(many.items).map(({ id }) => id)).toEqual(Array(30).fill(customer?.id));
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'GET /customers/{id}': 1,
		});
	});

	it('that matches nobody is an error of its item, which names the value, and nothing is sent', async () => {
		const account = await testAccount();
		const [customer] = await customersOf(account);
		const items = [{ email: customer?.email }, { email: 'nobody@example.com' }, { email: '' }];
		const stopped = await subscribe(account, items);
		expect(stopped.error?.message).toBe(
			'\'Customer\': no customer has the email "nobody@example.com" [item 1]',
		);
		expect(stopped.error?.description).toMatch(/create it first, or choose by ID/);
		expect(counted(await account.sent())).not.toHaveProperty('POST /subscriptions');

		const went = await subscribe(account, items, {}, GOING_ON);
		expect(jsonOf(went.items)).toMatchObject([
			{ user_id: customer?.id },
			{ error: { message: expect.stringContaining('nobody@example.com') } },
			{ error: { message: expect.stringContaining("'Customer' is empty") } },
		]);
		expect(counted(await account.sent())).toMatchObject({ 'POST /subscriptions': 1 });
	});

	it.each([1, 12])('that matches several is an error that names them (%i items)', async (count) => {
		const account = await testAccount();
		const { records } = await account.sandbox.state('products');
		const products = records.products as Array<{ id: number; name: string }>;
		const [first, second] = products;
		await account.run('product', 'update', {
			productId: record(Number(second?.id)),
			updateFields: { name: first?.name },
		});
		await account.sent();
		const items = Array.from({ length: count }, (_, index) => ({
			name: index === 0 ? first?.name : `None ${index}`,
		}));
		const { items: out } = await account.run(
			'product',
			'get',
			{ productId: record('={{ $json.name }}', 'name') },
			{ items, ...GOING_ON },
		);
		expect(jsonOf(out)[0]?.error).toMatchObject({
			message: expect.stringContaining(`several products have the name "${first?.name}"`),
			description: expect.stringContaining(`${first?.id}, ${second?.id}`),
		});
		expect(counted(await account.sent())).not.toHaveProperty('GET /products/{id}');
	});

	it('can be chosen within Additional Fields and by every key of the form', async () => {
		const account = await testAccount();
		const [customer] = await customersOf(account);
		await account.run('customer', 'update', {
			customerId: record(Number(customer?.id)),
			updateFields: { oldProviderId: '0017' },
		});
		const found = await account.run('customer', 'get', {
			customerId: record('0017', 'oldProviderId'),
		});
		expect(jsonOf(found.items)).toMatchObject([{ id: customer?.id }]);
		const { records } = await account.sandbox.state('coupons');
		const [coupon] = records.coupons as Array<{ id: number; code: string }>;
		const byCode = await account.run('coupon', 'get', {
			couponId: record(String(coupon?.code), 'code'),
		});
		expect(jsonOf(byCode.items)).toMatchObject([{ id: coupon?.id }]);
		const plans = (await account.sandbox.state('plans')).records.plans as Customer[];
		const [subscription] = (await account.sandbox.state('subscriptions')).records
			.subscriptions as Customer[];
		await account.sent();
		const changed = await account.run('subscription', 'update', {
			subscriptionId: record(Number(subscription?.id)),
			updateFields: { recommendedPlanId: record(String(plans[1]?.nickname), 'name') },
		});
		expect(changed.error).toBeUndefined();
		expect((await account.sent()).at(-1)?.body).toMatchObject({
			recommended_plan_id: plans[1]?.id,
		});
	});

	it('by a way that an expression made up is refused before anything is sent', async () => {
		const account = await testAccount();
		const { error } = await getByEmail(account, [{}], {
			customerId: "={{ ({ __rl: true, mode: 'phone', value: '10001' }) }}",
		});
		expect(error?.message).toMatch(/'Customer' cannot be chosen by "phone"/);
		expect(await account.sent()).toEqual([]);
	});

	it('by an email with a comma or an address of another path stays one value', async () => {
		const account = await testAccount();
		const [customer, other] = await customersOf(account);
		const { items } = await getByEmail(
			account,
			[{ email: `${customer?.email},${other?.email}` }, { email: `../plans/${other?.id}` }],
			{},
			GOING_ON,
		);
		expect(jsonOf(items)).toMatchObject([
			{ error: { message: expect.stringContaining('no customer has the email') } },
			{ error: { message: expect.stringContaining('no customer has the email') } },
		]);
		expect(counted(await account.sent())).toEqual({ 'GET /customers': 2 });
	});
});

describe('A list without a filter for the key', () => {
	it.each([
		['ignores it', 1],
		['ignores it', 25],
		['refuses it', 1],
		['refuses it', 25],
	])('that %s is read whole, once (%i items)', async (way, count) => {
		const account = await testAccount({ customers: 150 });
		const customers = (await customersOf(account)).slice(-count);
		let lists = 0;
		proxy = await startProxy(account.sandbox.baseUrl, ({ path, query }) => {
			if (!path.endsWith('/customers')) return undefined;
			lists += 1;
			if (query.get('filter[email]') === null) return undefined;
			const without = new URLSearchParams(query);
			without.delete('filter[email]');
			return way === 'refuses it' ? { refuse: 400 } : { query: without };
		});
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items, error } = await getByEmail(
			account,
			customers.map(({ email }) => ({ email })),
			{},
			{ credentials },
		);
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(customers.map(({ id }) => id));
		expect(lists).toBeLessThanOrEqual(count === 1 ? 3 : 5);
	});

	it('that cannot be read is an error of the items that need it', async () => {
		const account = await testAccount();
		const [customer] = await customersOf(account);
		proxy = await startProxy(account.sandbox.baseUrl, ({ path }) =>
			path.endsWith('/customers') ? { refuse: 403 } : undefined,
		);
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items } = await account.run(
			'customer',
			'get',
			{ customerId: '={{ ({ __rl: true, mode: $json.mode, value: $json.value }) }}' },
			{
				items: [
					{ mode: 'email', value: customer?.email },
					{ mode: 'id', value: String(customer?.id) },
				],
				credentials,
				...GOING_ON,
			},
		);
		expect(jsonOf(items)).toMatchObject([{ error: { httpCode: '403' } }, { id: customer?.id }]);
	});
});
