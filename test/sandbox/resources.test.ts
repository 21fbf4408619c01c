import type { AxiosInstance } from 'axios';
import { createAccount } from '../../sandbox/client';
import { launchSandbox, type RunningSandbox } from './process';

let sandbox: RunningSandbox;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await launchSandbox(['--customers', '1']);
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	api = (await createAccount(sandbox.url, { customers: 3, limit: null })).api();
});

async function made(path: string, body: object) {
	const answer = await api.post(path, body);
	expect(answer.data).toMatchObject({ status: 'success' });
	return answer.data.data;
}

const vendor = { first_name: 'Ada', last_name: 'Printer', email: 'ada@example.com' };
const sku = { name: 'Mug', inventory_type: 0, currency: 'usd', active: true, price: 1200 };

/** Resources that are kept by the contract: what is made can be read, listed, changed and deleted. */
const KEPT: [string, () => Promise<object> | object, object][] = [
	['/newsletters', () => ({ email: 'n@example.com', source: 'web' }), { first_name: 'Nan' }],
	['/vendors', () => vendor, { job_title: 'Printer' }],
	[
		'/coupons',
		() => ({ code: 'NEW10', name: 'New', duration: 'once', percent_off: 10 }),
		{ name: 'Newer' },
	],
	['/ecommerce/products', () => ({ name: 'Mug', sites: [1001] }), { caption: 'A mug' }],
	[
		'/webhooks',
		() => ({ url: 'https://hooks.example.com/a', all_events_enabled: true }),
		{ description: 'All' },
	],
	[
		'/ecommerce/products/skus',
		async () => {
			const { id } = await made('/ecommerce/products', { name: 'Mug', sites: [1001] });
			return { ...sku, product_id: id };
		},
		{ price: 1300 },
	],
	[
		'/bills',
		async () => ({
			vendor_id: (await made('/vendors', vendor)).id,
			line_items: [{ description: 'Ink', quantity: 2, unit_price: 300 }],
			period_start: '2026-01-01',
			period_end: '2026-01-31',
		}),
		{ footer: 'Thanks' },
	],
];

/** Fields that the contract wants on update as well. */
const AGAIN: Record<string, string[]> = {
	'/newsletters': ['email', 'source'],
	'/ecommerce/products': ['name'],
	'/webhooks': ['url', 'all_events_enabled'],
	'/bills': ['period_start', 'period_end'],
};

describe('resources kept by the contract', () => {
	it.each(KEPT)('%s', async (path, bodyOf, changes) => {
		const body = await bodyOf();
		const { id } = await made(path, body);
		const one = `${path}/${id}`;
		const { data: read } = await api.get(one);
		expect(read.data).toMatchObject({ id });
		const { data: list } = await api.get(path, { params: { limit: 100 } });
		expect(list.data.map((row: { id: number }) => row.id)).toContain(id);
		const again = Object.entries(body).filter(([name]) => AGAIN[path]?.includes(name));
		const changed = await api.put(one, { ...Object.fromEntries(again), ...changes });
		expect(changed.data.data).toMatchObject(changes);
		expect((await api.delete(one)).status).toBe(204);
		expect((await api.get(one)).status).toBe(404);
	});
});

describe('payment methods', () => {
	it('become the default, and stay while a subscription uses them', async () => {
		const order = { customer_id: 10001, object_gateway: 'stripe', object_id: 'pm_1' };
		const { id } = await made('/sources', order);
		expect((await api.get('/customers/10001')).data.data.default_source_id).toBe(id);
		const plan_id = (await api.get('/plans')).data.data[0].id;
		const subscription = { user_id: 10001, plan_id, quantity: 1, source_id: id };
		const { id: subscriptionId } = await made('/subscriptions', subscription);
		const refused = await api.delete(`/sources/${id}`);
		expect(refused.status).toBe(400);
		expect(refused.data.message).toBe('Cannot delete source already associated to a subscription');
		await api.delete(`/subscriptions/${subscriptionId}`, { data: { mode: 'now' } });
		expect((await api.delete(`/sources/${id}`)).status).toBe(204);
	});
});

