import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import { Session } from '../session';

let sandbox: RunningSandbox;
let on: Session;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	on = await Session.open(sandbox.url);
});

const vendor = { first_name: 'Ada', last_name: 'Printer', email: 'ada@example.com' };
const line = { description: 'Ink', quantity: 2, unit_price: 300 };

async function newBill(body: object = {}) {
	const [{ id: vendor_id }] = await on.read('/vendors');
	return on.made('/bills', { vendor_id, line_items: [line], ...body });
}

describe('vendors', () => {
	it('have a user id, a record id, a name, and an e-mail of their own', async () => {
		const made = await on.made('/vendors', { ...vendor, metadata: { route: 7 } });
		expect(made).toMatchObject({
			name: 'Ada Printer',
			bills_count: 0,
			total_billed: 0,
			payout_ready: false,
			metadata: { route: 7 },
		});
		expect(made.vendor_id).not.toBe(made.id);
		const same = { ...vendor, email: 'ADA@example.com' };
		expect(await on.refused('/vendors', same)).toEqual(['email']);
		const [other] = await on.read('/vendors');
		const taken = { email: vendor.email };
		expect(await on.refused(`/vendors/${other.id}`, taken, 'put')).toEqual(['email']);
		const changes = { last_name: 'Press', delivery_service_area_prompt: 'North' };
		const path = `/vendors/${made.id}`;
		expect(await on.changed(path, changes)).toMatchObject({ ...changes, name: 'Ada Press' });
		const cleared = { delivery_service_area_prompt: null };
		expect(await on.changed(path, cleared)).toMatchObject(cleared);
	});

	it('say in dollars what they billed, drafts left out', async () => {
		const [{ id, bills_count, total_billed }] = await on.read('/vendors');
		expect({ bills_count, total_billed }).toEqual({ bills_count: 3, total_billed: 200 });
		const bill = await newBill();
		await on.made(`/bills/${bill.id}/finalize`);
		expect(await on.read(`/vendors/${id}`)).toMatchObject({
			bills_count: 4,
			total_billed: 206,
		});
	});

	it.each(['falk', 'INGRID F', 'ingrid.falk@'])('are found by %s', async (search) => {
		const found = await on.read('/vendors', { search });
		expect(found).toMatchObject([{ name: 'Ingrid Falk' }]);
	});

	it('are listed sorted and filtered, with bills and record when expanded', async () => {
		const sorted = await on.read('/vendors', { sort: '-first_name' });
		expect(sorted.map((one: { first_name: string }) => one.first_name)).toEqual([
			'Tomas',
			'Ingrid',
			'Aiko',
		]);
		const params = { 'filter[last_name]': 'Falk' };
		const [plain] = await on.read('/vendors', params);
		expect(plain).not.toHaveProperty('job_title');
		expect(plain).not.toHaveProperty('bills');
		const [whole] = await on.read('/vendors', { ...params, expand: 'bills,vendor' });
		expect(whole).toMatchObject({ job_title: 'Delivery', bills: expect.any(Array) });
		expect(whole.bills).toHaveLength(3);
		const [paid] = await on.read('/vendors', { ...params, expand: 'vendor.payoutDetail' });
		expect(paid).toHaveProperty('payout_detail');
	});

	it('are exported unless none matches', async () => {
		expect((await on.read('/vendors/export', { search: 'falk' })).message).toContain('e-mail');
		const none = await on.api.get('/vendors/export', { params: { search: 'nobody' } });
		expect(none.status).toBe(422);
	});

	it('are deleted', async () => {
		const { id } = await on.made('/vendors', vendor);
		expect((await on.api.delete(`/vendors/${id}`)).status).toBe(204);
		expect((await on.api.get(`/vendors/${id}`)).status).toBe(404);
	});
});

