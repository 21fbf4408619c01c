import type { AxiosInstance } from 'axios';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import type { RunningSandbox } from '../../sandbox/process';
import { sharedSandbox } from '../run/sharedSandbox';

interface Row {
	id: number;
	email: string;
	[attribute: string]: unknown;
}

let sandbox: RunningSandbox;
let account: SandboxAccount;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await sharedSandbox();
	account = await createAccount(sandbox.url, { customers: 45, limit: null });
	api = account.api();
	for (const [email, first_name, tier] of [
		['zoe@filters.example', 'Zoe', 'gold'],
		['yan@filters.example', 'Yan', 'gold'],
		['xia@filters.example', 'Xia', 'silver'],
	]) {
		await api.post('/customers', { email, first_name, metadata: { [`tier`]: tier } });
	}
});

afterAll(() => sandbox.stop());

const list = async (path: string, params: Record<string, unknown> = {}) =>
	(await api.get(path, { params })).data;

const emails = async (params: Record<string, unknown>) =>
	(await list('/customers', { limit: 100, ...params })).data.map(({ email }: Row) => email);

describe('paging', () => {
	it('answers ten records and where the others are', async () => {
		const page = await list('/customers');
		expect(page.data).toHaveLength(10);
		const path = `${account.baseUrl}/customers`;
		expect(page.meta).toEqual({
			current_page: 1,
			from: 1,
			last_page: 5,
			path,
			per_page: 10,
			to: 10,
			total: 48,
			links: expect.arrayContaining([
				{ url: `${path}?page=5`, label: '5', active: false },
			]) as unknown,
		});
		expect(page.links).toEqual({
			first: `${path}?page=1`,
			last: `${path}?page=5`,
			prev: null,
			next: `${path}?page=2`,
		});
	});

	it('gives every record once over all pages', async () => {
		const pages = await Promise.all(
			[1, 2, 3].map((page) => list('/customers', { page, limit: 20 })),
		);
		const ids = pages.flatMap(({ data }) => data.map(({ id }: Row) => id));
		expect(ids).toHaveLength(48);
		expect(new Set(ids).size).toBe(48);
		expect(pages[2].meta).toMatchObject({ from: 41, to: 48 });
		expect(pages[2].links.next).toBeNull();
	});

	it('answers an empty page beyond the last', async () => {
		const page = await list('/customers', { page: 9 });
		expect(page.data).toEqual([]);
		expect(page.meta).toMatchObject({ from: null, to: null, total: 48 });
	});

	it.each([{ limit: 0 }, { limit: 101 }, { page: 0 }, { page: 'two' }])(
		'refuses %j',
		async (params) => {
			expect((await api.get('/customers', { params })).status).toBe(400);
		},
	);
});

describe('filters', () => {
	it.each([
		[{ 'filter[email]': 'ZOE@filters.example' }, ['zoe@filters.example']],
		[{ 'filter[email]': 'eq:zoe@filters.example' }, ['zoe@filters.example']],
		[{ 'filter[email]': 'eq:nobody@filters.example' }, []],
		[
			{ 'filter[first_name]': 'eq:Zoe,Yan', 'filter[email]': 'like:@filters.' },
			['zoe@filters.example', 'yan@filters.example'],
		],
		[{ 'filter[first_name]': 'Zoe', 'filter[email]': 'eq:yan@filters.example' }, []],
		[
			{ 'filter[first_name]': 'eq:Zoe', 'filter[email]': 'oreq:yan@filters.example' },
			['zoe@filters.example', 'yan@filters.example'],
		],
		[
			{ 'filter[metadata.tier]': 'eq:silver', 'filter[email]': 'orlike:yan@' },
			['yan@filters.example', 'xia@filters.example'],
		],
		[
			{ 'filter[metadata]': 'has:tier' },
			['zoe@filters.example', 'yan@filters.example', 'xia@filters.example'],
		],
		[
			{ 'filter[email]': 'eq:zoe@filters.example', 'filter[metadata]': 'orhas:tier' },
			['zoe@filters.example', 'yan@filters.example', 'xia@filters.example'],
		],
	])('%j finds %j', async (params, expected) => {
		expect(await emails(params)).toEqual(expected);
	});

	it('takes only the attributes that the reference names', async () => {
		const answer = await api.get('/customers', { params: { 'filter[phone]': '1' } });
		expect(answer.status).toBe(400);
		expect(Object.keys(answer.data.errors)).toEqual(['filter[phone]']);
	});

	it('finds payment methods by customer, plans by product', async () => {
		const sources = await list('/sources', { 'filter[customer_id]': 'eq:10002' });
		expect(sources.data).toHaveLength(1);
		expect(sources.data[0].user_id).toBe(10002);
		const plans = await list('/plans', { product_id: 102 });
		expect(plans.data.map(({ product_id }: Row) => product_id)).toEqual([102, 102, 102]);
	});
});

