import type { IDataObject } from 'n8n-workflow';

import {
	startProxy,
	type Alteration,
	type AlteringProxy,
	type ProxiedRequest,
} from '../../host/alteringProxy';
import {
	credentialsFor,
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type SentRequest,
	type TestAccount,
} from '../../host/pelcroSandbox';
import type { RunOptions, RunResult } from '../../host/workflowRun';

useSandbox();

const FIRST_CUSTOMER = 10001;

let proxy: AlteringProxy | undefined;

afterEach(() => {
	proxy?.stop();
	proxy = undefined;
});

const ID = '={{ $json.id }}';
const OFF = { options: { bulkReading: 'off' } };

/** Reads the customers by ID, each as one item. */
async function getCustomers(
	account: TestAccount,
	ids: readonly unknown[],
	parameters: RunOptions['parameters'] = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await account.run(
		'customer',
		'get',
		{ customerId: record(ID), simplify: false, ...parameters },
		{ items: ids.map((id) => ({ id }) as IDataObject), ...more },
	);
}

function range(count: number, first = FIRST_CUSTOMER): number[] {
	return Array.from({ length: count }, (_value, index) => first + index);
}

/** Requests as `GET /path filter page`. */
function lines(sent: readonly SentRequest[]): string[] {
	return sent.map(({ method, path, query }) =>
		[method, path, query['filter[id]'], query.page].filter((part) => part !== undefined).join(' '),
	);
}

/** The same run with Bulk Reading off gives the same items, pairs and errors. */
async function expectSameAsOneByOne(
	run: (parameters: RunOptions['parameters']) => Promise<RunResult>,
): Promise<RunResult> {
	const bulk = await run({});
	const single = await run(OFF);
	expect(bulk.items).toEqual(single.items);
	expect(bulk.errorItems).toEqual(single.errorItems);
	expect(bulk.error?.message).toBe(single.error?.message);
	return bulk;
}

/** Runs against a Pelcro that is altered. */
async function altered(
	account: TestAccount,
	alter: (request: ProxiedRequest) => Alteration | undefined,
): Promise<Partial<RunOptions>> {
	proxy = await startProxy(account.sandbox.baseUrl, alter);
	return { credentials: { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl } };
}

const withoutAttribute = (name: string) => (body: { data: unknown }) => ({
	...body,
	data: (body.data as IDataObject[]).map((entry) => {
		const { [name]: _left, ...rest } = entry;
		return rest;
	}),
});

const withoutEmpty = (name: string) => (body: { data: unknown }) => ({
	...body,
	data: (body.data as IDataObject[]).map((entry) => {
		const { [name]: value, ...rest } = entry;
		return value === null ? rest : entry;
	}),
});

describe('a list that caps its pages and reckons their number from what it was asked for', () => {
	/** At most ten on a page; the answer tells nothing else of the list. */
	const cap = ({ path, query }: ProxiedRequest): Alteration | undefined => {
		if (path !== '/customers') return undefined;
		const asked = Number(query.get('limit') ?? 10);
		const capped = new URLSearchParams(query);
		capped.set('limit', String(Math.min(asked, 10)));
		return {
			query: capped,
			body: (body) => {
				const { meta } = body as unknown as { meta: { total: number } };
				return { data: body.data, meta: { last_page: Math.ceil(meta.total / asked) } };
			},
		};
	};

	it.each<[string, RunOptions['parameters'], (id: number) => unknown]>([
		['IDs', {}, (id) => id],
		['emails', { customerId: record(ID, 'email') }, (id) => `reader${id - FIRST_CUSTOMER + 1}`],
	])('is read whole where it is filtered by %s', async (_name, parameters, keyOf) => {
		const account = await testAccount({ customers: 420 });
		const all = await account.run('customer', 'getAll', { returnAll: true, simplify: false });
		const emails = new Map(jsonOf(all.items).map(({ id, email }) => [id, email]));
		const byEmail = typeof keyOf(FIRST_CUSTOMER) === 'string';
		const keys = range(45).map((id) => (byEmail ? emails.get(id) : id));
		const more = await altered(account, cap);
		await account.sent();
		const { items, error } = await getCustomers(account, keys, parameters, more);
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(range(45));
		// Fewer calls than one by one: the list is of use in pages of ten as well.
		expect((await account.sent()).length).toBeLessThan(45);
	});
});

