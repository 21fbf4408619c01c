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

const invoice = { currency: 'USD', total: 5000, customer_id: 10001 };

async function newSubscription(body: object = {}) {
	const [{ id: plan_id }] = await on.read('/plans');
	const order = { user_id: 10001, plan_id, quantity: 1, collection_method: 'send_invoice' };
	return on.made('/subscriptions', { ...order, ...body });
}

describe('making an invoice', () => {
	it('takes a total', async () => {
		expect(await on.made('/invoices', invoice)).toMatchObject({
			user_id: 10001,
			status: 'open',
			currency: 'usd',
			total: 5000,
			amount_due: 5000,
			amount_paid: 0,
			amount_remaining: 5000,
			billing_reason: 'manual',
			lines: { object: 'list', data: [] },
		});
	});

	it('takes lines, with or without tax', async () => {
		const line_items = [
			{ unit_price: 1000, quantity: 2, description: 'Issues' },
			{ unit_price: 500, quantity: 1, tax_name: 'VAT', tax_rate: 20 },
		];
		const { total, lines } = await on.made('/invoices', {
			currency: 'usd',
			customer_id: 10001,
			line_items,
		});
		expect(total).toBe(2600);
		expect(lines.data).toMatchObject([
			{ amount: 2000, quantity: 2, description: 'Issues', metadata: {} },
			{ amount: 600, quantity: 1 },
		]);
		expect(new Set(lines.data.map(({ id }: { id: number }) => id)).size).toBe(2);
	});

	it.each([
		['draft', 5000, null],
		['paid', 0, expect.any(Number)],
		['uncollectible', 5000, expect.any(Number)],
		['void', 5000, expect.any(Number)],
	])('as %s leaves %d to pay', async (status, amount_remaining, finalized_at) => {
		const made = await on.made('/invoices', { ...invoice, status });
		expect(made).toMatchObject({ status, amount_remaining, finalized_at });
	});

	it.each([
		[{ currency: 'usd', customer_id: 10001 }, ['total', 'line_items']],
		[{ currency: 'usd', total: 1 }, ['customer_id', 'customer_old_provider_id']],
		[{ ...invoice, currency: 'XXQ' }, ['currency']],
		[{ ...invoice, customer_id: 1 }, ['customer_id']],
		[{ ...invoice, subscription_id: 1 }, ['subscription_id']],
		[{ ...invoice, period_start: 100, period_end: 99 }, ['period_end']],
		[{ ...invoice, period_start: 100, due_date: 99 }, ['due_date']],
		[{ ...invoice, status: 'past_due' }, ['status']],
		[
			{ ...invoice, line_items: [{ unit_price: 1, quantity: 1, tax_rate: 5 }] },
			['line_items.0.tax_rate'],
		],
	])('is refused for %j', async (body, fields) => {
		expect(await on.refused('/invoices', body)).toEqual(fields);
	});

	it('belongs to a subscription of its customer', async () => {
		const { id: subscription_id } = await newSubscription();
		const order = { ...invoice, subscription_id };
		expect(await on.made('/invoices', order)).toMatchObject({ subscription_id });
		const other = { ...order, customer_id: 10002 };
		expect(await on.refused('/invoices', other)).toEqual(['subscription_id']);
		const unknown = { ...order, subscription_old_provider_id: 'none' };
		expect(await on.refused('/invoices', unknown)).toEqual(['subscription_old_provider_id']);
	});
});