describe('sorting', () => {
	it('sorts up, down, and by several attributes', async () => {
		const up = await emails({ sort: 'email' });
		expect(up).toEqual([...up].sort());
		expect(await emails({ sort: '-email' })).toEqual([...up].reverse());
		const rows: Row[] = (await list('/invoices', { sort: 'status,-id', limit: 100 })).data;
		const expected = [...rows].sort(
			(a, b) => String(a.status).localeCompare(String(b.status)) || b.id - a.id,
		);
		expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
	});

	it('refuses other attributes', async () => {
		expect((await api.get('/customers', { params: { sort: 'phone' } })).status).toBe(400);
	});
});

describe('expanding', () => {
	const get = async (expand?: string) => {
		const { records } = await account.state('subscriptions');
		const [first] = records.subscriptions as Row[];
		return (await api.get(`/subscriptions/${first?.id}`, { params: { expand } })).data.data;
	};

	it('answers ids until asked for more', async () => {
		expect(await get()).toMatchObject({
			plan: expect.any(Number),
			default_source: expect.any(Number),
			latest_invoice: expect.any(Number),
		});
	});

	it.each(['plan,default_source,latest_invoice', 'plan,defaultSource,latestInvoice'])(
		'answers objects for %s',
		async (expand) => {
			const expanded = await get(expand);
			const { plan, default_source, latest_invoice } = await get();
			expect(expanded.plan).toMatchObject({ id: plan, nickname: expect.any(String) });
			expect(expanded.default_source).toMatchObject({ id: default_source });
			expect(expanded.latest_invoice).toMatchObject({ id: latest_invoice });
		},
	);

	it('expands the relations of a list', async () => {
		const [customer] = (await list('/customers', { expand: 'addresses,subscriptions' })).data;
		expect(customer.addresses[0]).toMatchObject({
			user_id: customer.id,
			country: expect.any(String),
		});
		const plain = await list('/customers');
		expect(plain.data[0].addresses).toEqual(customer.addresses.map(({ id }: Row) => id));
	});

	it('refuses unknown relations', async () => {
		expect((await api.get('/customers', { params: { expand: 'plan' } })).status).toBe(400);
	});
});

describe('seeded data', () => {
	const dataOf = async (seed: number) => {
		const made = await createAccount(sandbox.url, { seed, customers: 40, now: 1_767_225_600 });
		return (await made.state()).records;
	};

	it('is the same for the same seed and another for another', async () => {
		const [one, same, other] = await Promise.all([dataOf(11), dataOf(11), dataOf(12)]);
		expect(same).toEqual(one);
		expect(other.customers).not.toEqual(one.customers);
	});

	it('is a publisher: plans in four currencies, readers, mostly active subscriptions', async () => {
		const made = await createAccount(sandbox.url, {});
		const { counts, records } = await made.state();
		expect(counts.customers).toBe(300);
		const rows = (resource: string) => records[resource] as Row[];
		const currencies = new Set(rows('plans').map(({ currency }) => currency));
		expect(currencies).toEqual(new Set(['usd', 'cad', 'eur', 'jpy']));
		for (const { email } of rows('customers')) expect(email).toMatch(/@example\.(com|org)$/);
		expect(new Set(rows('customers').map(({ email }) => email)).size).toBe(300);
		const statuses = rows('subscriptions').map(({ status }) => status);
		const share = (status: string) =>
			statuses.filter((one) => one === status).length / statuses.length;
		expect(share('active')).toBeGreaterThan(0.6);
		for (const status of ['trialing', 'canceled', 'past_due', 'expired']) {
			expect(share(status)).toBeGreaterThan(0);
		}
	});

	it('is ready in well under a second', async () => {
		const start = Date.now();
		await createAccount(sandbox.url, { customers: 300 });
		expect(Date.now() - start).toBeLessThan(1000);
	});
});
