import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { decimalPlaces } from '../../../nodes/common/money/currency';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro } from '../host/scriptedPelcro';

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

describe('what the node compares', () => {
	/** Runs Get Many on these records, of which the list leaves none out. */
	const among = async (
		resource: string,
		records: IDataObject[],
		parameters: INodeParameters,
		timezone = 'America/Montreal',
	) => {
		const pelcro = await scriptedPelcro((request) => listPage(records, request));
		const given = { returnAll: true, simplify: false, ...parameters };
		const { items, error } = await pelcro.run(resource, 'getAll', given, { timezone });
		await pelcro.close();
		return { ids: jsonOf(items).map(({ id }) => id), error };
	};
	const equals = (attributeName: string, value: unknown): INodeParameters => ({
		filters: { filter: [{ attributeName, operator: 'eq', value: value as string }] },
	});
	const by = (attributeName: string): INodeParameters => ({
		sort: { rule: [{ attribute: 'other', attributeName, direction: 'ascending' }] },
	});
	const USD: INodeParameters = { options: { amountCurrency: 'USD' } };

	it.each(['charge', 'refund', 'order', 'subscription'])(
		'amounts of a %s are in the currency of the record',
		async (resource) => {
			const records = [
				{ id: 1, amount: 1050, currency: 'usd' },
				{ id: 2, amount: 1050, currency: 'jpy' },
				{ id: 3, amount: '10.50', currency: 'USD' },
				{ id: 4, amount: 1050, charge: { id: 9, currency: 'usd' } },
				{ id: 5, amount: 10500, currency: 'kwd' },
				{ id: 6, amount: 1050 },
			];
			const found = async (value: string, more = {}) =>
				(await among(resource, records, { ...equals('amount', value), ...USD, ...more })).ids;
			expect(await found('10.50')).toEqual([1, 3, 4, 5, 6]);
			expect(await found('1050')).toEqual([2]);
			const minor = { options: { amounts: 'minor', amountCurrency: 'USD' } };
			expect(await found('1050', minor)).toEqual([1, 2, 3, 4, 6]);
			const { error } = await among(resource, records, equals('amount', '10.50'));
			expect(error?.description).toContain('Currency of Amounts');
		},
	);

	it.each([
		[
			'refund',
			'amount',
			[
				{ id: 1, amount: 1000, charge: { id: 9, currency: 'usd' } },
				{ id: 2, amount: 1050 },
				{ id: 3, amount: '20.50', currency: 'usd' },
				{ id: 4, amount: 900, charge: { id: 8, currency: 'jpy' } },
			],
		],
		[
			'bill',
			'amounts.total',
			[
				{ id: 1, currency: 'usd', amounts: { total: 1000 } },
				{ id: 2, currency: 'usd', amounts: { total: '10.50' } },
				{ id: 3, currency: 'jpy', amounts: { total: 900 } },
			],
		],
		[
			'subscription',
			'plan.amount',
			[
				{ id: 1, plan: { id: 1, amount: 1000, currency: 'usd' } },
				{ id: 2, plan: { id: 2, amount: 900, currency: 'jpy' } },
			],
		],
	])('sorts %ss by %s as people write it', async (resource, attribute, right) => {
		const records = [...right].reverse();
		const { ids, error } = await among(resource, records, { ...by(attribute), ...USD });
		expect(error).toBeUndefined();
		expect(ids).toEqual(right.map(({ id }) => id));
	});

	it('says that no record has what the list is to be sorted by', async () => {
		const { error } = await among('charge', [{ id: 1 }, { id: 2 }], by('amuont'));
		expect(error?.message).toBe("'Sort': Pelcro’s records have no 'amuont'");
		expect((await among('charge', [{ id: 2, a: null }, { id: 1 }], by('a'))).error).toBeUndefined();
	});

	const held: unknown[] = [true, false, 1, 0, '1', '0', 'true', 'false', null];

	it.each(['true', 'yes', '1', 'false', 'no', '0'])(
		'yes and no in all forms: %s',
		async (value) => {
			const records = held.map((auto_renew, id) => ({ id, auto_renew }) as IDataObject);
			const { ids } = await among('subscription', records, equals('auto_renew', value));
			const isYes = ['true', 'yes', '1'].includes(value);
			const yes = [true, 1, '1', 'true'];
			expect(ids).toEqual(
				records
					.filter((one) => yes.includes(one.auto_renew as never) === isYes)
					.map(({ id }) => id),
			);
		},
	);

	it.each([
		['vip', 'gold', [false, true, 'silver', 'GOLD'], ['GOLD']],
		['zip', '01234', ['1234', 1234, '01234'], ['01234']],
		['zip', '1234', ['01234', 1234, '1234.0'], [1234, '1234.0']],
		['receipt', '100', ['1e2', '0x64', '100'], ['100']],
		[
			'number',
			'90071992547409931',
			['90071992547409932', '90071992547409931'],
			['90071992547409931'],
		],
	])('metadata.%s equals %s', async (key, value, values, right) => {
		const records = values.map((own, id) => ({ id, metadata: { [key]: own } }) as IDataObject);
		const { ids } = await among('subscription', records, equals(`metadata.${key}`, value));
		expect(ids.map((id) => values[Number(id)])).toEqual(right);
	});

	it('0 is no time', async () => {
		const records = [
			{ id: 1, due_date: 0, expires_at: 0, current_period_end: 1_800_000_000 },
			{ id: 2, due_date: 1_700_000_000, expires_at: 1_700_000_000 },
		];
		const before = { dueBefore: '2025-01-01' };
		expect((await among('invoice', records, before)).ids).toEqual([2]);
		expect((await among('subscription', records, { endsBefore: '2025-01-01' })).ids).toEqual([2]);
		expect((await among('subscription', records, { endsAfter: '2025-01-01' })).ids).toEqual([1]);
		expect((await among('invoice', records, by('due_date'))).ids).toEqual([2, 1]);
	});

	it('compares times exactly, in all forms, and refuses what it cannot read', async () => {
		const created = [
			1_774_980_000,
			'2026-03-31 18:00:00+00',
			'2026-03-31 18:00:00 UTC',
			'2026-03-31T18:00:00.400000Z',
			'1774980000.4',
			{ date: '2026-03-31 14:00:00.000000', timezone_type: 3, timezone: 'America/Montreal' },
		];
		const records = created.map((created_at, id) => ({ id, created_at }) as IDataObject);
		const all = records.map(({ id }) => id);
		const ids = async (parameters: INodeParameters) =>
			(await among('charge', records, parameters)).ids;
		expect(await ids({ createdBefore: '2026-03-31T18:00:00.500Z' })).toEqual(all);
		expect(await ids({ createdAfter: '2026-03-31T18:00:00.500Z' })).toEqual([]);
		expect(await ids({ createdAfter: '2026-03-31T18:00:00Z' })).toEqual(all);
		const odd = [{ id: 1, created_at: 'last Tuesday' }];
		const { error } = await among('charge', odd, { createdAfter: '2026-03-31' });
		expect(error?.message).toMatch(/'Created After'.* cannot be read \(ID 1\)/);
	});

	it('finds a time by its day, a Date or seconds', async () => {
		// The evening of the 31st in Montreal.
		const records = [
			{ id: 1, expires_at: 1_775_010_600 },
			{ id: 2, expires_at: 1_775_061_000 },
			{ id: 3, expires_at: '2026-03-31' },
			{ id: 4, expires_at: null },
		];
		const ids = async (value: string) =>
			(await among('subscription', records, equals('expires_at', value))).ids;
		expect(await ids('2026-03-31')).toEqual([1, 3]);
		expect(await ids('={{ new Date(1775010600000) }}')).toEqual([1, 3]);
		expect(await ids('1775010600')).toEqual([1, 3]);
		expect(await ids('2026-03-30')).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['bill', { vendorId: record(7) }],
		['bill', { additionalFields: { status: 'open' } }],
		['bill', { additionalFields: { totalMin: 10.5 }, ...USD }],
		['bill', { additionalFields: { totalMax: 10.5 }, ...USD }],
		['plan', { productId: record(7) }],
	])('a list that ignores its parameter: %s %j', async (resource, parameters) => {
		const most = Object.hasOwn(Object(parameters.additionalFields), 'totalMax');
		const fits = { user_id: 7, status: 'open', product: 7, currency: 'usd', total: 1050 };
		const other = { user_id: 8, status: 'paid', product: { id: 8 }, currency: 'usd' };
		const records = [
			{ id: 1, ...fits },
			{ id: 2, ...other, total: most ? 1051 : 1049 },
			{ id: 3, ...other, currency: 'jpy', total: most ? 11 : 10 },
		];
		const { ids, error } = await among(resource, records, parameters);
		expect(error).toBeUndefined();
		expect(ids).toEqual([1]);
	});

	it('a list that ignores what the text is to contain is refused', async () => {
		const filters = {
			filters: { filter: [{ attribute: 'email', operator: 'like', value: 'A_b@x' }] },
		};
		const fits = { id: 1, email: 'the.a_b@X.org' };
		expect((await among('customer', [fits, { id: 2, email: null }], filters)).ids).toEqual([1, 2]);
		const { error, ids } = await among('customer', [fits, { id: 2, email: 'b@y.org' }], filters);
		expect(error?.message).toMatch(/does not filter this list by 'email'/);
		expect(ids).toEqual([]);
	});

	it('takes the customer that Include Customer shows', async () => {
		const records = [
			{ id: 1, user_id: 7, customer: { id: 8, email: 'b@y.org', first_name: 'B' } },
			{ id: 2, user_id: 8, customer: null },
		];
		const pelcro = await scriptedPelcro((request) =>
			request.path.startsWith('/customers/')
				? { body: { data: { id: 8, email: 'b@y.org' } } }
				: listPage(records, request),
		);
		const { items } = await pelcro.run('invoice', 'getAll', {
			customerId: record(8),
			includeCustomer: true,
		});
		await pelcro.close();
		expect(jsonOf(items).map((one) => [one.id, one.customer_email])).toEqual([
			[1, 'b@y.org'],
			[2, 'b@y.org'],
		]);
	});
});
