import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { decimalPlaces } from '../../nodes/common/currency';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from './pelcroSandbox';
import { listPage, scriptedPelcro } from './scriptedPelcro';

useSandbox();

let account: TestAccount;
/** The account's records by resource, as the sandbox keeps them. */
const held: Record<string, IDataObject[]> = {};

beforeAll(async () => {
	account = await testAccount({ customers: 60 });
	for (const name of ['subscriptions', 'invoices', 'charges', 'refunds', 'orders', 'memberships']) {
		held[name] = (await account.sandbox.state(name)).records[name] as IDataObject[];
	}
	await account.sandbox.clearJournal();
});

/** What one list has to filter by. */
interface ListCase {
	resource: string;
	kept: string;
	/** The attribute of the time when a record was created. */
	created: string;
	/** Further times, by the beginning of their fields' names. */
	times?: Record<string, (one: IDataObject) => unknown>;
	plan?: true;
}

const CASES: ListCase[] = [
	{
		resource: 'subscription',
		kept: 'subscriptions',
		created: 'created',
		times: { ends: ({ expires_at: end, current_period_end: next }) => end ?? next },
		plan: true,
	},
	{
		resource: 'invoice',
		kept: 'invoices',
		created: 'created_at',
		times: { due: ({ due_date: due }) => due },
	},
	{ resource: 'charge', kept: 'charges', created: 'created_at' },
	{ resource: 'refund', kept: 'refunds', created: 'created_at' },
	{ resource: 'order', kept: 'orders', created: 'created_at' },
	{ resource: 'member', kept: 'memberships', created: 'created_at' },
];

const recordsOf = (one: ListCase): IDataObject[] => held[one.kept] ?? [];

/** Some values that occur, one that does not, or none. */
const some = (values: unknown[], other: unknown) =>
	fc.option(fc.constantFrom(...new Set([...values, other])), { nil: undefined });

const isoOf = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString();

interface Asked {
	parameters: INodeParameters;
	meets: (one: IDataObject) => boolean;
}

/** Any filters of the form, and what they mean, said once more. */
function asked(one: ListCase): fc.Arbitrary<Asked> {
	const records = recordsOf(one);
	const timesOf: NonNullable<ListCase['times']> = {
		created: ({ [one.created]: time }) => time,
		...one.times,
	};
	const statuses = [...new Set(records.map(({ status }) => String(status)))];
	const bound = (read: (record: IDataObject) => unknown) =>
		some(
			records.map(read).filter((time) => typeof time === 'number'),
			1_000_000_000,
		);
	return fc
		.record({
			statuses: fc.subarray([...statuses, 'never_heard_of']),
			customer: some(
				records.map(({ user_id: id }) => id).filter((id) => id !== null),
				undefined,
			),
			plan: some(one.plan ? records.map(({ plan }) => plan) : [], undefined),
			after: fc.record(
				Object.fromEntries(Object.entries(timesOf).map(([name, read]) => [name, bound(read)])),
			),
			before: fc.record(
				Object.fromEntries(Object.entries(timesOf).map(([name, read]) => [name, bound(read)])),
			),
		})
		.map(({ statuses: chosen, customer, plan, after, before }) => ({
			parameters: {
				statuses: chosen,
				...(customer !== undefined && { customerId: record(Number(customer)) }),
				...(plan !== undefined && { planId: record(Number(plan)) }),
				...fieldsOf(after, 'After'),
				...fieldsOf(before, 'Before'),
			},
			meets: (own) =>
				(chosen.length === 0 || chosen.includes(String(own.status))) &&
				(customer === undefined || own.user_id === customer) &&
				(plan === undefined || own.plan === plan) &&
				Object.entries(timesOf).every(([name, read]) => {
					const time = read(own);
					const [from, to] = [after[name], before[name]];
					if (from === undefined && to === undefined) return true;
					if (typeof time !== 'number') return false;
					return (
						(from === undefined || time >= Number(from)) && (to === undefined || time < Number(to))
					);
				}),
		}));
}

function fieldsOf(times: Record<string, unknown>, end: string): INodeParameters {
	return Object.fromEntries(
		Object.entries(times)
			.filter(([, time]) => time !== undefined)
			.map(([name, time]) => [`${name}${end}`, isoOf(time)]),
	);
}

describe('Get Many gives exactly the records that meet the fields', () => {
	it.each(CASES.map((one) => [one.resource, one] as const))('%s', async (resource, one) => {
		expect(recordsOf(one).length).toBeGreaterThan(2);
		await fc.assert(
			fc.asyncProperty(asked(one), async ({ parameters, meets }) => {
				const { items, error } = await account.run(resource, 'getAll', {
					returnAll: true,
					...parameters,
				});
				expect(error?.message).toBeUndefined();
				expect(new Set(jsonOf(items).map(({ id }) => id))).toEqual(
					new Set(
						recordsOf(one)
							.filter(meets)
							.map(({ id }) => id),
					),
				);
			}),
			{ numRuns: 25 },
		);
	});

	it('stops at the limit, and finds what comes late in the list', async () => {
		const last = recordsOf({ resource: '', kept: 'invoices', created: '' }).at(-1);
		const { items } = await account.run('invoice', 'getAll', {
			limit: 1,
			filters: { filter: [{ attribute: 'id', operator: 'eq', value: String(last?.id) }] },
			customerId: record(Number(last?.user_id)),
		});
		expect(jsonOf(items).map(({ id }) => id)).toEqual([last?.id]);
	});
});

