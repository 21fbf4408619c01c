import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
let vendorId: number;
/** A bill of the seeded data for each status. */
let bills: Record<string, number>;

beforeEach(async () => {
	account = await testAccount();
	const stored = (await account.sandbox.state('bills')).records.bills as Array<{
		id: number;
		status: string;
		user_id: number;
	}>;
	bills = Object.fromEntries(stored.map(({ id, status }) => [status, id]));
	vendorId = stored[0]?.user_id ?? 0;
});

const LINE = { description: 'Deliveries', quantity: 2, unitPrice: 10.5 };
const SENT_LINE = { description: 'Deliveries', quantity: 2, unit_price: 1050 };

describe('Bill: Create', () => {
	it('sends every field under Pelcro’s name, lines of both kinds joined', async () => {
		const { items, error } = await account.run('bill', 'create', {
			vendorId: record(vendorId),
			lineItems: { line: [LINE] },
			currency: 'CAD',
			additionalFields: {
				lineItemsJson: '[{"description": "Fuel", "quantity": 1.5, "unit_price": "2.00"}]',
				description: 'March',
				footer: 'Thanks',
				metadata: { pair: [{ key: 'route', value: '12' }] },
				metadataJson: '{"van": true}',
				periodEnd: '2026-03-31',
				periodStart: '2026-03-01T00:00:00',
				purchaseOrder: 'PO-1',
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/bills',
				query: {},
				body: {
					vendor_id: vendorId,
					line_items: [SENT_LINE, { description: 'Fuel', quantity: 1.5, unit_price: 200 }],
					description: 'March',
					footer: 'Thanks',
					metadata: { route: '12', van: true },
					period_end: '2026-03-31',
					period_start: '2026-03-01',
					purchase_order: 'PO-1',
					currency: 'cad',
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ status: 'draft', total: 24 });
	});

	it('takes prices as decimals by the currency of the bill', async () => {
		await account.run('bill', 'create', {
			vendorId: record(vendorId),
			lineItems: { line: [{ ...LINE, unitPrice: '10.5' }] },
			currency: 'kwd',
		});
		expect((await account.sent())[0]?.body).toMatchObject({
			line_items: [{ ...SENT_LINE, unit_price: 10_500 }],
		});
	});

	it('needs a line, and says so before anything is sent', async () => {
		const { error } = await account.run('bill', 'create', {
			vendorId: record(vendorId),
			lineItems: {},
			additionalFields: { lineItemsJson: '[]' },
		});
		expect(error?.message).toMatch(/at least one line/);
		expect(await account.sent()).toEqual([]);
	});

	it('names the row and the field that is empty', async () => {
		const { error } = await account.run('bill', 'create', {
			vendorId: record(vendorId),
			currency: 'usd',
			lineItems: { line: [LINE, { ...LINE, description: '={{ $json.none }}' }] },
		});
		expect(error?.message).toMatch(/'Description' is empty in row 2 of 'Line Items'/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when there is no such vendor', async () => {
		const { error } = await account.run('bill', 'create', {
			vendorId: record(999_999),
			currency: 'usd',
			lineItems: { line: [LINE] },
		});
		expect(error?.message).toMatch(/Vendor is invalid/);
	});
});

describe('Bill: Get', () => {
	it('returns the most useful fields, or all of them', async () => {
		const parameters = { billId: record(bills.open ?? 0) };
		const simple = await account.run('bill', 'get', { ...parameters, simplify: true });
		const raw = await account.run('bill', 'get', { ...parameters, simplify: false });
		expect(simple.items[0]?.json).toMatchObject({ id: bills.open, status: 'open' });
		expect(simple.items[0]?.json).not.toHaveProperty('line_items');
		expect(raw.items[0]?.json).toHaveProperty('line_items');
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: `/bills/${bills.open}`,
		});
	});

	it('says what to do when there is no such bill', async () => {
		const { error } = await account.run('bill', 'get', { billId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Bill: Get Many', () => {
	it('filters by vendor, status and total, and sorts', async () => {
		const { items, error } = await account.run('bill', 'getAll', {
			returnAll: false,
			limit: 5,
			vendorId: record(vendorId),
			filters: { filter: [{ attribute: 'number', operator: 'like', value: 'BILL' }] },
			sort: { rule: [{ attribute: 'created_at', direction: 'descending' }] },
			additionalFields: { status: 'open', totalMin: '10.50', totalMax: 2000 },
			options: { amountCurrency: 'USD' },
			simplify: true,
		});
		expect(error).toBeUndefined();
		expect((await account.sent()).at(-1)).toMatchObject({
			path: '/bills',
			query: {
				vendor_id: String(vendorId),
				'filter[number]': 'like:BILL',
				sort: '-created_at',
				status: 'open',
				total_min: '1050',
				total_max: '200000',
				page: '1',
				limit: '100',
			},
		});
		expect(jsonOf(items).map(({ id }) => id)).toEqual([bills.open]);
	});

	it('returns those of all vendors when none is chosen', async () => {
		const { items } = await account.run('bill', 'getAll', { returnAll: true });
		expect((await account.sent())[0]?.query).toEqual({ page: '1', limit: '100' });
		expect(items.length).toBe(3);
	});

	it('refuses a total that is no amount', async () => {
		const { error } = await account.run('bill', 'getAll', {
			returnAll: true,
			additionalFields: { totalMin: '={{ "much" }}' },
		});
		expect(error?.message).toMatch(/'Minimum Total' is not an amount/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Bill: Update', () => {
	it('sends every field and replaces the lines', async () => {
		const { items, error } = await account.run('bill', 'update', {
			billId: record(bills.draft ?? 0),
			periodStart: '2026-03-01',
			periodEnd: '2026-03-31',
			updateFields: {
				currency: 'usd',
				description: '',
				footer: 'Thanks',
				lineItems: { line: [LINE] },
				metadata: { pair: [{ key: 'route', value: '12' }] },
				metadataJson: '{"van": true}',
				purchaseOrder: 'PO-1',
				vendorId: record(vendorId),
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'PUT',
				path: `/bills/${bills.draft}`,
				query: {},
				body: {
					period_start: '2026-03-01',
					period_end: '2026-03-31',
					currency: 'usd',
					description: '',
					footer: 'Thanks',
					line_items: [SENT_LINE],
					metadata: { route: '12', van: true },
					purchase_order: 'PO-1',
					vendor_id: vendorId,
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ total: 21 });
	});

	it.each(['periodStart', 'periodEnd'])('needs %s before anything is sent', async (field) => {
		const { error } = await account.run('bill', 'update', {
			billId: record(bills.draft ?? 0),
			periodStart: '2026-03-01',
			periodEnd: '2026-03-31',
			[field]: '={{ $json.none }}',
		});
		expect(error?.message).toMatch(/'Period (Start|End)' is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when the bill is no draft any more', async () => {
		const { error } = await account.run('bill', 'update', {
			billId: record(bills.open ?? 0),
			periodStart: '2026-03-01',
			periodEnd: '2026-03-31',
		});
		expect(error?.message).toMatch(/Only draft bills/);
	});
});

describe.each([
	['delete', 'DELETE', '', 'draft', 'open', { deleted: true }],
	['finalize', 'POST', '/finalize', 'draft', 'open', { status: 'open' }],
	['markAsPaid', 'POST', '/mark-as-paid', 'open', 'draft', { status: 'paid', paid: true }],
])('Bill: %s', (operation, method, tail, right, wrong, result) => {
	it('sends no body, and hands the result over', async () => {
		const billId = record(bills[right] ?? 0);
		const { items, error } = await account.run('bill', operation, {
			billId,
			simplify: false,
		});
		expect(error).toBeUndefined();
		const [request] = await account.sent();
		expect(request).toMatchObject({ method, path: `/bills/${bills[right]}${tail}`, query: {} });
		expect(request?.body).toBeUndefined();
		expect(items[0]?.json).toMatchObject(result);
	});

	it('shows Pelcro’s own words when the bill has the wrong status', async () => {
		const billId = record(bills[wrong] ?? 0);
		const { error } = await account.run('bill', operation, { billId });
		expect(error?.message).toMatch(/^Only (draft|open) bills can be/);
		expect(error).toMatchObject({ httpCode: '400' });
	});
});

describe('Bill: Export', () => {
	it('sends days and the choice of metadata', async () => {
		const { items, error } = await account.run('bill', 'export', {
			additionalFields: {
				dateFrom: '2020-01-01T12:00:00',
				dateTo: '2099-12-31',
				includeMetadata: true,
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: '/bills/export',
				query: { date_from: '2020-01-01', date_to: '2099-12-31', metadata: '1' },
				body: undefined,
				status: 200,
			},
		]);
		expect(items[0]?.json.message).toEqual(expect.any(String));
	});

	it('shows Pelcro’s refusal when there is no bill in that time', async () => {
		const { error } = await account.run('bill', 'export', {
			additionalFields: { dateTo: '1999-12-31' },
		});
		expect(error).toMatchObject({ httpCode: '422' });
	});
});
