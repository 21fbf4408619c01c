import type { IDataObject } from 'n8n-workflow';

import { INCLUDED, INCLUDED_KINDS } from '../../../nodes/Pelcro/shared/included';
import { resources } from '../../../nodes/Pelcro/resources';
import {
	startProxy,
	type Alteration,
	type AlteringProxy,
	type ProxiedRequest,
} from '../host/alteringProxy';
import {
	credentialsFor,
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../host/pelcroSandbox';
import type { RunOptions, RunResult } from '../host/workflowRun';

useSandbox();

let proxy: AlteringProxy | undefined;

afterEach(() => {
	proxy?.stop();
	proxy = undefined;
});

/** Every switch of every operation that has one. */
const SWITCHES = resources.flatMap((resource) =>
	resource.operations.flatMap((operation) =>
		INCLUDED_KINDS.filter((kind) => operation.includes?.[kind] !== undefined).map((kind) => ({
			resource: resource.value,
			operation: String(operation.option.value),
			path: resource.list?.path ?? String(operation.option.routing.request.url),
			idField: operation.fields[0]?.name ?? '',
			expand: operation.includes?.[kind]?.expand,
			kind,
		})),
	),
);

async function stored(account: TestAccount, name: string): Promise<Map<unknown, IDataObject>> {
	const { records } = await account.sandbox.state(name);
	return new Map((records[name] as IDataObject[]).map((one) => [one.id, one]));
}

/** What has to stand beside a record, by the sandbox's own books. */
async function expectedOf(account: TestAccount, kind: 'customer' | 'plan') {
	const customers = await stored(account, 'customers');
	const plans = await stored(account, 'plans');
	const bought = await stored(account, 'subscriptions');
	return ({
		user_id: user,
		plan: own,
		subscription_id: subscription,
	}: IDataObject): IDataObject => {
		const planId = own ?? bought.get(subscription)?.plan;
		if (kind === 'customer') {
			const { email = null, name, first_name: first, last_name: last } = customers.get(user) ?? {};
			const called = name ?? [first, last].filter(Boolean).join(' ');
			return { customer_email: email, customer_name: called === '' ? null : called };
		}
		const plan = plans.get(planId) ?? {};
		return {
			plan_name: plan.nickname,
			plan_amount: Number(plan.amount) / (plan.currency === 'jpy' ? 1 : 100),
			plan_currency: plan.currency,
			plan_interval: plan.interval,
			plan_interval_count: plan.interval_count,
		};
	};
}

async function altered(
	account: TestAccount,
	alter: (request: ProxiedRequest) => Alteration | undefined,
): Promise<Partial<RunOptions>> {
	proxy = await startProxy(account.sandbox.baseUrl, alter);
	return { credentials: { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl } };
}

async function subscriptions(
	account: TestAccount,
	parameters: RunOptions['parameters'] = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await account.run(
		'subscription',
		'getAll',
		{ returnAll: true, includeCustomer: true, ...parameters },
		more,
	);
}

const OWNER = '/customers/';

describe('Include Customer and Include Plan', () => {
	it('are offered by every read whose records name a customer or a plan', () => {
		const offered = SWITCHES.map(
			({ resource, operation, kind }) => `${resource} ${operation} ${kind}`,
		);
		expect(offered.sort()).toEqual([
			'address get customer',
			'address getAll customer',
			'charge get customer',
			'charge getAll customer',
			'invoice get customer',
			'invoice get plan',
			'invoice getAll customer',
			'invoice getAll plan',
			'member get customer',
			'member getAll customer',
			'order get customer',
			'order getAll customer',
			'paymentMethod get customer',
			'paymentMethod getAll customer',
			'refund getAll customer',
			'subscription get customer',
			'subscription get plan',
			'subscription getAll customer',
			'subscription getAll plan',
		]);
	});

	describe.each(
		SWITCHES.map((one) => [`${one.resource} ${one.operation}: ${one.kind}`, one] as const),
	)('%s', (_name, { resource, operation, path, idField, expand, kind }) => {
		it.each([true, false])(
			'puts its attributes beside the record and changes nothing else (Simplify: %s)',
			async (simplify) => {
				const account = await testAccount({ customers: 30 });
				const ids = await account.run(resource, 'getAll', { limit: 5, simplify: false });
				expect(ids.items.length).toBeGreaterThan(0);
				const run = async (included: boolean) =>
					await account.run(
						resource,
						operation,
						{
							simplify,
							...(operation === 'get' ? { [idField]: record('={{ $json.id }}') } : { limit: 5 }),
							[INCLUDED[kind].field]: included,
						},
						operation === 'get' ? { items: jsonOf(ids.items).map(({ id }) => ({ id })) } : {},
					);
				const without = await run(false);
				await account.sent();
				const included = await run(true);
				expect(included.error).toBeUndefined();
				const expected = await expectedOf(account, kind);
				expect(jsonOf(included.items)).toEqual(
					jsonOf(without.items).map((json, index) => ({
						...json,
						...expected(ids.items[index]?.json ?? {}),
					})),
				);
				const read = (await account.sent()).filter(({ path: sent }) => !sent.startsWith(path));
				expect(read.length > 0).toBe(expand === undefined);
				expect(new Set(read.map(({ path: sent }) => sent)).size).toBe(read.length);
			},
		);
	});

	it('read many customers in few calls, and say how many they spared', async () => {
		const account = await testAccount({ customers: 150 });
		const { items, hints } = await subscriptions(account);
		const sent = await account.sent();
		const own = sent.filter(({ path }) => path === '/subscriptions').length;
		const owners = new Set(jsonOf(items).map((json) => json.user_id));
		expect(owners.size).toBeGreaterThan(60);
		// Two pages of 100 customers, and one customer by the ID, who shows that the list answers as much.
		expect(sent.length - own).toBe(3);
		expect(hints).toEqual([`${sent.length} calls instead of ${own + items.length}.`]);
		expect(jsonOf(items).every((json) => String(json.customer_email).includes('@'))).toBe(true);
	});

	it('read them one by one where the list is longer, each once', async () => {
		const account = await testAccount({ customers: 1_500 });
		const { items } = await subscriptions(account, { returnAll: false, limit: 8 });
		const owners = [...new Set(jsonOf(items).map((json) => json.user_id))];
		const read = (await account.sent()).filter(({ path }) => path.startsWith(OWNER));
		expect(read.map(({ path }) => path)).toEqual(owners.map((id) => `${OWNER}${String(id)}`));
	});

	it('read for all items of a run together', async () => {
		const account = await testAccount({ customers: 60 });
		const { items: listed } = await subscriptions(account, { includeCustomer: false });
		const ids = jsonOf(listed).map(({ id }) => ({ id }));
		await account.sent();
		const run = async (options: IDataObject) =>
			await account.run(
				'subscription',
				'get',
				{
					subscriptionId: record('={{ $json.id }}'),
					includeCustomer: true,
					includePlan: true,
					options: JSON.parse(JSON.stringify(options)),
				},
				{ items: ids },
			);
		const bulk = await run({});
		const sent = await account.sent();
		expect(sent.length).toBeLessThan(10);
		expect(bulk.items.map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_id, item) => ({ item })),
		);
		expect((await run({ bulkReading: 'off' })).items).toEqual(bulk.items);
	});

	it('leave the attributes of a deleted customer empty, and say so', async () => {
		const account = await testAccount({ customers: 30 });
		const before = await subscriptions(account);
		const gone = Number(before.items[0]?.json.user_id);
		const more = await altered(account, ({ path }) => {
			if (path === `${OWNER}${gone}`) return { refuse: 404 };
			if (path !== '/customers') return undefined;
			return {
				body: (body) => ({
					...body,
					data: (body.data as IDataObject[]).filter(({ id }) => id !== gone),
				}),
			};
		});
		const { items, error, hints } = await subscriptions(account, {}, more);
		expect(error).toBeUndefined();
		const named = jsonOf(items).filter((json) => json.user_id === gone);
		expect(named.length).toBeGreaterThan(0);
		expect(jsonOf(items)).toEqual(
			jsonOf(before.items).map((json) =>
				json.user_id === gone ? { ...json, customer_email: null, customer_name: null } : json,
			),
		);
		const words = named.length === 1 ? '1 record names' : `${named.length} records name`;
		expect(hints).toContainEqual(
			`${words} a customer that Pelcro does not have any more, so customer_email, customer_name are empty there.`,
		);
	});

	it('fail where a customer cannot be read for another reason, and hand nothing out half', async () => {
		const account = await testAccount({ customers: 20 });
		const more = await altered(account, ({ path }) =>
			path.startsWith('/customers') ? { refuse: 403 } : undefined,
		);
		const stopped = await subscriptions(account, {}, more);
		expect(stopped.error).toMatchObject({ httpCode: '403' });
		expect(stopped.items).toEqual([]);
		const going = await subscriptions(account, {}, { ...more, onError: 'continueRegularOutput' });
		expect(going.items).toHaveLength(1);
		expect(going.items[0]).toMatchObject({
			json: { error: { httpCode: '403' } },
			pairedItem: { item: 0 },
		});
	});

	it('is whole after n8n has tried again', async () => {
		const account = await testAccount({ customers: 20 });
		let refusals = 1;
		const more = await altered(account, ({ path }) => {
			if (!path.startsWith('/customers') || refusals === 0) return undefined;
			refusals -= path === '/customers' ? 0 : 1;
			return { refuse: 403 };
		});
		const { items, error } = await subscriptions(
			account,
			{ limit: 5, returnAll: false },
			{ ...more, tries: 2 },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(jsonOf(items).every((json) => String(json.customer_email).includes('@'))).toBe(true);
	});

	it('take what the record has already, whatever the customer is called there', async () => {
		const account = await testAccount();
		const person = { id: 7, name: 'Ada Smith', email: 'ada@example.org' };
		const more = await altered(account, ({ path }) =>
			path === '/invoices'
				? {
						body: (body) => ({
							...body,
							data: (body.data as IDataObject[]).map(({ user_id: _user, ...invoice }) => ({
								...invoice,
								customer: person,
							})),
						}),
					}
				: undefined,
		);
		const { items } = await account.run(
			'invoice',
			'getAll',
			{ limit: 3, includeCustomer: true },
			more,
		);
		expect(jsonOf(items)).toHaveLength(3);
		for (const json of jsonOf(items)) {
			expect(json).toMatchObject({
				customer: person,
				customer_email: 'ada@example.org',
				customer_name: 'Ada Smith',
			});
		}
		expect((await account.sent()).map(({ path }) => path)).toEqual(['/invoices']);
	});

	it('find an invoice’s plan by its lines too, and where a subscription does not come with its plan', async () => {
		const account = await testAccount({ customers: 30 });
		const paid = { statuses: ['paid'], includePlan: true, returnAll: true };
		const { items: expected } = await account.run('invoice', 'getAll', paid);
		const eachOf = (body: { data: unknown }, alter: (one: IDataObject) => IDataObject) => ({
			...body,
			data: Array.isArray(body.data)
				? (body.data as IDataObject[]).map(alter)
				: alter(body.data as IDataObject),
		});
		const more = await altered(account, ({ path }) => {
			if (path === '/invoices') {
				return { body: (body) => eachOf(body, ({ subscription_id: _id, ...invoice }) => invoice) };
			}
			if (!path.startsWith('/subscriptions')) return undefined;
			const withoutPlan = (one: IDataObject) => ({ ...one, plan: (one.plan as IDataObject).id });
			return { body: (body) => eachOf(body, withoutPlan) };
		});
		const { items, error } = await account.run('invoice', 'getAll', paid, more);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual(jsonOf(expected));
		expect(jsonOf(items).every(({ plan_name: name }) => typeof name === 'string')).toBe(true);
	});

	it('reads the plans of many invoices in few calls', async () => {
		const account = await testAccount({ customers: 150 });
		const invoices = { includePlan: true, returnAll: true };
		const { items } = await account.run('invoice', 'getAll', invoices);
		const sent = await account.sent();
		const own = sent.filter(({ path }) => path === '/invoices').length;
		expect(items.length).toBeGreaterThan(100);
		// Two pages of subscriptions with their plans, and one by its ID for proof.
		expect(sent.length - own).toBeLessThanOrEqual(4);
	});

	it('keep what Expand asks for beside it', async () => {
		const account = await testAccount();
		const { items } = await account.run('subscription', 'getAll', {
			limit: 3,
			includePlan: true,
			expand: ['plan', 'latestInvoice'],
		});
		for (const json of jsonOf(items)) {
			expect(json.plan).toMatchObject({ nickname: json.plan_name, amount: json.plan_amount });
		}
		expect((await account.sent()).map(({ query }) => query.expand)).toEqual(['plan,latestInvoice']);
	});

	it('give an AI agent no empty attributes', async () => {
		const account = await testAccount({ customers: 10 });
		const more = await altered(account, ({ path }) =>
			path.startsWith(OWNER) ? { refuse: 404 } : undefined,
		);
		const { items } = await subscriptions(
			account,
			{ limit: 1, returnAll: false },
			{ ...more, asTool: true },
		);
		expect(items[0]?.json).not.toHaveProperty('customer_email');
	});
});