describe('an invoice', () => {
	it('merges metadata and changes its purchase order, nothing else', async () => {
		const { id } = await on.made('/invoices', invoice);
		await on.changed(`/invoices/${id}`, { metadata: { a: 1, b: 2 } });
		const changes = { metadata: { b: null, c: 3 }, purchase_order: 'PO-1' };
		expect(await on.changed(`/invoices/${id}`, changes)).toMatchObject({
			purchase_order: 'PO-1',
			metadata: { a: 1, c: 3 },
		});
		expect(await on.refused(`/invoices/${id}`, { total: 1 }, 'put')).toEqual(['total']);
	});

	it('is paid offline in full and once', async () => {
		const { id } = await on.made('/invoices', invoice);
		const payment = { reference: 'cheque 7', payment_category: '2' };
		const paid = await on.made(`/invoices/${id}/pay_offline`, payment);
		expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0, amount_paid: 5000 });
		expect(await on.read(`/charges/${paid.charge_id}`)).toMatchObject({
			invoice_id: id,
			amount: 5000,
			offline: true,
			reference: 'cheque 7',
			payment_category: '2',
			status: 'succeeded',
		});
		expect(await on.refused(`/invoices/${id}/pay_offline`, payment)).toContain('paid');
		expect(await on.refused(`/invoices/${id}/pay_offline`)).toEqual(['reference']);
	});

	it('of a subscription that was cancelled at once is not paid offline', async () => {
		const { id, latest_invoice } = await newSubscription();
		await on.api.delete(`/subscriptions/${id}`, { data: { mode: 'now' } });
		const path = `/invoices/${latest_invoice}/pay_offline`;
		expect(await on.refused(path, { reference: 'late' })).toContain('canceled');
	});

	it.each(['draft', 'paid', 'uncollectible', 'void'])(
		'that is %s takes neither payment nor balance and is not written off',
		async (status) => {
			const { id } = await on.made('/invoices', { ...invoice, status });
			const pay = { reference: 'x' };
			expect(await on.refused(`/invoices/${id}/pay_offline`, pay)).toContain(status);
			expect(await on.refused(`/invoices/${id}/apply_balance`)).toContain(status);
			expect(await on.refused(`/invoices/${id}/uncollectible`)).toContain(status);
		},
	);

	it('is voided while nothing is paid', async () => {
		const open = await on.made('/invoices', invoice);
		expect(await on.made(`/invoices/${open.id}/void`)).toMatchObject({ status: 'void' });
		const draft = await on.made('/invoices', { ...invoice, status: 'draft' });
		expect(await on.made(`/invoices/${draft.id}/void`)).toMatchObject({ status: 'void' });
		for (const status of ['paid', 'uncollectible', 'void']) {
			const { id } = await on.made('/invoices', { ...invoice, status });
			expect(await on.refused(`/invoices/${id}/void`)).toContain(status);
		}
	});

	it('is written off for good', async () => {
		const { id } = await on.made('/invoices', invoice);
		const written = await on.made(`/invoices/${id}/uncollectible`);
		expect(written).toMatchObject({ status: 'uncollectible', amount_remaining: 5000 });
		expect(await on.refused(`/invoices/${id}/void`)).toContain('uncollectible');
	});

	it('takes credit in part, then in full, and then cannot be voided', async () => {
		const { id } = await on.made('/invoices', invoice);
		const apply = `/invoices/${id}/apply_balance`;
		expect(await on.refused(apply)).toContain('no credit');
		const credit = { customer_id: 10001, reference: 'wire', currency: 'usd' };
		await on.made('/charges', { ...credit, amount: 2000 });
		const part = await on.made(apply);
		expect(part).toMatchObject({ status: 'open', amount_due: 3000, amount_remaining: 3000 });
		expect((await on.read('/customers/10001')).balance).toBe(0);
		expect(await on.refused(`/invoices/${id}/void`)).toContain('part-paid');
		await on.made('/charges', { ...credit, amount: 4000 });
		const full = await on.made(apply);
		expect(full).toMatchObject({ status: 'paid', amount_remaining: 0, amount_paid: 5000 });
		expect((await on.read('/customers/10001')).balance).toBe(-1000);
	});
});

