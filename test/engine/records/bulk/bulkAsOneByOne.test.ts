import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	startProxy,
	type Alteration,
	type AlteringProxy,
	type ProxiedRequest,
} from '../../host/alteringProxy';
import {
	credentialsFor,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';
import type { RunOptions, RunResult } from '../../host/workflowRun';

useSandbox();

/**
 * Whatever items a run gets, and whatever Pelcro's lists are like: Bulk Reading gives what one by one gives. Runs of
 * both kinds are made up and compared.
 */

type Parameters = RunOptions['parameters'];

/** More of them with FC_RUNS, e.g. after a change of how records are read. */
const RUNS = { numRuns: Number(process.env.FC_RUNS ?? 12) };

jest.setTimeout(RUNS.numRuns * 10_000);

const proxies: AlteringProxy[] = [];

afterEach(() => {
	for (const proxy of proxies.splice(0)) proxy.stop();
});

/** How a list may differ from the sandbox's. */
const LISTS: Readonly<Record<string, (request: ProxiedRequest) => Alteration | undefined>> = {
	'as documented': () => undefined,
	'lacks an attribute': ({ path }) =>
		isList(path) ? { body: eachOf(({ metadata: _left, ...rest }) => rest) } : undefined,
	'gives IDs in place of related records': ({ path }) =>
		isList(path)
			? { body: eachOf(({ subscriptions, ...rest }) => withIds(rest, subscriptions)) }
			: undefined,
	'has empty relations unless they are asked for by ID': ({ path }) =>
		isList(path) ? { body: eachOf((entry) => ({ ...entry, addresses: [] })) } : undefined,
	'has an attribute more': ({ path }) =>
		isList(path) ? { body: eachOf((entry) => ({ ...entry, rank: entry.id })) } : undefined,
	'refuses filters': ({ query }) => (filterOf(query) === undefined ? undefined : { refuse: 400 }),
	'ignores filters': ({ query }) => {
		const filter = filterOf(query);
		const rest = new URLSearchParams(query);
		if (filter !== undefined) rest.delete(filter);
		return { query: rest };
	},
	'takes several values for one': ({ query }) =>
		query.get(filterOf(query) ?? '')?.includes(',')
			? { body: (body) => ({ ...body, data: [] }) }
			: undefined,
	'has small pages': ({ path, query }) => {
		const rest = new URLSearchParams(query);
		if (isList(path) && Number(rest.get('limit')) > 7) rest.set('limit', '7');
		return { query: rest };
	},
	'does not tell its length': ({ path }) =>
		isList(path)
			? { body: ({ data }: { data: unknown }) => ({ data, links: { next: null }, meta: {} }) }
			: undefined,
	'cannot be read': ({ path, query }) =>
		isList(path) && Number(query.get('limit')) > 10 ? { refuse: 403 } : undefined,
};

function isList(path: string): boolean {
	return !/\d$/.test(path);
}

function filterOf(query: URLSearchParams): string | undefined {
	return [...query.keys()].find((name) => name.startsWith('filter['));
}

function eachOf(change: (entry: IDataObject) => IDataObject) {
	return (body: { data: unknown }) =>
		Array.isArray(body.data) ? { ...body, data: (body.data as IDataObject[]).map(change) } : body;
}

function withIds(rest: IDataObject, subscriptions: unknown): IDataObject {
	const ids = (subscriptions as IDataObject[] | undefined)?.map(({ id }) => id);
	return { ...rest, subscriptions: ids as IDataObject['subscriptions'] };
}

/** Credentials for a Pelcro whose lists are of a kind. */
async function credentialsOf(account: TestAccount, list: string) {
	const proxy = await startProxy(account.sandbox.baseUrl, (request) => LISTS[list]?.(request));
	proxies.push(proxy);
	return { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
}

/** What the next node gets, or how the run fails. */
function outcomeOf({ items, errorItems, error }: RunResult) {
	return {
		items: items.map(({ json, pairedItem }) => ({ json, pairedItem })),
		errorItems: errorItems.map(({ json, pairedItem }) => ({ json, pairedItem })),
		error: error && { message: error.message, description: error.description },
	};
}

const onErrors = fc.constantFrom<NonNullable<RunOptions['onError']>>(
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
);
const lists = fc.constantFrom(...Object.keys(LISTS));

describe('Bulk Reading gives what one by one gives', () => {
	/** Options that differ from item to item. */
	const options = {
		expand: fc.constantFrom<string[]>(
			[],
			[],
			[],
			['addresses'],
			['default_source', 'subscriptions'],
		),
		siteId: fc.constantFrom('', '', '', '1001', '1002'),
	};

	it('for records by ID', async () => {
		const account = await testAccount({ customers: 60, siteIds: [1001, 1002] });
		const id = fc.oneof(
			{ weight: 8, arbitrary: fc.integer({ min: 10_001, max: 10_060 }) },
			{
				weight: 1,
				arbitrary: fc.constantFrom<unknown>(5, 99_999, ' 10007 ', '0010008', 'abc', ''),
			},
		);
		const items = fc.array(fc.record({ id, ...options }), { minLength: 1, maxLength: 50 });
		await fc.assert(
			fc.asyncProperty(
				items,
				onErrors,
				lists,
				fc.boolean(),
				async (given, onError, list, simplify) => {
					const credentials = await credentialsOf(account, list);
					const run = async (bulkReading: string) =>
						outcomeOf(
							await account.run(
								'customer',
								'get',
								{
									customerId: record('={{ $json.id }}'),
									expand: '={{ $json.expand }}',
									simplify,
									options: { siteId: '={{ $json.siteId }}', bulkReading },
								},
								{ items: given as IDataObject[], onError, credentials },
							),
						);
					expect(await run('automatic')).toEqual(await run('off'));
				},
			),
			RUNS,
		);
	});

	it('for records by a list with a filter', async () => {
		const account = await testAccount({ customers: 60 });
		const { records } = await account.sandbox.state('invoices');
		const known = (records.invoices as Array<{ id: number }>).map((invoice) => invoice.id);
		const id = fc.oneof(
			{ weight: 8, arbitrary: fc.constantFrom(...known) },
			{ weight: 1, arbitrary: fc.constantFrom<unknown>(5, 99_999, 'x') },
		);
		const items = fc.array(fc.record({ id }), { minLength: 1, maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(items, onErrors, lists, async (given, onError, list) => {
				const credentials = await credentialsOf(account, list);
				const run = async (bulkReading: string) =>
					outcomeOf(
						await account.run(
							'invoice',
							'get',
							{ invoiceId: record('={{ $json.id }}'), simplify: false, options: { bulkReading } },
							{ items: given as IDataObject[], onError, credentials },
						),
					);
				expect(await run('automatic')).toEqual(await run('off'));
			}),
			RUNS,
		);
	});

	it('for records by email, name, code or another system’s ID', async () => {
		const account = await accountWithKeys();
		const { email, oldProviderId, name, code } = KEYS;
		const chosen = fc.oneof(
			choice('customer', 'customerId', 'email', await emailsOf(account), email),
			choice('customer', 'customerId', 'oldProviderId', [], oldProviderId),
			choice('product', 'productId', 'name', [], name),
			choice('coupon', 'couponId', 'code', ['WELCOME20', 'FRIENDS5'], code),
		);
		await fc.assert(
			fc.asyncProperty(
				chosen,
				onErrors,
				lists,
				async ({ resource, field, mode, keys }, onError, list) => {
					const credentials = await credentialsOf(account, list);
					const run = async (bulkReading: string) =>
						outcomeOf(
							await account.run(
								resource,
								'get',
								{
									[field]: { __rl: true, mode, value: '={{ $json.key }}' },
									simplify: false,
									options: { bulkReading },
								} as Parameters,
								{ items: keys.map((key) => ({ key })), onError, credentials },
							),
						);
					expect(await run('automatic')).toEqual(await run('off'));
				},
			),
			RUNS,
		);
	});

	it('for Create or Update, in what comes out, what is written and what Pelcro has then', async () => {
		const seeded = { customers: 30, seed: 3, now: 1_800_000_000 };
		const emails = await emailsOf(await testAccount(seeded));
		const email = fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom(...emails.slice(0, 12)) },
			{
				weight: 2,
				arbitrary: fc.constantFrom(...emails.slice(0, 6).map((one) => ` ${one.toUpperCase()}`)),
			},
			{ weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }).map((n) => `new${n}@example.com`) },
			{
				weight: 1,
				arbitrary: fc.constantFrom('', 'no email', 'josé@example.com', 'a,b@example.com'),
			},
		);
		const item = fc.record({
			email,
			firstName: fc.constantFrom('Ann', 'Ann', 'Bob', ''),
			skipUnchanged: fc.constantFrom(true, true, false),
		});
		const items = fc.array(item, { minLength: 1, maxLength: 25 });
		await fc.assert(
			fc.asyncProperty(items, lists, async (given, list) => {
				const run = async (bulkReading: string) => {
					const account = await testAccount(seeded);
					const credentials = await credentialsOf(account, list);
					const result = await account.run(
						'customer',
						'upsert',
						{
							matchBy: 'email',
							email: '={{ $json.email }}',
							firstName: '={{ $json.firstName }}',
							options: { skipUnchanged: '={{ $json.skipUnchanged }}', bulkReading },
						},
						{ items: given, onError: 'continueRegularOutput', credentials },
					);
					return await written(account, result);
				};
				expectSameWork(await run('automatic'), await run('off'));
			}),
			RUNS,
		);
	});

	it('for Update, with and without Skip Unchanged, in the same', async () => {
		const seeded = { customers: 30, seed: 3, now: 1_800_000_000 };
		const item = fc.record({
			id: fc.oneof(
				{ weight: 8, arbitrary: fc.integer({ min: 10_001, max: 10_012 }) },
				{ weight: 1, arbitrary: fc.constantFrom<unknown>(5, 'abc') },
			),
			firstName: fc.constantFrom<string | undefined>('Ann', 'Bob', ''),
			skipUnchanged: fc.constantFrom(true, true, true, false),
			timeout: fc.constantFrom(30, 30, 40),
		});
		const items = fc.array(item, { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(items, lists, async (given, list) => {
				const run = async (bulkReading: string) => {
					const account = await testAccount(seeded);
					const credentials = await credentialsOf(account, list);
					const result = await account.run(
						'customer',
						'update',
						{
							customerId: record('={{ $json.id }}'),
							firstName: '={{ $json.firstName }}',
							options: {
								skipUnchanged: '={{ $json.skipUnchanged }}',
								timeout: '={{ $json.timeout }}',
								bulkReading,
							},
						},
						{ items: given as IDataObject[], onError: 'continueRegularOutput', credentials },
					);
					return await written(account, result);
				};
				expectSameWork(await run('automatic'), await run('off'));
			}),
			RUNS,
		);
	});
});