describe('equal reads of one run', () => {
	it('are sent once, and each item gets a copy of its own', async () => {
		const account = await testAccount();
		const ids = range(60).map((_id, index) => FIRST_CUSTOMER + (index % 2));
		const { items, hints } = await getCustomers(account, ids);
		expect(hints).toEqual(['2 calls instead of 60.']);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			range(60, 0).map((item) => ({ item })),
		);
		expect(new Set(items.map(({ json }) => json.metadata)).size).toBe(60);
		expect(await account.sent()).toHaveLength(2);
	});

	it('fail for each item, with its own index', async () => {
		const account = await testAccount();
		const { items } = await getCustomers(
			account,
			[1, 1, FIRST_CUSTOMER],
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonOf(items)).toMatchObject([
			{ error: { httpCode: '404' } },
			{ error: { httpCode: '404' } },
			{ id: FIRST_CUSTOMER },
		]);
		expect(await account.sent()).toHaveLength(2);
	});

	it('with another expand or site are other reads', async () => {
		const account = await testAccount();
		await getCustomers(account, [FIRST_CUSTOMER, FIRST_CUSTOMER], {
			expand: '={{ $itemIndex === 0 ? ["addresses"] : [] }}',
		});
		expect((await account.sent()).map(({ query }) => query.expand)).toEqual([
			'addresses',
			undefined,
		]);
	});
});