describe('an offline charge', () => {
	const charge = { customer_id: 10001, amount: 5000, reference: 'wire 9', currency: 'USD' };

	it('is credited to the customer, whose currency it sets', async () => {
		const made = await on.made('/charges', charge);
		expect(made).toMatchObject({
			user_id: 10001,
			invoice_id: null,
			amount: 5000,
			currency: 'usd',
			offline: true,
			paid: true,
			status: 'succeeded',
			created: expect.any(Number),
		});
		expect(await on.read('/customers/10001')).toMatchObject({ balance: -5000, currency: 'usd' });
		expect(await on.refused('/charges', { ...charge, currency: 'eur' })).toEqual(['currency']);
	});

	it("pays the invoice that it is linked to, leaving the customer's balance alone", async () => {
		const { id } = await on.made('/invoices', invoice);
		expect(await on.refused('/charges', { ...charge, invoice_id: id, amount: 1 })).toContain(
			'must equal',
		);
		const { id: chargeId } = await on.made('/charges', { ...charge, invoice_id: id });
		const paid = { status: 'paid', charge_id: chargeId, amount_remaining: 0 };
		expect(await on.read(`/invoices/${id}`)).toMatchObject(paid);
		expect((await on.read('/customers/10001')).balance).toBe(0);
		expect(await on.refused('/charges', { ...charge, invoice_id: id })).toContain('no payment');
	});

	it('can be linked to an invoice that is paid already, for its whole total', async () => {
		const { id } = await on.made('/invoices', { ...invoice, status: 'paid' });
		expect(await on.refused('/charges', { ...charge, invoice_id: id, amount: 4999 })).toContain(
			'must equal',
		);
		expect(await on.made('/charges', { ...charge, invoice_id: id })).toMatchObject({
			invoice_id: id,
		});
	});

	it('is not linked to an invoice of another customer, another currency, or a final one', async () => {
		const other = await on.made('/invoices', { ...invoice, customer_id: 10002 });
		const linked = (id: number) => ({ ...charge, invoice_id: id });
		expect(await on.refused('/charges', linked(other.id))).toEqual(['invoice_id']);
		const euros = await on.made('/invoices', { ...invoice, currency: 'eur' });
		expect(await on.refused('/charges', linked(euros.id))).toEqual(['invoice_id']);
		const final = await on.made('/invoices', { ...invoice, status: 'void' });
		expect(await on.refused('/charges', linked(final.id))).toContain('no payment');
	});

	it('brings a subscription that waited for it back to life', async () => {
		on = await Session.open(sandbox.url, { customers: 60 });
		const { records } = await on.account.state('subscriptions');
		const all = records.subscriptions as { status: string; id: number; latest_invoice: number }[];
		const late = all.find(({ status }) => status === 'past_due');
		const due = await on.read(`/invoices/${late?.latest_invoice}`);
		expect(due.status).toBe('open');
		const { user_id: customer_id, total: amount, currency, id: invoice_id } = due;
		await on.made('/charges', { ...charge, customer_id, amount, currency, invoice_id });
		expect((await on.read(`/subscriptions/${late?.id}`)).status).toBe('active');
	});

	it.each([
		[{ ...charge, amount: 0 }, ['amount']],
		[{ ...charge, currency: 'us' }, ['currency']],
		[{ ...charge, currency: 'QQQ' }, ['currency']],
		[{ ...charge, payment_category: '1' }, ['payment_category']],
		[{ ...charge, invoice_id: 1 }, ['invoice_id']],
		[{ ...charge, invoice_old_provider_id: 'none' }, ['invoice_old_provider_id']],
	])('is refused for %j', async (body, fields) => {
		expect(await on.refused('/charges', body)).toEqual(fields);
	});

	it("does not show Pelcro's own metadata", async () => {
		const { id } = await on.made('/charges', charge);
		const { records } = await on.account.state('charges');
		const stored = records.charges?.find((one) => (one as { id: number }).id === id);
		expect(stored).toMatchObject({ metadata: { pelcro_customer_id: 10001 } });
		expect((await on.read(`/charges/${id}`)).metadata).toEqual({});
	});
});