describe('bills', () => {
	const period = { period_start: '2026-01-01', period_end: '2026-01-31' };

	it('are made as drafts with their sums', async () => {
		const bill = await newBill({
			line_items: [line, { description: 'Paper', quantity: 0.5, unit_price: 1001 }],
			...period,
			currency: 'EUR',
			metadata: { desk: 1 },
		});
		expect(bill).toMatchObject({
			status: 'draft',
			number: 'BILL-004',
			currency: 'eur',
			subtotal: 1101,
			total: 1101,
			amount_due: 1101,
			amount_remaining: 1101,
			paid: false,
			period_start: Date.UTC(2026, 0, 1) / 1000,
			finalized_at: null,
			metadata: { desk: 1 },
		});
		expect(bill.line_items).toMatchObject([{ amount: 600 }, { amount: 501 }]);
		expect(bill.user_id).toBe(bill.vendor_id);
	});

	it.each([
		[{ line_items: [] }, ['line_items']],
		[{ line_items: [{ ...line, quantity: 0 }] }, ['line_items.0.quantity']],
		[{ line_items: [{ ...line, unit_price: -1 }] }, ['line_items.0.unit_price']],
		[{ vendor_id: 1 }, ['vendor_id']],
		[{ period_start: '2026-02-01', period_end: '2026-01-31' }, ['period_end']],
		[{ purchase_order: 'x'.repeat(21) }, ['purchase_order']],
	])('are refused with %j', async (body, fields) => {
		const [{ id: vendor_id }] = await on.read('/vendors');
		const whole = { vendor_id, line_items: [line], ...body };
		expect(await on.refused('/bills', whole)).toEqual(fields);
	});

	it('replace their lines and need their period in a change', async () => {
		const { id } = await newBill();
		const path = `/bills/${id}`;
		expect(await on.refused(path, { footer: 'Thanks' }, 'put')).toEqual([
			'period_start',
			'period_end',
		]);
		const changes = { ...period, line_items: [{ ...line, quantity: 5 }], metadata: { a: 1 } };
		const bill = await on.changed(path, changes);
		expect(bill).toMatchObject({ subtotal: 1500, total: 1500, metadata: { a: 1 } });
		expect(bill.line_items).toHaveLength(1);
		expect(await on.changed(path, period)).toMatchObject({ total: 1500 });
	});

	it('go from draft to open to paid, and change as drafts only', async () => {
		const { id } = await newBill();
		const path = `/bills/${id}`;
		expect(await on.refused(`${path}/mark-as-paid`)).toContain('open bills');
		const open = await on.made(`${path}/finalize`);
		expect(open).toMatchObject({ status: 'open', finalized_at: expect.any(Number) });
		expect(await on.refused(`${path}/finalize`)).toContain('draft bills');
		expect(await on.refused(path, period, 'put')).toContain('draft bills');
		expect((await on.api.delete(path)).status).toBe(400);
		expect(await on.made(`${path}/mark-as-paid`)).toMatchObject({
			status: 'paid',
			paid: true,
			paid_at: expect.any(Number),
			amount_paid: 600,
			amount_remaining: 0,
		});
		expect(await on.refused(`${path}/mark-as-paid`)).toContain('open bills');
	});

	it('are deleted as drafts', async () => {
		const { id } = await newBill();
		expect((await on.api.delete(`/bills/${id}`)).status).toBe(204);
		expect((await on.api.get(`/bills/${id}`)).status).toBe(404);
	});

	it('are found by vendor, status, number and total', async () => {
		const { id: vendor_id } = await on.made('/vendors', vendor);
		const { id, number } = await newBill({ vendor_id });
		const ids = async (params: object) =>
			(await on.read('/bills', params)).map((one: { id: number }) => one.id);
		expect(await ids({ vendor_id })).toEqual([id]);
		expect(await ids({ 'filter[user_id]': `eq:${vendor_id}` })).toEqual([id]);
		expect(await ids({ 'filter[number]': `like:${number}` })).toEqual([id]);
		expect(await ids({ total_max: 600 })).toEqual([id]);
		expect(await ids({ total_min: 601 })).toHaveLength(3);
		expect(await ids({ status: 'paid' })).toHaveLength(1);
		expect(await ids({ 'filter[status]': 'draft', sort: '-id' })).toHaveLength(2);
	});

	it('are exported unless none is in the range', async () => {
		expect((await on.read('/bills/export')).message).toContain('e-mail');
		const params = { date_from: '2001-01-01', date_to: '2001-12-31' };
		expect((await on.api.get('/bills/export', { params })).status).toBe(422);
	});
});

