import type { IDataObject } from 'n8n-workflow';

import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type SentRequest,
	type TestAccount,
} from '../../host/pelcroSandbox';
import type { RunOptions } from '../../host/workflowRun';

useSandbox();

/**
 * The jobs of `npm run bench -- bulk` at a tenth of their size, and what they send. Each says the most calls as the
 * job's share of reading and of writing, so that a plan that is a call worse is seen.
 */

const FIRST_CUSTOMER = 10_001;

interface Customer extends IDataObject {
	id: number;
	email: string;
	first_name: string;
}

/** Calls by kind, and in all. */
function counted(sent: readonly SentRequest[]): { kinds: Record<string, number>; all: number } {
	const kinds: Record<string, number> = {};
	for (const { method, path } of sent) {
		const kind = `${method} ${path.replace(/\d+$/, '{id}')}`;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
	}
	return { kinds, all: sent.length };
}

async function recordsOf(account: TestAccount, resource: string): Promise<Customer[]> {
	return (await account.sandbox.state(resource)).records[resource] as Customer[];
}

/** Every so-manieth, so that they lie all over the list. */
function spread<Value>(values: readonly Value[], count: number): Value[] {
	const every = Math.floor(values.length / count);
	return Array.from({ length: count }, (_value, index) => values[index * every] as Value);
}

/** Runs the operation for the items and expects every item to come out. */
async function run(
	account: TestAccount,
	[resource, operation]: readonly [string, string],
	parameters: IDataObject,
	items: IDataObject[],
) {
	const result = await account.run(resource, operation, parameters as RunOptions['parameters'], {
		items,
	});
	expect(result.error).toBeUndefined();
	expect(result.items).toHaveLength(items.length);
	return { items: jsonOf(result.items), hints: result.hints, ...counted(await account.sent()) };
}

const UPSERT = {
	matchBy: 'email',
	email: '={{ $json.email }}',
	firstName: '={{ $json.firstName }}',
};

it('gets 100 different customers of 500 in 6 calls', async () => {
	const account = await testAccount({ customers: 500 });
	const ids = spread(await recordsOf(account, 'customers'), 100).map(({ id }) => ({ id }));
	const { items, all, hints } = await run(
		account,
		['customer', 'get'],
		{ customerId: record('={{ $json.id }}') },
		ids,
	);
	expect(items.map(({ id }) => id)).toEqual(ids.map(({ id }) => id));
	expect(all).toBeLessThanOrEqual(6);
	expect(hints).toEqual([`${all} calls instead of 100.`]);
});

it('gets 200 invoices of 3,000 in 3 calls', async () => {
	const account = await testAccount({ customers: 3_300 });
	const invoices = await recordsOf(account, 'invoices');
	expect(invoices.length).toBeGreaterThan(3_000);
	const ids = spread(invoices, 200).map(({ id }) => ({ id }));
	const { items, kinds } = await run(
		account,
		['invoice', 'get'],
		{ invoiceId: record('={{ $json.id }}') },
		ids,
	);
	expect(items.map(({ id }) => id)).toEqual(ids.map(({ id }) => id));
	expect(kinds).toEqual({ 'GET /invoices': 2, 'GET /invoices/{id}': 1 });
});

it('gets the customers (30) and plans (5) of 100 subscriptions in 4 calls', async () => {
	const account = await testAccount({ customers: 100 });
	const plans = (await recordsOf(account, 'plans')).slice(0, 5);
	const subscriptions = Array.from({ length: 100 }, (_value, index) => ({
		customer: FIRST_CUSTOMER + 3 * (index % 30),
		plan: plans[index % 5]?.id,
	}));
	const customers = await run(
		account,
		['customer', 'get'],
		{ customerId: record('={{ $json.customer }}') },
		subscriptions,
	);
	const their = await run(
		account,
		['plan', 'get'],
		{ planId: record('={{ $json.plan }}') },
		subscriptions,
	);
	expect(customers.items.map(({ id }) => id)).toEqual(
		subscriptions.map(({ customer }) => customer),
	);
	expect(their.items.map(({ id }) => id)).toEqual(subscriptions.map(({ plan }) => plan));
	expect(customers.all + their.all).toBeLessThanOrEqual(4);
});