describe('many reads of one run', () => {
	it('of a list that can be filtered by ID take a call for 100, and one that proves it', async () => {
		const account = await testAccount({ customers: 300 });
		const { records } = await account.sandbox.state('invoices');
		const ids = (records.invoices as Array<{ id: number }>).map(({ id }) => id).slice(0, 250);
		expect(ids.length).toBeGreaterThan(200);
		const run = async (parameters: RunOptions['parameters']) =>
			await account.run(
				'invoice',
				'get',
				{ invoiceId: record(ID), simplify: false, ...parameters },
				{ items: ids.map((id) => ({ id })) },
			);
		const { items } = await run({});
		const sent = await account.sent();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
		expect(lines(sent)).toEqual([
			`GET /invoices eq:${ids.slice(0, 100).join(',')} 1`,
			`GET /invoices/${ids[0]}`,
			...[ids.slice(100, 200), ids.slice(200)].map(
				(some) => `GET /invoices eq:${some.join(',')} 1`,
			),
		]);
		expect(items).toEqual((await run(OFF)).items);
		expect(await account.sent()).toHaveLength(ids.length);
	});

	it('of a list that has no such filter read it whole where that is cheaper, and stop where all are found', async () => {
		const account = await testAccount({ customers: 420 });
		const { items } = await getCustomers(account, range(150));
		expect(jsonOf(items).map(({ id }) => id)).toEqual(range(150));
		expect(lines(await account.sent())).toEqual([
			'GET /customers 1',
			`GET /customers/${FIRST_CUSTOMER}`,
			'GET /customers 2',
			'GET /customers 3',
			'GET /customers 4',
			'GET /customers 5',
		]);
		const one = await testAccount({ customers: 1_200 });
		await getCustomers(one, range(12, FIRST_CUSTOMER + 1_000));
		expect((await one.sent()).map(({ path }) => path)).toEqual([
			'/customers',
			...range(12, FIRST_CUSTOMER + 1_000).map((id) => `/customers/${id}`),
		]);
	});

	it('give what one by one gives: order, pairs, expanded records, 404s, wrong IDs', async () => {
		const account = await testAccount({ customers: 130 });
		const ids = [
			...range(60).reverse(),
			5,
			'abc',
			FIRST_CUSTOMER,
			...range(30, FIRST_CUSTOMER + 50),
		];
		for (const onError of ['continueRegularOutput', 'continueErrorOutput', undefined] as const) {
			await expectSameAsOneByOne(
				async (parameters) =>
					await getCustomers(
						account,
						onError === undefined ? ids.filter((id) => id !== 'abc') : ids,
						{ expand: ['addresses', 'subscriptions'], ...parameters },
						{ onError },
					),
			);
		}
		const bulk = await expectSameAsOneByOne(
			async (parameters) =>
				await getCustomers(account, range(100), { simplify: true, ...parameters }),
		);
		expect(bulk.items).toHaveLength(100);
	});

	it('ask for what the list does not have by its ID, so that a 404 is Pelcro’s own', async () => {
		const account = await testAccount({ customers: 50 });
		const { items } = await getCustomers(
			account,
			[...range(20), 7],
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(items[20]?.json).toMatchObject({ error: { httpCode: '404' } });
		expect(lines(await account.sent())).toEqual([
			'GET /customers 1',
			`GET /customers/${FIRST_CUSTOMER}`,
			'GET /customers/7',
		]);
	});

	it('make groups by site and options', async () => {
		const account = await testAccount({ customers: 50, siteIds: [1001, 1002] });
		const { items } = await getCustomers(account, [...range(20), ...range(20)], {
			expand: '={{ $itemIndex < 20 ? ["addresses"] : [] }}',
		});
		expect(items).toHaveLength(40);
		const sent = await account.sent();
		expect(sent.map(({ path, query }) => [path, query.expand])).toEqual([
			['/customers', 'addresses'],
			[`/customers/${FIRST_CUSTOMER}`, 'addresses'],
			['/customers', undefined],
			[`/customers/${FIRST_CUSTOMER}`, undefined],
		]);
	});

	it('are read one by one where Bulk Reading is off', async () => {
		const account = await testAccount({ customers: 30 });
		await getCustomers(account, [...range(20), FIRST_CUSTOMER], OFF);
		expect(await account.sent()).toHaveLength(21);
	});

	it('of one item make one call', async () => {
		const account = await testAccount();
		const { hints } = await getCustomers(account, [FIRST_CUSTOMER]);
		expect(hints).toEqual([]);
		expect(lines(await account.sent())).toEqual([`GET /customers/${FIRST_CUSTOMER}`]);
	});

	it('send nothing when the run is stopped by a wrong ID before', async () => {
		const account = await testAccount();
		const { error } = await getCustomers(account, [...range(15), 'abc']);
		expect(error?.message).toMatch(/Pelcro ID.*\[item 15\]/);
	});
});

describe('a list that does not answer as the single call does', () => {
	it('is given up after the proof when it lacks an attribute', async () => {
		const account = await testAccount({ customers: 320 });
		const more = await altered(account, ({ path }) =>
			path === '/customers' ? { body: withoutAttribute('metadata') } : undefined,
		);
		const { items } = await getCustomers(account, range(40), {}, more);
		expect(items.every(({ json }) => 'metadata' in json)).toBe(true);
		const sent = await account.sent();
		// The record of the proof is not asked for again; several are under way at once, and arrive as they do.
		const [first, ...others] = lines(sent);
		expect(first).toBe('GET /customers 1');
		expect(others.sort()).toEqual(range(40).map((id) => `GET /customers/${id}`));
		await expectSameAsOneByOne(
			async (parameters) => await getCustomers(account, range(40), parameters, more),
		);
	});

	it('does not stand for records of which it leaves out what is empty', async () => {
		const account = await testAccount({ customers: 320 });
		const more = await altered(account, ({ path }) =>
			path === '/customers' ? { body: withoutEmpty('mail_marketing') } : undefined,
		);
		const { items } = await getCustomers(account, range(40), {}, more);
		const marketing = jsonOf(items).map((json) => json.mail_marketing);
		expect(marketing).toContain(1);
		expect(marketing).toContain(null);
		expect(marketing).not.toContain(undefined);
		await expectSameAsOneByOne(
			async (parameters) => await getCustomers(account, range(40), parameters, more),
		);
	});

	it.each([400, 403, 422])('is given up when it refuses the filter with %i', async (refuse) => {
		const account = await testAccount();
		const ids = await planIds(account);
		const more = await altered(account, ({ query }) =>
			query.has('filter[id]') ? { refuse } : undefined,
		);
		const { items } = await getPlans(account, ids, more);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
		expect(lines(await account.sent())).toEqual(ids.map((id) => `GET /plans/${id}`));
	});

	it('is given up when it ignores the filter', async () => {
		const account = await testAccount();
		const all = await planIds(account);
		const ids = all.slice(0, all.length - 1);
		const more = await altered(account, ({ query }) => {
			const rest = new URLSearchParams(query);
			rest.delete('filter[id]');
			return { query: rest };
		});
		const { items } = await getPlans(account, ids, more);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
		expect(lines(await account.sent())).toEqual([
			'GET /plans 1',
			...ids.map((id) => `GET /plans/${id}`),
		]);
	});

	it('that takes several values for one finds nobody, and each is asked for', async () => {
		const account = await testAccount();
		const ids = await planIds(account);
		const more = await altered(account, ({ query }) =>
			query.has('filter[id]') ? { body: (body) => ({ ...body, data: [] }) } : undefined,
		);
		const { items } = await getPlans(account, ids, more);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
	});
});

describe('a list that changes meanwhile', () => {
	it('still gives every record: what slid past is asked for by its ID', async () => {
		const account = await testAccount({ customers: 500 });
		let gone = false;
		const more = await altered(account, ({ path, query }) =>
			path === '/customers' && query.get('page') === '1' && !gone
				? {
						then: async () => {
							gone = true;
							for (const id of range(3)) await account.sandbox.api().delete(`/customers/${id}`);
						},
					}
				: undefined,
		);
		const wanted = range(490, FIRST_CUSTOMER + 5);
		const { items, error } = await getCustomers(account, wanted, {}, more);
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(wanted);
		const sent = await account.sent();
		expect(sent.filter(({ path }) => path !== '/customers').length).toBeLessThan(12);
	});
});

async function planIds(account: TestAccount): Promise<number[]> {
	const { records } = await account.sandbox.state('plans');
	return (records.plans as Array<{ id: number }>).map(({ id }) => id);
}

async function getPlans(
	account: TestAccount,
	ids: number[],
	more: Partial<RunOptions>,
): Promise<RunResult> {
	return await account.run(
		'plan',
		'get',
		{ planId: record(ID), simplify: false },
		{ items: ids.map((id) => ({ id })), ...more },
	);
}
