import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

// Export and Wait looks again after two seconds and more; by the clock as it is: exportWait.test.ts.
jest.mock('../../../dist/nodes/transport/clock', () =>
	jest.requireActual<typeof import('../host/turnedClock')>('../host/turnedClock').turnedBuild(),
);

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount({ exportDelayMs: 0 });
});

const NO_EXPORT = '00000000-0000-4000-8000-000000000000';

/** Recent months, in which all records of the sandbox were made. */
const from = new Date(Date.now() - 150 * 86_400_000).toISOString();
const to = new Date(Date.now() + 86_400_000).toISOString();
const CUSTOMERS = { exportType: 'customers', dateFrom: from, dateTo: to };
const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);

const WAITING = { ...CUSTOMERS, maximumWait: 5, binaryPropertyName: 'data' };

const linesOf = (base64 = '') =>
	Buffer.from(base64, 'base64').toString('utf8').trim().split('\r\n');

/** Method and path; the export's ID is left out. */
async function callsOf({ sent }: TestAccount): Promise<string[]> {
	return (await sent()).map(
		({ method, path, status }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')} ${status}`,
	);
}

describe('Export: Request', () => {
	it('sends every field of an export of subscriptions, the site in the body', async () => {
		const { items, error } = await account.run('export', 'create', {
			exportType: 'subscriptions',
			dateFrom: '2026-01-01T00:00:00',
			dateTo: '2026-03-31T18:00:00Z',
			month: '2026-01',
			currency: 'usd',
			additionalFields: { mode: 'modified_data' },
			subscriptionFilters: {
				collectionMethod: 'send_invoice',
				planId: record(5),
				productId: record(7),
				status: 'past_due',
			},
		});
		expect(error).toBeUndefined();
		const [request] = await account.sandbox.journal();
		expect(request?.query).toEqual({});
		expect(request?.body).toEqual({
			object: 'subscriptions',
			// Midnight in Montreal, the workflow's time zone.
			date_from: 1_767_243_600,
			date_to: 1_774_980_000,
			mode: 'modified_data',
			collection_method: 'send_invoice',
			plan_id: 5,
			product_id: 7,
			status: 'past_due',
			site_id: account.sandbox.siteId,
		});
		expect(items[0]?.json.uuid).toMatch(/^[0-9a-f-]{36}$/);
	});

	it.each(['subscriptions', 'memberships'])(
		'of %s is for one product, or for all',
		async (type) => {
			const lines = async (productId?: number) => {
				const { items, error } = await account.run('export', 'exportAndWait', {
					...WAITING,
					exportType: type,
					...(productId !== undefined && { subscriptionFilters: { productId: record(productId) } }),
				});
				expect(error).toBeUndefined();
				return linesOf(items[0]?.binary?.data?.data).slice(1);
			};
			const all = await lines();
			const parts = [await lines(101), await lines(102), await lines(103)];
			expect(all.length).toBeGreaterThan(1);
			expect(parts.flat().sort()).toEqual([...all].sort());
			expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(all.length);
		},
	);

	it.each(['paid', 'open', 'all'])('of invoices can be for those that are %s', async (status) => {
		const { records } = await account.sandbox.state('invoices');
		const invoices = records.invoices as Array<{ status: string; created_at: number }>;
		const wanted = invoices.filter(
			(one) => one.created_at >= seconds(from) && (status === 'all' || one.status === status),
		);
		expect(wanted).not.toEqual([]);
		const { items, error } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportType: 'invoices',
			invoiceFilters: { invoiceStatus: status },
		});
		expect(error).toBeUndefined();
		expect(linesOf(items[0]?.binary?.data?.data).slice(1)).toHaveLength(wanted.length);
	});

	it('takes a status that the form does not list, by an expression', async () => {
		await account.run('export', 'create', {
			...CUSTOMERS,
			exportType: 'invoices',
			invoiceFilters: { invoiceStatus: '={{ "disputed" }}' },
		});
		const [request] = await account.sandbox.journal();
		expect(request?.body).toMatchObject({ object: 'invoices', status: 'disputed' });
	});

	it.each(['usd', 'USD', ' Usd '])('sends the currency %p in lower case', async (currency) => {
		const month = { exportType: 'accounting', month: '2026-01', currency };
		const { error } = await account.run('export', 'create', month);
		expect(error).toBeUndefined();
		const [request] = await account.sandbox.journal();
		expect(request?.body).toMatchObject({ currency: 'usd' });
	});

	it('sends month and currency for accounting, and nothing of the other types', async () => {
		const { error } = await account.run('export', 'create', {
			exportType: 'accounting',
			dateFrom: from,
			dateTo: to,
			month: '2026-01',
			currency: 'usd',
			additionalFields: { mode: 'modified_data' },
			subscriptionFilters: { status: 'past_due' },
		});
		expect(error).toBeUndefined();
		const [request] = await account.sandbox.journal();
		expect(request?.body).toEqual({
			object: 'accounting',
			month: '2026-01',
			currency: 'usd',
			site_id: account.sandbox.siteId,
		});
	});

	it.each([
		['customers', 'From'],
		['accounting', 'Month'],
	])('of %s needs %s before anything is sent', async (exportType, name) => {
		const nothing = '={{ $json.none }}';
		const { error } = await account.run('export', 'create', {
			exportType,
			dateFrom: nothing,
			dateTo: nothing,
			month: nothing,
			currency: 'usd',
		});
		expect(error?.message).toMatch(new RegExp(`'${name}' is empty`));
		expect(await account.sandbox.journal()).toEqual([]);
	});

	it('shows Pelcro’s own words when the time is too long, and for other accounts', async () => {
		const early = { ...CUSTOMERS, dateFrom: '2020-01-01' };
		const { error } = await account.run('export', 'create', early);
		expect(error?.message).toMatch(/longer than 6 months/);
		await account.sandbox.change({ enterprise: false });
		const refused = await account.run('export', 'create', CUSTOMERS);
		expect(refused.error?.message).toMatch(/enterprise/);
		expect(refused.error).toMatchObject({ httpCode: '401' });
	});
});