/** Keys that are hard to tell apart, or to send. */
const KEYS = {
	email: [
		'nobody@example.com',
		'josé@example.com',
		'jose@example.com',
		'a,b@example.com',
		'',
		'  ',
	],
	oldProviderId: ['0017', '17', 'crm-a', 'CRM-A', 'x,y', 'none'],
	name: ['Twice', 'twice ', 'Only, here', 'Café', 'Cafe', 'None'],
	code: ['welcome20', 'NONE', 'A,B'],
};

function choice(resource: string, field: string, mode: string, known: string[], more: string[]) {
	const variants = known.flatMap((key) => [key, key, ` ${key} `, key.toUpperCase()]);
	const key = fc.constantFrom(...variants, ...more);
	return fc.record({
		resource: fc.constant(resource),
		field: fc.constant(field),
		mode: fc.constant(mode),
		keys: fc.array(key, { minLength: 1, maxLength: 30 }),
	});
}

async function emailsOf(account: TestAccount): Promise<string[]> {
	const { records } = await account.sandbox.state('customers');
	return (records.customers as Array<{ email: string }>).map(({ email }) => email);
}

/** An account some of whose records have keys that are alike. */
async function accountWithKeys(): Promise<TestAccount> {
	const account = await testAccount({ customers: 40 });
	const api = account.sandbox.api();
	const ids = ['0017', 'crm-a', 'x,y'];
	for (const [index, id] of ids.entries()) {
		await api.put(`/customers/${10_001 + index}`, { old_provider_id: id });
	}
	await api.put('/customers/10005', { email: 'jose@example.com' });
	for (const name of ['Twice', 'Twice', 'Only, here', 'Café']) {
		await api.post('/products', { name, address_required: false });
	}
	return account;
}