it('creates or updates 300 customers, 1% changed, in 3 pages, 3 changes and at most 3 proofs', async () => {
	const account = await testAccount({ customers: 300 });
	const people = (await recordsOf(account, 'customers')).map(
		({ email, first_name: firstName }, index) => ({
			email,
			firstName: index % 100 === 50 ? 'Changed' : firstName,
		}),
	);
	const { items, kinds, all, hints } = await run(account, ['customer', 'upsert'], UPSERT, people);
	expect(items).toMatchObject(
		people.map(({ email, firstName }) => ({ email, first_name: firstName })),
	);
	expect(kinds['PUT /customers/{id}']).toBe(3);
	expect(all).toBeLessThanOrEqual(9);
	expect(hints).toEqual([`297 of 300 records were the same already; ${all} calls instead of 600.`]);
});

it('creates or updates 100 customers, all new, in 103 calls', async () => {
	const account = await testAccount({ customers: 1_000 });
	const people = Array.from({ length: 100 }, (_value, index) => ({
		email: `new${index}@example.com`,
		firstName: `Reader ${index}`,
	}));
	const { kinds } = await run(account, ['customer', 'upsert'], UPSERT, people);
	// The list's first page, two filters for 98 addresses each, and the creations.
	expect(kinds).toEqual({ 'GET /customers': 3, 'POST /customers': 100 });
});

it('creates 100 subscriptions for customers given by email, all known of 500, in 103 calls', async () => {
	const account = await testAccount({ customers: 500 });
	const [plan] = await recordsOf(account, 'plans');
	const customers = spread(await recordsOf(account, 'customers'), 100);
	const { items, kinds } = await run(
		account,
		['subscription', 'create'],
		{
			customerId: record('={{ $json.email }}', 'email'),
			planId: record(Number(plan?.id)),
			quantity: 1,
			collectionMethod: 'send_invoice',
		},
		customers.map(({ email }) => ({ email })),
	);
	expect(items.map(({ user_id: owner }) => owner)).toEqual(customers.map(({ id }) => id));
	expect(kinds['POST /subscriptions']).toBe(100);
	expect(kinds['GET /customers']).toBeLessThanOrEqual(3);
	expect(Object.keys(kinds)).toHaveLength(2);
});

describe('a single item makes no call more than it needs', () => {
	const [customer] = [FIRST_CUSTOMER];

	it.each<[string, readonly [string, string], IDataObject, string[]]>([
		['Get', ['customer', 'get'], { customerId: record(customer) }, ['GET /customers/{id}']],
		[
			'Create or Update of a new one',
			['customer', 'upsert'],
			{ ...UPSERT, email: 'new@example.com', firstName: 'N' },
			['GET /customers', 'POST /customers'],
		],
		[
			'Update',
			['customer', 'update'],
			{ customerId: record(customer), firstName: 'N' },
			['PUT /customers/{id}'],
		],
		[
			'Address: Update',
			['address', 'update'],
			{ addressId: record(60_001), updateFields: { line2: 'Floor 2' } },
			['GET /addresses/{id}', 'PUT /addresses/{id}'],
		],
	])('%s', async (_name, operation, parameters, expected) => {
		const account = await testAccount();
		const addresses = await recordsOf(account, 'addresses');
		const own = 'addressId' in parameters ? { addressId: record(Number(addresses[0]?.id)) } : {};
		const { kinds, all } = await run(account, operation, { ...parameters, ...own }, [{}]);
		expect(Object.keys(kinds)).toEqual(expected);
		expect(all).toBe(expected.length);
	});
});
