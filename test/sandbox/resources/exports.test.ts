import type { AxiosInstance } from 'axios';
import { strFromU8, unzipSync } from 'fflate';
import { createAccount, type AccountOptions, type SandboxAccount } from '../../../sandbox/client';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);
/** Recent months; the seeded records lie before and within. */
const RANGE = { date_from: now - 150 * DAY, date_to: now + DAY };

let sandbox: RunningSandbox;
let account: SandboxAccount;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

async function open(options: AccountOptions = {}) {
	account = await createAccount(sandbox.url, {
		customers: 20,
		limit: null,
		exportDelayMs: 0,
		...options,
	});
	api = account.api();
}

const request = (body: object) => api.post('/exports', body, { params: { site_id: undefined } });

const download = (uuid: string) => api.get(`/exports/${uuid}`, { responseType: 'arraybuffer' });

async function requested(body: object): Promise<string> {
	const { status, data } = await request(body);
	expect(status).toBe(200);
	return data.data.uuid;
}

/** Lines of an exported CSV without the header, and the columns; no field of these holds a comma. */
async function exported(body: object) {
	const { data } = await download(await requested(body));
	const [header = '', ...lines] = Buffer.from(data).toString('utf8').trimEnd().split('\r\n');
	return { columns: header.split(','), lines };
}

/** Content of a ZIP by file name. */
function unzipped(archive: Buffer): Record<string, string> {
	const files = Object.entries(unzipSync(archive));
	return Object.fromEntries(files.map(([name, content]) => [name, strFromU8(content)]));
}

describe('requesting an export', () => {
	beforeEach(() => open());

	it.each([
		[{ object: 'customers' }, ['date_from', 'date_to']],
		[{ object: 'invoices', date_from: now }, ['date_to']],
		[{ object: 'accounting' }, ['month', 'currency']],
		[{ object: 'accounting', month: '2026-13', currency: 'usd' }, ['month']],
		[{ object: 'accounting', month: '2026-01', currency: 'USD' }, ['currency']],
		[{ object: 'customers', date_from: now, date_to: now - 1 }, ['date_to']],
		[{ object: 'customers', date_from: now - 190 * DAY, date_to: now }, ['date_to']],
	])('is refused for %j', async (body, fields) => {
		const { status, data } = await request(body);
		expect(status).toBe(400);
		expect(Object.keys(data.errors)).toEqual(fields);
	});

	it('takes six calendar months', async () => {
		const body = { object: 'customers', date_from: Date.UTC(2026, 0, 1) / 1000 };
		const end = Date.UTC(2026, 6, 1) / 1000;
		expect((await request({ ...body, date_to: end + 1 })).status).toBe(400);
		expect((await request({ ...body, date_to: end })).status).toBe(200);
	});
});

describe('waiting for an export', () => {
	it('goes from requested to started to finished; the file is there at the end', async () => {
		await open({ exportDelayMs: 1000 });
		const uuid = await requested({ object: 'customers', ...RANGE });
		expect((await download(uuid)).status).toBe(404);
		const { data } = await api.get('/exports');
		expect(data.types).toEqual(expect.arrayContaining(['customers', 'payments', 'accounting']));
		expect(data.data).toEqual([
			{
				uuid,
				object: 'customers',
				account_id: 1,
				user_id: 1,
				created_at: expect.any(Number),
				started_at: null,
				finished_at: null,
				failed_reason: null,
				updated_at: expect.any(Number),
			},
		]);
		await new Promise((resolve) => setTimeout(resolve, 1050));
		const [after] = (await api.get('/exports')).data.data;
		expect(after).toMatchObject({
			started_at: expect.any(Number),
			finished_at: expect.any(Number),
		});
		expect((await download(uuid)).status).toBe(200);
	});

	it('goes on for one export of a type at a time', async () => {
		await open({ exportDelayMs: 60_000 });
		await requested({ object: 'customers', ...RANGE });
		const second = await request({ object: 'customers', ...RANGE });
		expect(second.status).toBe(400);
		expect(second.data.message).toContain('already in progress');
		expect((await request({ object: 'invoices', ...RANGE })).status).toBe(200);
	});

	it('may end with a reason instead of a file', async () => {
		await open({ exportFailure: 'Out of memory' });
		const uuid = await requested({ object: 'customers', ...RANGE });
		const [job] = (await api.get('/exports')).data.data;
		expect(job).toMatchObject({ uuid, failed_reason: 'Out of memory' });
		expect((await download(uuid)).status).toBe(404);
		await account.change({ exportFailure: null });
		const again = await requested({ object: 'customers', ...RANGE });
		expect((await download(again)).status).toBe(200);
	});
});

describe('downloading an export', () => {
	beforeEach(() => open());

	it('works once', async () => {
		const uuid = await requested({ object: 'customers', ...RANGE });
		const file = await download(uuid);
		expect(file.headers['content-type']).toBe('application/force-download');
		expect((await download(uuid)).status).toBe(400);
		expect((await download('00000000-0000-4000-8000-000000000000')).status).toBe(404);
	});

	it('uses the file up even when the answer gets lost', async () => {
		const uuid = await requested({ object: 'customers', ...RANGE });
		await account.addFaults({ kind: 'reset-after' });
		await expect(download(uuid)).rejects.toThrow('socket hang up');
		const [entry] = (await account.journal()).slice(-1);
		expect(entry).toMatchObject({ fault: 'reset-after', processed: true, status: null });
		expect((await download(uuid)).status).toBe(400);
	});

	it('is cut off in the middle of the file by a truncating fault', async () => {
		const uuid = await requested({ object: 'customers', ...RANGE });
		await account.addFaults({ kind: 'truncated' });
		await expect(download(uuid)).rejects.toThrow('aborted');
	});

	it('is not possible with the key of another account', async () => {
		const uuid = await requested({ object: 'customers', ...RANGE });
		await open();
		expect((await download(uuid)).status).toBe(404);
	});
});