describe('refunds', () => {
	it('are listed with their charge, whole when expanded', async () => {
		const [first, ...others] = await on.read('/refunds');
		expect(first).toMatchObject({ status: 'to_issue', charge: expect.any(Number) });
		expect(first).not.toHaveProperty('cancel_at_ms');
		expect(others.at(-1)).toMatchObject({ user_id: null, charge: null });
		const [whole] = await on.read('/refunds', { expand: 'charge' });
		expect(whole.charge).toMatchObject({ id: first.charge, user_id: first.user_id });
	});

	it('that wait are cancelled a moment later, the others are left', async () => {
		const [first, second, issued] = await on.read('/refunds');
		const refunds = `${first.id}, ${issued.id},999`;
		await on.made('/refunds/cancelled', { refunds });
		const statuses = async () =>
			(await on.read('/refunds')).map(({ status }: { status: string }) => status);
		expect((await statuses())[0]).toBe('to_issue');
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(await statuses()).toEqual(['canceled', 'to_issue', 'issued', 'issued']);
		expect(second.status).toBe('to_issue');
		await on.made('/refunds/cancelled', { refunds: 'all' });
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(await statuses()).toEqual(['canceled', 'canceled', 'issued', 'issued']);
	});

	it.each(['', 'some', '1;2', '1,'])('are not cancelled by %j', async (refunds) => {
		expect(await on.refused('/refunds/cancelled', { refunds })).toEqual(['refunds']);
	});
});

describe('coupons', () => {
	const coupon = { code: 'NEW10', name: 'New', duration: 'once', percent_off: 10 };

	it.each([
		[{ ...coupon, percent_off: undefined }, ['amount_off', 'percent_off']],
		[{ ...coupon, amount_off: 100, currency: 'usd' }, ['amount_off']],
		[{ ...coupon, percent_off: undefined, amount_off: 100 }, ['currency']],
		[{ ...coupon, percent_off: 101 }, ['percent_off']],
		[{ ...coupon, code: 'welcome20' }, ['code']],
		[{ ...coupon, code: 'NEW-10' }, ['code']],
		[{ ...coupon, redeem_by: '2020-01-01' }, ['redeem_by']],
		[{ ...coupon, max_redemptions: 0 }, ['max_redemptions']],
		[{ ...coupon, plans: [1] }, ['plans']],
	])('are refused as %j', async (body, fields) => {
		expect(await on.refused('/coupons', body)).toEqual(fields);
	});

	it('merge metadata, and drop the limit to plans when an update does not name it', async () => {
		const [{ id: plan }] = await on.read('/plans');
		const body = { ...coupon, plans: [plan], metadata: { a: 1 }, redeem_by: '2099-12-31' };
		const { id } = await on.made('/coupons', body);
		const path = `/coupons/${id}`;
		const kept = await on.changed(path, { plans: [plan], metadata: { b: 2 } });
		expect(kept).toMatchObject({
			plans: [plan],
			metadata: { a: 1, b: 2 },
			redeem_by: '2099-12-31',
		});
		const cleared = await on.changed(path, { metadata: {}, redeem_by: null });
		expect(cleared).toMatchObject({ plans: [], metadata: {}, redeem_by: null });
	});

	it('ignore discount, duration and currency in an update', async () => {
		const { id } = await on.made('/coupons', coupon);
		const sent = { amount_off: 5, percent_off: 50, duration: 'forever', currency: 'usd' };
		expect(await on.changed(`/coupons/${id}`, { ...sent, name: 'Newer' })).toMatchObject({
			...coupon,
			name: 'Newer',
			amount_off: null,
			currency: null,
		});
	});

	it('allow no fewer redemptions than there were', async () => {
		const { id } = await on.made('/coupons', { ...coupon, max_redemptions: 3 });
		for (let count = 0; count < 2; count += 1) await newSubscription({ coupon_code: 'NEW10' });
		expect(await on.refused(`/coupons/${id}`, { max_redemptions: 1 }, 'put')).toEqual([
			'max_redemptions',
		]);
		expect(await on.changed(`/coupons/${id}`, { max_redemptions: 2 })).toMatchObject({
			times_redeemed: 2,
		});
	});

	it('of the shop are not for subscriptions', async () => {
		const [{ id: plan_id }] = await on.read('/plans');
		const body = { user_id: 10001, plan_id, quantity: 1, collection_method: 'send_invoice' };
		expect(await on.refused('/subscriptions', { ...body, coupon_code: 'SHOP10' })).toEqual([
			'coupon_code',
		]);
	});
});