describe('Export: Get Types', () => {
	it('returns the types and the exports that were requested', async () => {
		const { items: requested } = await account.run('export', 'create', CUSTOMERS);
		await account.sandbox.clearJournal();
		const { items } = await account.run('export', 'getTypes');
		expect(await account.sent()).toMatchObject([{ method: 'GET', path: '/exports', query: {} }]);
		expect(jsonOf(items)).toContainEqual({ name: 'customers' });
		const job = jsonOf(items).find(({ uuid }) => uuid === requested[0]?.json.uuid);
		expect(job?.finished_at).toMatch(/^\d{4}-.*T.*-0[45]:00$/);
	});

	it('shows Pelcro’s refusal for accounts without exports', async () => {
		await account.sandbox.change({ enterprise: false });
		const { error } = await account.run('export', 'getTypes');
		expect(error).toMatchObject({ httpCode: '403' });
	});
});

describe('Export: Download', () => {
	async function requested(): Promise<string> {
		const { items } = await account.run('export', 'create', CUSTOMERS);
		await account.sandbox.clearJournal();
		return String(items[0]?.json.uuid);
	}

	it('puts the file into the chosen binary field', async () => {
		const exportId = await requested();
		const parameters = { exportId, binaryPropertyName: 'customers' };
		const { items, error } = await account.run('export', 'download', parameters);
		expect(error).toBeUndefined();
		expect(await account.sent()).toMatchObject([
			{ method: 'GET', path: `/exports/${exportId}`, query: {} },
		]);
		const file = items[0]?.binary?.customers;
		expect(file?.mimeType).toBe('text/csv');
		expect(linesOf(file?.data)[0]).toMatch(/^id,/);
		expect(items[0]?.json).toMatchObject({ fileName: expect.stringMatching(/\.csv$/) as string });
	});

	it('says so when it was downloaded before', async () => {
		const parameters = { exportId: await requested(), binaryPropertyName: 'data' };
		await account.run('export', 'download', parameters);
		const { error } = await account.run('export', 'download', parameters);
		expect(error?.message).toMatch(/already downloaded/);
		expect(error?.description).not.toMatch(/only once/);
	});

	it('says what to do when the file got lost on its way', async () => {
		const parameters = { exportId: await requested(), binaryPropertyName: 'data' };
		await account.sandbox.addFaults({ kind: 'reset-after' });
		const { error } = await account.run('export', 'download', parameters);
		expect(error?.description).toMatch(/only once.*Request the export again/);
		expect(await callsOf(account)).toEqual(['GET /exports/ID null', 'GET /exports/ID 400']);
	});

	it('is refused when there is no such export, or none yet', async () => {
		const parameters = { exportId: NO_EXPORT, binaryPropertyName: 'data' };
		const { error } = await account.run('export', 'download', parameters);
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Export: Export and Wait', () => {
	it('hands the file over', async () => {
		const { items, error } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportOutput: 'file',
			binaryPropertyName: 'customers',
		});
		expect(error).toBeUndefined();
		const [order, ...further] = await account.sandbox.journal();
		expect(order?.query).toEqual({});
		expect(order?.body).toEqual({
			object: 'customers',
			date_from: seconds(from),
			date_to: seconds(to),
			site_id: account.sandbox.siteId,
		});
		expect(further.map(({ query }) => Number(query.site_id))).toEqual([
			account.sandbox.siteId,
			account.sandbox.siteId,
		]);
		expect(await account.sandbox.journal()).toHaveLength(3);
		expect(linesOf(items[0]?.binary?.customers?.data)[0]).toMatch(/^id,/);
	});

	it('hands the rows over as items, paired with their input item', async () => {
		const { records } = await account.sandbox.state('customers');
		const { items } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportOutput: 'rows',
		});
		const made = (records.customers as Array<{ id: number; created_at: number }>).filter(
			({ created_at: at }) => at >= seconds(from),
		);
		expect(made.length).toBeGreaterThan(0);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(made.map(({ id }) => String(id)));
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('lets items that want the same type go one after the other', async () => {
		const { items, error } = await account.run(
			'export',
			'exportAndWait',
			{ ...WAITING, exportOutput: 'file' },
			{ items: [{}, {}] },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const calls = (await account.sandbox.journal()).map(({ method }) => method);
		expect(calls).toEqual(['POST', 'GET', 'GET', 'POST', 'GET', 'GET']);
	});

	it('hands a ZIP over as a file, and says why, where rows were wanted', async () => {
		const { items, hints } = await account.run('export', 'exportAndWait', {
			exportType: 'accounting',
			month: '2026-01',
			currency: 'usd',
			maximumWait: 5,
			binaryPropertyName: 'data',
			exportOutput: 'rows',
		});
		expect(items).toHaveLength(1);
		expect(items[0]?.binary?.data?.mimeType).toBe('application/zip');
		expect(hints.join(' ')).toMatch(/cannot be read as CSV/);
	});

	it('hands an answer that is no CSV over as a file, where rows were wanted', async () => {
		await account.sandbox.addFaults({
			kind: 'not-json',
			match: { method: 'GET', pathPattern: '/exports/[0-9a-f-]{36}' },
		});
		const { items, hints } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportOutput: 'rows',
		});
		expect(items).toHaveLength(1);
		expect(items[0]?.binary?.data?.mimeType).toBe('text/html');
		expect(hints.join(' ')).toMatch(/cannot be read as CSV/);
	});

	it('shows why Pelcro could not make it', async () => {
		await account.sandbox.change({ exportFailure: 'Out of memory' });
		const { error } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportOutput: 'file',
		});
		expect(error?.message).toMatch(/could not make the export: Out of memory/);
		expect(error?.description).toMatch(/[0-9a-f-]{36}/);
	});

	it('says so when its only download got lost', async () => {
		await account.sandbox.addFaults({
			kind: 'reset-after',
			match: { method: 'GET', pathPattern: '/exports/[0-9a-f-]{36}' },
		});
		const { error } = await account.run('export', 'exportAndWait', {
			...WAITING,
			exportOutput: 'file',
		});
		expect(error?.description).toMatch(/only once/);
		expect(error?.description).toMatch(/[0-9a-f]{8}-[0-9a-f-]{27}/);
	});

	it.each(['soon', -1, 0])('refuses to wait for %p before anything is requested', async (wait) => {
		const { error } = await account.run(
			'export',
			'exportAndWait',
			{ ...WAITING, exportOutput: 'file', maximumWait: '={{ $json.wait }}' },
			{ items: [{ wait }] },
		);
		expect(error?.message).toMatch(/'Wait for File \(Minutes\)' is not/);
		expect(await account.sandbox.journal()).toEqual([]);
	});
});