describe('what is exported', () => {
	beforeEach(() => open());

	it.each([
		['customers', 'customers'],
		['addresses', 'addresses'],
		['invoices', 'invoices'],
		['payments', 'charges'],
		['memberships', 'memberships'],
		['newsletters', 'newsletters'],
		['refunds', 'refunds'],
	])('%s: the records made in the range', async (object, resource) => {
		const { records } = await account.state(resource);
		const rows = (records[resource] ?? []) as { id: number; created_at: number }[];
		const ids = rows
			.filter((row) => row.created_at >= RANGE.date_from && row.created_at <= RANGE.date_to)
			.map(({ id }) => String(id));
		const { columns, lines } = await exported({ object, ...RANGE });
		expect(columns[0]).toBe('id');
		expect(lines.map((line) => line.split(',')[0])).toEqual(ids);
	});

	it('quotes what holds a comma, a quote or a new line', async () => {
		const last_name = 'O"Hara, Ann\nMary';
		await api.post('/customers', { email: 'csv@example.com', last_name });
		const { data } = await download(await requested({ object: 'customers', ...RANGE }));
		expect(Buffer.from(data).toString()).toContain('"O""Hara, Ann\nMary"');
	});

	it('subscriptions by status, billing and plan', async () => {
		const { records } = await account.state('subscriptions');
		const [one] = records.subscriptions as { id: number; plan: number }[];
		expect(one).toBeDefined();
		const order = { object: 'subscriptions', date_from: 1, date_to: 2 };
		expect((await exported(order)).lines).toEqual([]);
		const { data } = await api.post('/subscriptions', {
			user_id: 10001,
			plan_id: one?.plan,
			quantity: 1,
			collection_method: 'send_invoice',
			address_id: (await api.get('/addresses')).data.data[0].id,
		});
		const { id } = data.data;
		const filters = { status: 'active', collection_method: 'send_invoice', plan_id: one?.plan };
		const idsOf = async (extra: object) => {
			const { lines } = await exported({ object: 'subscriptions', ...RANGE, ...extra });
			return lines.map((line) => line.split(',')[0]);
		};
		expect(await idsOf(filters)).toContain(String(id));
		expect(await idsOf({ ...filters, status: 'canceled' })).not.toContain(String(id));
		expect(await idsOf({ ...filters, plan_id: 1 })).toEqual([]);
		expect(await idsOf({ collection_method: 'charge_automatically' })).not.toContain(String(id));
	});

	it('what was changed in the range with mode modified_data', async () => {
		await api.put('/customers/10001', { first_name: 'Changed' });
		const recent = { object: 'customers', date_from: now - 60, date_to: now + DAY };
		expect((await exported({ ...recent, mode: 'full_data' })).lines).toEqual([]);
		const { lines } = await exported({ ...recent, mode: 'modified_data' });
		expect(lines.map((line) => line.split(',')[0])).toEqual(['10001']);
	});

	it('customer metadata, a line for each key', async () => {
		const body = { email: 'm@example.com', metadata: { tier: 'gold', shelf: 4 } };
		const { data } = await api.post('/customers', body);
		const recent = { date_from: now - 60, date_to: now + DAY };
		const { columns, lines } = await exported({ object: 'customers_metadata', ...recent });
		expect(columns).toEqual(['customer_id', 'email', 'key', 'value']);
		const { id } = data.data;
		expect(lines).toEqual([`${id},m@example.com,tier,gold`, `${id},m@example.com,shelf,4`]);
	});

	it('one site only when the request names one', async () => {
		await open({ siteIds: [1, 2], customers: 2 });
		const recent = { object: 'customers', date_from: now - 60, date_to: now + DAY };
		const other = { params: { site_id: 2 } };
		const { data } = await api.post('/customers', { email: 's@example.com' }, other);
		expect((await exported({ ...recent, site_id: 1 })).lines).toEqual([]);
		const { lines } = await exported({ ...recent, site_id: 2 });
		expect(lines.map((line) => line.split(',')[0])).toEqual([String(data.data.id)]);
	});

	it('accounting: a ZIP of eleven files with the month and the currency', async () => {
		const invoice = { currency: 'usd', total: 4321, customer_id: 10001 };
		const { data } = await api.post('/invoices', invoice);
		await api.post('/invoices', { ...invoice, currency: 'eur', total: 8765 });
		const month = new Date().toISOString().slice(0, 7);
		const order = { object: 'accounting', month, currency: 'usd' };
		const archive = await download(await requested(order));
		const files = unzipped(Buffer.from(archive.data));
		expect(Object.keys(files)).toHaveLength(11);
		expect(files['invoices_open.csv']).toContain(`${data.data.id},10001`);
		expect(files['invoices_open.csv']).not.toContain('8765');
		const before = await download(await requested({ ...order, month: '2001-01' }));
		expect(unzipped(Buffer.from(before.data))['invoices.csv']).toBe('id,created_at\r\n');
	});
});

describe('exports of an account that is not enterprise', () => {
	it('are refused: 403 by the list, 401 by request and download', async () => {
		await open({ enterprise: false });
		expect((await api.get('/exports')).status).toBe(403);
		expect((await request({ object: 'customers', ...RANGE })).status).toBe(401);
		expect((await download('00000000-0000-4000-8000-000000000000')).status).toBe(401);
		await account.change({ enterprise: true });
		expect((await api.get('/exports')).status).toBe(200);
	});
});