describe('payment methods', () => {
	const source = { customer_id: 10001, object_gateway: 'stripe', object_id: 'pm_new' };
	const card = { exp_month: '07', exp_year: 2031, last4: '4242', card_type: 'Visa' };

	it('become the default and move all subscriptions to automatic charging', async () => {
		const { id: subscription } = await newSubscription();
		const { id } = await on.made('/sources', source);
		expect((await on.read('/customers/10001')).default_source_id).toBe(id);
		expect(await on.read(`/subscriptions/${subscription}`)).toMatchObject({
			billing: 'charge_automatically',
		});
		const refused = await on.api.delete(`/sources/${id}`);
		expect(refused.status).toBe(400);
		expect(refused.data.message).toBe('Cannot delete source already associated to a subscription');
		await on.api.delete(`/subscriptions/${subscription}`, { data: { mode: 'now' } });
		expect((await on.api.delete(`/sources/${id}`)).status).toBe(204);
		expect((await on.read('/customers/10001')).default_source_id).toBeNull();
		expect((await on.api.get(`/sources/${id}`)).status).toBe(404);
	});

	it.each([
		[{ ...source, object_id: undefined }, ['object_id']],
		[{ ...source, object_id: 'tok_1' }, ['object_id']],
		[{ ...source, object_id: 'pm_sandbox10001' }, ['object_id']],
		[{ ...source, object_gateway: 'tap', object_id: 'card_1' }, ['properties.tap_customer_id']],
		[{ ...source, object_gateway: 'braintree' }, ['properties.braintree_customer_id']],
		[{ ...source, object_gateway: 'paypal' }, ['object_gateway']],
		[
			{ ...source, object_gateway: 'vantiv' },
			['exp_month', 'exp_year', 'last4', 'card_type'].map((name) => `properties.${name}`),
		],
		[
			{ ...source, object_gateway: 'cybersource', object_id: 'x'.repeat(33), properties: card },
			['object_id'],
		],
		[
			{ ...source, object_gateway: 'vantiv', properties: { ...card, exp_month: '7' } },
			['properties.exp_month'],
		],
		[
			{ ...source, object_gateway: 'vantiv', properties: { ...card, exp_year: '31' } },
			['properties.exp_year'],
		],
		[{ ...source, customer_old_provider_id: 'nobody' }, ['customer_old_provider_id']],
	])('are refused as %j', async (body, fields) => {
		expect(await on.refused('/sources', body)).toEqual(fields);
	});

	it('are found by customer, with the customer when expanded', async () => {
		const { id } = await on.made('/sources', {
			...source,
			object_gateway: 'vantiv',
			properties: card,
		});
		const params = { 'filter[customer_id]': 'eq:10001', expand: 'user' };
		const own = await on.read('/sources', params);
		expect(own).toHaveLength(2);
		expect(own[1]).toMatchObject({
			id,
			properties: { exp_month: 7, exp_year: 2031, last4: '4242' },
			is_default: 1,
			user: { id: 10001 },
		});
	});

	it('are 200 of a customer at most', async () => {
		for (let count = 1; count < 200; count += 1) {
			await on.made('/sources', { ...source, object_id: `pm_many${count}` });
		}
		expect(await on.refused('/sources', source)).toContain('at most 200');
	});
});