describe('the report of a campaign run', () => {
	it('is a CSV, time and again', async () => {
		const path = '/campaigns/901/runs/9101/report/download';
		for (let count = 0; count < 2; count += 1) {
			const { status, headers, data } = await on.api.get(path);
			expect(status).toBe(200);
			expect(headers['content-type']).toBe('application/force-download');
			const lines = data.trimEnd().split('\r\n');
			expect(lines[0]).toBe('email,customer_id,status,delivered_at');
			expect(lines).toHaveLength(6);
		}
	});

	it('is refused with 400 while there is no file, with 404 when there is no run', async () => {
		const status = async (campaign: number, run: number) =>
			(await on.api.get(`/campaigns/${campaign}/runs/${run}/report/download`)).status;
		expect(await status(901, 9102)).toBe(400);
		expect(await status(901, 1)).toBe(404);
		expect(await status(1, 9101)).toBe(404);
	});
});

describe('webhook endpoints', () => {
	const hook = (n: number) => ({
		url: `https://hooks.example.com/${n}`,
		all_events_enabled: true,
	});

	it('tell their secret once', async () => {
		const first = await on.made('/webhooks', { ...hook(0), description: 'Mine' });
		expect(first).toMatchObject({
			secret: expect.stringMatching(/^whsec_/),
			status: 'enabled',
			description: 'Mine',
			events: [],
		});
		expect(await on.read(`/webhooks/${first.id}`)).not.toHaveProperty('secret');
		const changed = await on.changed(`/webhooks/${first.id}`, { ...hook(0), status: 'disabled' });
		expect(changed).toMatchObject({ status: 'disabled' });
		expect(changed).not.toHaveProperty('secret');
		for (const one of await on.read('/webhooks')) expect(one).not.toHaveProperty('secret');
	});

	it('are ten at most', async () => {
		const [seeded] = await on.read('/webhooks');
		for (let n = 1; n < 10; n += 1) await on.made('/webhooks', hook(n));
		expect(await on.refused('/webhooks', hook(10))).toContain('at most 10');
		expect((await on.api.delete(`/webhooks/${seeded.id}`)).status).toBe(204);
		await on.made('/webhooks', hook(10));
	});

	it('have a url of their own', async () => {
		const { id } = await on.made('/webhooks', hook(1));
		expect(await on.refused('/webhooks', hook(1))).toEqual(['url']);
		const [seeded] = await on.read('/webhooks');
		const same = { ...hook(1), url: seeded.url };
		expect(await on.refused(`/webhooks/${id}`, same, 'put')).toEqual(['url']);
		expect(await on.refused('/webhooks', { ...hook(2), url: 'nowhere' })).toEqual(['url']);
	});

	it.each([
		[undefined, ['events_enabled']],
		[[], ['events_enabled']],
		[['subscription.created'], ['events_enabled.0']],
		[['subscription_created', 'Customer'], ['events_enabled.1']],
		[['invoice_paid', 'invoice_paid'], ['events_enabled']],
	])('without all events are refused with %j', async (events_enabled, fields) => {
		const body = { ...hook(1), all_events_enabled: false, events_enabled };
		expect(await on.refused('/webhooks', body)).toEqual(fields);
	});

	it('list the events that they were made for', async () => {
		const events = ['subscription_created', 'invoice_payment_succeeded'];
		const body = { ...hook(1), all_events_enabled: false, events_enabled: events };
		const { id } = await on.made('/webhooks', body);
		expect(await on.read(`/webhooks/${id}`)).toMatchObject({ events, all_events_enabled: 0 });
		expect(await on.changed(`/webhooks/${id}`, hook(1))).toMatchObject({ events: [] });
	});
});