/** Attributes that no two runs have in common. */
const OF_ITS_RUN = ['updated_at', 'created_at', 'object_id', 'last_login_at'];

/**
 * What came out, what was written for each email or record, in its order, and what Pelcro has in the end. Records that
 * are made get their IDs in the order in which they arrive, and several are under way at once.
 */
async function written(account: TestAccount, result: RunResult) {
	const sent = (await account.sent()).filter(({ method }) => method !== 'GET');
	const writes = new Map<string, unknown[]>();
	for (const { method, path, body } of sent) {
		const name = method === 'PUT' ? path : String((body as IDataObject).email);
		writes.set(name, [...(writes.get(name) ?? []), [method, body]]);
	}
	const { records } = await account.sandbox.state('customers');
	const stored = (records.customers as IDataObject[]).map(comparable);
	return {
		items: outcomeOf(result).items.map(({ json, pairedItem }) => ({
			json: comparable(json),
			pairedItem,
		})),
		writes: Object.fromEntries(
			[...writes].filter(([name]) => !/\d$/.test(name) || isOfSeed(name.slice(11))),
		),
		stored: stored.sort((one, other) => String(one.email).localeCompare(String(other.email))),
	};
}

type Work = Awaited<ReturnType<typeof written>>;

/** What changes nothing may be left out where the record is known; nothing else is written, nor in another order. */
function expectSameWork(bulk: Work, single: Work): void {
	expect(bulk.items).toEqual(single.items);
	expect(bulk.stored).toEqual(single.stored);
	for (const [name, writes] of Object.entries(bulk.writes)) {
		const left = (single.writes[name] ?? []).map((write) => JSON.stringify(write));
		for (const write of writes) {
			const at = left.indexOf(JSON.stringify(write));
			expect({ write, isWrittenOneByOne: at >= 0 }).toEqual({ write, isWrittenOneByOne: true });
			left.splice(0, at + 1);
		}
	}
}

function isOfSeed(id: unknown): boolean {
	return Number(id) <= 10_030;
}

function comparable(json: IDataObject): IDataObject {
	const entries = Object.entries(json).filter(
		([name]) => !OF_ITS_RUN.includes(name) && (name !== 'id' || isOfSeed(json.id)),
	);
	return Object.fromEntries(entries);
}