describe('invoices and payments', () => {
	const invoice = { currency: 'USD', total: 5000, customer_id: 10001 };

	it('are paid once', async () => {
		const { id } = await made('/invoices', invoice);
		const paid = await api.post(`/invoices/${id}/pay_offline`, { reference: 'cheque 7' });
		expect(paid.data.data).toMatchObject({
			status: 'paid',
			amount_remaining: 0,
			amount_paid: 5000,
		});
		expect((await api.post(`/invoices/${id}/void`)).status).toBe(400);
	});

	it('are voided, written off, and changed in two fields only', async () => {
		const first = await made('/invoices', invoice);
		expect((await api.post(`/invoices/${first.id}/void`)).data.data.status).toBe('void');
		const second = await made('/invoices', invoice);
		const written = await api.post(`/invoices/${second.id}/uncollectible`);
		expect(written.data.data.status).toBe('uncollectible');
		const changed = await api.put(`/invoices/${second.id}`, { purchase_order: 'PO-1' });
		expect(changed.data.data.purchase_order).toBe('PO-1');
		expect((await api.put(`/invoices/${second.id}`, { total: 1 })).status).toBe(400);
	});

	it('take the balance that an unlinked payment leaves', async () => {
		const { id } = await made('/invoices', invoice);
		expect((await api.post(`/invoices/${id}/apply_balance`)).status).toBe(400);
		const charge = { customer_id: 10001, amount: 2000, reference: 'wire', currency: 'usd' };
		expect(await made('/charges', charge)).toMatchObject({ offline: true, paid: true });
		const part = await api.post(`/invoices/${id}/apply_balance`);
		expect(part.data.data).toMatchObject({ status: 'open', amount_remaining: 3000 });
	});
});

describe('memberships', () => {
	it('answer 201, and 200 when an invitation is taken up', async () => {
		const { data } = await api.get('/plans', { params: { limit: 100 } });
		const plan = data.data.find(({ type }: { type: string }) => type === 'membership');
		const order = { user_id: 10001, plan_id: plan.id, quantity: 1 };
		const { id } = await made('/subscriptions', { ...order, collection_method: 'send_invoice' });
		const member = { subscription_id: id, customer_id: 10002 };
		expect((await api.post('/memberships', member)).status).toBe(201);
		expect((await api.post('/memberships', member)).status).toBe(400);
		const email = (await api.get('/customers/10003')).data.data.email;
		const invited = await made('/memberships/invite', { email, subscription_id: id });
		expect(invited.status).toBe('pending');
		const taken = await api.post('/memberships', { ...member, customer_id: 10003 });
		expect(taken.status).toBe(200);
		expect(taken.data.data).toMatchObject({ id: invited.id, status: 'active' });
	});
});

describe('the rest', () => {
	it('bills go from draft to open to paid', async () => {
		const { id } = await made('/bills', {
			vendor_id: (await made('/vendors', vendor)).id,
			line_items: [{ description: 'Ink', quantity: 2, unit_price: 300 }],
		});
		expect((await api.post(`/bills/${id}/mark-as-paid`)).status).toBe(400);
		expect((await api.post(`/bills/${id}/finalize`)).data.data.status).toBe('open');
		expect((await api.delete(`/bills/${id}`)).status).toBe(400);
		expect((await api.post(`/bills/${id}/mark-as-paid`)).data.data.paid).toBe(true);
	});

	it('orders add up their items and are fulfilled once', async () => {
		const { id: product_id } = await made('/ecommerce/products', { name: 'Mug', sites: [1001] });
		const { id: sku_id } = await made('/ecommerce/products/skus', { ...sku, product_id });
		const order = await made('/orders', { user_id: 10001, items: [{ sku_id, quantity: 2 }] });
		expect(order).toMatchObject({ amount: 2400, currency: 'usd', status: 'paid' });
		const fulfil = () => api.put(`/orders/${order.id}`, { status: 'fulfilled' });
		expect((await fulfil()).status).toBe(200);
		expect((await fulfil()).status).toBe(400);
	});

	it('webhooks tell their secret once and are ten at most', async () => {
		const hook = (n: number) => ({
			url: `https://hooks.example.com/${n}`,
			all_events_enabled: true,
		});
		const first = await made('/webhooks', hook(0));
		expect(first.secret).toMatch(/^whsec_/);
		expect((await api.get(`/webhooks/${first.id}`)).data.data).not.toHaveProperty('secret');
		// one is there from the start
		for (let n = 1; n < 9; n += 1) await made('/webhooks', hook(n));
		expect((await api.post('/webhooks', hook(10))).data.message).toContain('at most 10');
	});
});