describe('Simplify', () => {
	it('leaves of an expanded record what it leaves of the record itself', async () => {
		const account = await testAccount();
		const expand = ['plan', 'defaultSource', 'latestInvoice', 'address'];
		const run = async (simplify: boolean) =>
			await account.run('subscription', 'getAll', { limit: 10, expand, simplify });
		const fieldsOf = (value: string) =>
			resources.find((resource) => resource.value === value)?.simplifiedFields ?? [];
		const simple = jsonOf((await run(true)).items);
		const whole = jsonOf((await run(false)).items);
		const widths = (json: IDataObject[], name: string) =>
			json.flatMap(({ [name]: own }) =>
				typeof own === 'object' && own !== null ? [Object.keys(own)] : [],
			);
		for (const keys of widths(simple, 'plan')) {
			expect(keys).toEqual(fieldsOf('plan').filter((name) => keys.includes(name)));
		}
		for (const name of ['plan', 'default_source', 'latest_invoice']) {
			expect(Math.max(...widths(simple, name).map(({ length }) => length))).toBeLessThanOrEqual(11);
		}
		expect(Math.min(...widths(whole, 'plan').map(({ length }) => length))).toBeGreaterThan(30);
	});

	it('keeps of an address in another record whom it is for', async () => {
		const account = await testAccount();
		const { items } = await account.run('subscription', 'getAll', {
			limit: 50,
			expand: ['address'],
		});
		const address = jsonOf(items).find(
			(json) => json.address !== null && json.address !== undefined,
		)?.address;
		expect(address).toMatchObject({
			first_name: expect.any(String) as string,
			line1: expect.any(String) as string,
			country: expect.any(String) as string,
		});
	});
});