describe('what Pelcro does and what the node does', () => {
	beforeEach(async () => await account.sandbox.clearJournal());

	const ids = (items: Parameters<typeof jsonOf>[0]) => jsonOf(items).map(({ id }) => id);

	it('asks Pelcro for the status of invoices, and leaves the rest to itself', async () => {
		await account.run('invoice', 'getAll', {
			statuses: ['open', 'past_due'],
			createdAfter: '2020-01-01',
			returnAll: true,
		});
		const [first] = await account.sent();
		expect(first?.query).toEqual({
			'filter[status]': 'eq:open,past_due',
			page: '1',
			limit: '100',
		});
	});

	it('reads the subscriptions of a customer in one call, also by email', async () => {
		const [customer] = (await account.sandbox.state('customers')).records
			.customers as IDataObject[];
		await account.sandbox.clearJournal();
		const { items } = await account.run('subscription', 'getAll', {
			customerId: record(String(customer?.email), 'email'),
		});
		const sent = await account.sent();
		expect(sent.map(({ path }) => path)).toEqual([
			'/customers',
			`/customers/${String(customer?.id)}`,
		]);
		const own = (held.subscriptions ?? []).filter(({ user_id: id }) => id === customer?.id);
		expect(ids(items)).toEqual(own.map(({ id }) => id));
	});

	it('reads the whole list where the customer’s answer does not have the records', async () => {
		const subscriptions = [
			{ id: 1, user_id: 7, status: 'active' },
			{ id: 2, user_id: 8, status: 'active' },
		];
		const pelcro = await scriptedPelcro((request) =>
			request.path.includes('/customers/')
				? { body: { data: { id: 7, email: 'a@x.org' } } }
				: listPage(subscriptions, request),
		);
		const { items } = await pelcro.run('subscription', 'getAll', { customerId: record(7) });
		await pelcro.close();
		expect(ids(items)).toEqual([1]);
	});

	it.each([
		[{ attribute: 'id', direction: 'descending' }, '-id'],
		[{ attribute: 'total', direction: 'descending' }, undefined],
		[{ attribute: 'other', attributeName: 'subtotal', direction: 'ascending' }, undefined],
	])('sorts invoices by %j', async ({ direction, ...by }, sort) => {
		const { items, error } = await account.run('invoice', 'getAll', {
			limit: 20,
			simplify: false,
			sort: { rule: [{ ...by, direction }] },
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]?.query.sort).toBe(sort);
		const { attributeName = by.attribute } = by as { attributeName?: string };
		const values = jsonOf(items).map((one) => Number(one[attributeName]));
		expect(values).toHaveLength(20);
		const best = (held.invoices ?? []).map((one) => {
			const places = attributeName === 'id' ? 0 : (decimalPlaces(one.currency) ?? 0);
			return Number(one[attributeName]) / 10 ** places;
		});
		best.sort((one, other) => (direction === 'descending' ? other - one : one - other));
		expect(values).toEqual(best.slice(0, 20));
	});
});

describe('a filter that finds nothing', () => {
	const EMPTY = { statuses: ['no_such_status'], returnAll: true };

	it('tells how many records there are, and which statuses', async () => {
		const { items, hints, error } = await account.run('subscription', 'getAll', EMPTY);
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		const count = (held.subscriptions ?? []).length;
		expect(hints.join()).toContain(`Nothing meets 'Status', though the list has ${count} records`);
		expect(hints.join()).toContain('active');
	});

	it('tells it, too, where Pelcro filters', async () => {
		const { hints } = await account.run('invoice', 'getAll', EMPTY);
		const count = (held.invoices ?? []).length;
		expect(hints.join()).toContain(`Nothing meets 'Status', though the list has ${count} records`);
	});

	it('says nothing of a list that is empty', async () => {
		const pelcro = await scriptedPelcro((request) => listPage([], request));
		const { hints, error } = await pelcro.run('subscription', 'getAll', EMPTY);
		await pelcro.close();
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
	});

	it('is an error where no record has such an attribute', async () => {
		const { error, items } = await account.run('subscription', 'getAll', {
			filters: { filter: [{ attributeName: 'staus', operator: 'eq', value: 'active' }] },
		});
		expect(error?.message).toBe("'Filters': Pelcro’s records have no 'staus'");
		expect(error?.description).toContain('status');
		expect(items).toEqual([]);
	});

	it('is refused where two fields ask Pelcro for the same', async () => {
		await account.sandbox.clearJournal();
		const { error } = await account.run('invoice', 'getAll', {
			statuses: ['open'],
			filters: { filter: [{ attribute: 'status', operator: 'eq', value: 'paid' }] },
		});
		expect(error?.message).toMatch(/'Filters' asks for what another field asks for already/);
		expect(await account.sent()).toEqual([]);
	});

	it.each(['statuses', 'createdAfter', 'customerId', 'planId'])(
		'is refused where an expression for %s gives nothing',
		async (name) => {
			await account.sandbox.clearJournal();
			const value = '={{ $json.none }}';
			const entered = name.endsWith('Id') ? { ...record(''), value } : value;
			const { error } = await account.run('subscription', 'getAll', { [name]: entered });
			expect(error?.message).toMatch(/is empty/);
			expect(await account.sent()).toEqual([]);
		},
	);
});
