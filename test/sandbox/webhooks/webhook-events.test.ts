import type { AccountOptions } from '../../../sandbox/client';
import { EVENT_TYPES } from '../../../sandbox/outgoing/event-types';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import { Receiver, type ReceivedEvent } from './receiver';
import { Session } from '../session';

let sandbox: RunningSandbox;
let receiver: Receiver;
let on: Session;

beforeAll(async () => {
	sandbox = await sharedSandbox();
	receiver = await Receiver.open();
});

afterAll(async () => {
	await sandbox.stop();
	await receiver.close();
});

/** An account with an endpoint for all events, which arrive one after the other. */
async function open(options: AccountOptions = {}): Promise<void> {
	on = await Session.open(sandbox.url, { webhookParallel: 1, exportDelayMs: 0, ...options });
	await on.made('/webhooks', { url: receiver.url(), all_events_enabled: true });
	receiver.received = [];
}

beforeEach(() => open());

/** The events that arrived since the last call. */
async function arrived(): Promise<ReceivedEvent[]> {
	await on.account.settledDeliveries();
	const { events } = receiver;
	receiver.received = [];
	return events;
}

const types = async () => (await arrived()).map(({ type }) => type);

const remove = async (path: string, body: object = {}) =>
	expect([200, 204]).toContain((await on.api.delete(path, { data: body })).status);

async function newSubscription(body: object = {}) {
	const [{ id: plan_id }] = await on.read('/plans');
	const order = { user_id: 10001, plan_id, quantity: 1, collection_method: 'send_invoice' };
	return on.made('/subscriptions', { ...order, ...body });
}

const plan = {
	nickname: 'Team',
	name_internal: 'team',
	amount: 10,
	currency: 'usd',
	interval: 'year',
	interval_count: 1,
	type: 'membership',
	auto_renew: true,
	recognized_revenue_type: 'time',
	available_online: true,
	is_refundable: true,
	trial_period_days: 0,
	member_seat_capacity: 5,
};

describe('the envelope', () => {
	it('has type, id, time and object', async () => {
		await open({ webhookTimes: 'unix' });
		const before = Math.floor(Date.now() / 1000);
		const { id } = await on.made('/customers', { email: 'ann@example.com' });
		const [event] = await arrived();
		expect(event).toEqual({
			type: 'customer.created',
			id: expect.stringMatching(/^evt_[A-Za-z0-9]{24}$/),
			created: expect.any(Number),
			data: { object: { object: 'customer', ...(await on.read(`/customers/${id}`)) } },
		});
		expect(event?.created).toBeGreaterThanOrEqual(before);
		expect(event?.created).toBeLessThanOrEqual(before + 5);
	});

	it('has the account’s own time', async () => {
		await open({ now: 1_700_000_000 });
		await on.made('/customers', { email: 'ann@example.com' });
		const [event] = await arrived();
		expect(event?.created).toBeGreaterThanOrEqual(1_700_000_000);
		expect(event?.created).toBeLessThan(1_700_000_060);
	});

	it('tells what updated records were before', async () => {
		const { id } = await on.made('/customers', { email: 'ann@example.com', first_name: 'Ann' });
		await on.changed(`/customers/${id}`, { first_name: 'Anna', metadata: { tier: 2 } });
		const [, event] = await arrived();
		expect(event).toMatchObject({ type: 'customer.updated', data: { object: { id } } });
		expect(event?.data.previous_attributes).toEqual({
			first_name: 'Ann',
			name: 'Ann',
			metadata: {},
		});
	});

	it('has an empty list of previous attributes when an update changed nothing', async () => {
		await on.changed('/customers/10001', {});
		const [event] = await arrived();
		expect(event).toMatchObject({ type: 'customer.updated', data: { previous_attributes: [] } });
	});

	it.each([
		['newest', 'address', undefined],
		['classic', 'object', 'api'],
	] as const)(
		'has the object of some kinds in %s style under data.%s',
		async (style, key, from) => {
			await open({ webhookPayload: style });
			const [{ id, user_id, type, country }] = await on.read('/addresses');
			const change = { type, country, line1: 'Quay 1' };
			await on.changed(`/addresses/${id}?customer_id=${user_id}`, change);
			const [event] = await arrived();
			expect(event?.triggered_from).toBe(from);
			expect(Object.keys(event?.data ?? {})).toEqual([key, 'previous_attributes']);
			expect(event?.data[key]).toMatchObject({ object: 'address', id, line1: 'Quay 1' });
		},
	);

	it('has the object in a list in oldest style', async () => {
		await open({ webhookPayload: 'oldest' });
		await on.changed('/customers/10001', { first_name: 'Anna' });
		const [event] = await arrived();
		expect(event?.data).toEqual([expect.objectContaining({ object: 'customer', id: 10001 })]);
	});
});

describe('the object', () => {
	it.each([
		['iso', '2023-11-14T22:13:20.000000Z'],
		['sql', '2023-11-14 22:13:20'],
		['unix', 1_700_000_000],
	] as const)('has the times of its making in %s style', async (webhookTimes, created_at) => {
		await open({ webhookTimes });
		const object = { created_at: 1_700_000_000, current_period_end: 1_700_000_000, metadata: {} };
		await on.account.emitEvent({ type: 'subscription.expired', object });
		const [event] = await arrived();
		expect(event?.data.object).toEqual({ ...object, created_at });
	});

	it('of a subscription has its related records, but only ids in oldest style', async () => {
		const { id, plan: plan_id } = await newSubscription();
		const [event] = await arrived();
		expect(event?.data.object).toMatchObject({
			id,
			plan_id,
			plan: { object: 'plan', id: plan_id, product: { id: expect.any(Number) } },
			customer: { id: 10001 },
			latest_invoice: { subscription_id: id },
			address_id: null,
			address_shipping: null,
		});
		await on.account.change({ webhookPayload: 'oldest' });
		await on.account.emitEvent({ type: 'subscription.expired', id });
		const [old] = await arrived();
		expect(old?.data).toEqual([expect.objectContaining({ id, plan: plan_id, plan_id })]);
	});
});

describe('changes by the API', () => {
	it('of customers and addresses', async () => {
		const { id } = await on.made('/customers', { email: 'ann@example.com' });
		const address = { site_id: 1001, line1: 'Quay 2', country: 'DE', type: 'shipping' };
		const made = await on.made('/addresses', { ...address, customer_id: id });
		const change = { type: 'shipping', country: 'DE', line1: 'Quay 3' };
		await on.changed(`/addresses/${made.id}?customer_id=${id}`, change);
		await remove(`/addresses/${made.id}`);
		await on.changed(`/customers/${id}`, { password: 'correct horse battery', email: 'a@b.org' });
		await remove(`/customers/${id}`);
		expect(await types()).toEqual([
			'customer.created',
			'address.created',
			'address.updated',
			'customer.updated',
			'customer.password_update.succeeded',
			'customer.deleted',
		]);
	});

	it('of a subscription with its invoice', async () => {
		const { id, plan: first } = await newSubscription();
		expect(await types()).toEqual(['subscription.created', 'invoice.created']);
		const plans: { id: number }[] = await on.read('/plans');
		const other = plans.find((one) => one.id !== first)?.id;
		await on.changed(`/subscriptions/${id}`, { plan_id: other });
		const changed = await arrived();
		expect(changed.map(({ type }) => type)).toEqual([
			'subscription.updated',
			'subscription.changed',
			'invoice.created',
		]);
		expect(changed[0]?.data.previous_attributes).toMatchObject({ plan: first });
		const renewal = { subscription_id: id, plan_id: first, quantity: 1, source: 'Web' };
		const params = { user_id: 10001 };
		expect((await on.api.post('/subscriptions/renew', renewal, { params })).status).toBe(200);
		expect(await types()).toEqual(['subscription.updated', 'subscription.renewed']);
		await remove(`/subscriptions/${id}`, { mode: 'period_end', reason: 'Moving' });
		expect(await types()).toEqual(['subscription.updated', 'subscription.canceled']);
		await remove(`/subscriptions/${id}`, { mode: 'now' });
		expect(await types()).toEqual(['subscription.updated', 'subscription.canceled']);
	});

	it('of a customer with all that hangs on it', async () => {
		const { id } = await on.made('/customers', { email: 'ann@example.com' });
		await newSubscription({ user_id: id });
		await arrived();
		await remove(`/customers/${id}`);
		expect(await types()).toEqual(['subscription.canceled', 'customer.deleted']);
	});

	it('of an invoice and its payment', async () => {
		const invoice = { currency: 'USD', total: 5000, customer_id: 10001 };
		const { id } = await on.made('/invoices', invoice);
		await on.changed(`/invoices/${id}`, { purchase_order: 'PO 1' });
		expect(await types()).toEqual(['invoice.created', 'invoice.updated']);
		await on.made(`/invoices/${id}/pay_offline`, { reference: 'Cash' });
		const [charge, ...others] = await arrived();
		expect(charge).toMatchObject({
			type: 'charge.succeeded',
			data: { charge: { object: 'charge', amount: 5000, invoice_id: id, metadata: {} } },
		});
		expect(others.map(({ type }) => type)).toEqual([
			'invoice.updated',
			'invoice.payment_succeeded',
		]);
	});

	it('of payment methods', async () => {
		const source = {
			customer_id: 10001,
			object_gateway: 'stripe',
			object_id: 'pm_hook',
		};
		const { id } = await on.made('/sources', source);
		const made = await types();
		expect(made.slice(0, 2)).toEqual(['source.created', 'customer.updated']);
		await remove(`/sources/${id}`);
		expect(await types()).toEqual(['source.deleted', 'customer.updated']);
	});

	it('of members', async () => {
		const [{ id: product_id }] = await on.read('/products');
		const { id: plan_id } = await on.made('/plans', { ...plan, product_id });
		const { id: subscription_id } = await newSubscription({ plan_id });
		const { email } = await on.read('/customers/10003');
		await arrived();
		await on.made('/memberships/invite', { subscription_id, email });
		const { id } = await on.made('/memberships', { subscription_id, customer_id: 10003 });
		expect(await types()).toEqual(['member.created', 'member.updated', 'member.activated']);
		await on.changed(`/subscriptions/${subscription_id}`, { metadata: { desk: 4 } });
		const [, told] = await arrived();
		expect(told).toMatchObject({
			type: 'member.subscription_updated',
			data: { object: { object: 'member', id, subscription_id } },
		});
		await remove(`/memberships/${id}`);
		expect(await types()).toEqual(['member.deleted']);
	});

	it('of products and plans', async () => {
		const { id } = await on.made('/products', { name: 'Weekly', address_required: false });
		await on.changed(`/products/${id}`, { description: 'New' });
		const made = await on.made('/plans', { ...plan, product_id: id });
		await on.changed(`/plans/${made.id}`, { nickname: 'Crew' });
		await remove(`/plans/${made.id}`);
		await remove(`/products/${id}`);
		expect(await types()).toEqual([
			'product.created',
			'product.updated',
			'plan.created',
			'plan.updated',
			'product.deleted',
		]);
	});

	it('of the shop, where a returned order is refunded', async () => {
		const path = '/ecommerce/products';
		const { id: product_id } = await on.made(path, { name: 'Cap', sites: [1001] });
		const stock = { inventory_type: 1, inventory_quantity: 3 };
		const sku = { name: 'Red', currency: 'USD', active: true, price: 1200, ...stock };
		const { id: sku_id } = await on.made(`${path}/skus`, { ...sku, product_id });
		expect(await types()).toEqual(['product.created', 'product_sku.created']);
		const items = [{ sku_id, quantity: 2 }];
		const { id } = await on.made('/orders', { user_id: 10001, items });
		expect(await types()).toEqual([
			'product_sku.updated',
			'charge.succeeded',
			'order.created',
			'order.payment.succeeded',
		]);
		await on.changed(`/orders/${id}`, { status: 'returned' });
		await remove(`${path}/skus/${sku_id}`);
		expect(await types()).toEqual(['charge.refunded', 'product_sku.deleted']);
	});

	it('of newsletters', async () => {
		const made = await on.made('/newsletters', { email: 'n@example.com', source: 'web' });
		await on.changed(`/newsletters/${made.id}`, { email: 'm@example.com', source: 'web' });
		await remove(`/newsletters/${made.id}`);
		expect(await types()).toEqual([
			'newsletter.created',
			'newsletter.updated',
			'newsletter.deleted',
		]);
	});

	it('of vendors and bills', async () => {
		const person = { first_name: 'Ada', last_name: 'Printer', email: 'ada@example.com' };
		const { id: vendor_id } = await on.made('/vendors', person);
		const line_items = [{ description: 'Ink', quantity: 2, unit_price: 300 }];
		const { id } = await on.made('/bills', { vendor_id, line_items });
		await on.made(`/bills/${id}/finalize`);
		await on.made(`/bills/${id}/mark-as-paid`);
		const events = await arrived();
		expect(events.map(({ type }) => type)).toEqual([
			'vendor.created',
			'bill.created',
			'bill.updated',
			'bill.finalized',
			'bill.updated',
			'bill.paid',
		]);
		expect(events.at(-1)?.data.bill).toMatchObject({
			object: 'bill',
			vendor_id,
			payment: { paid: true, paid_at: expect.any(Number), amount_paid: 600 },
		});
		const draft = await on.made('/bills', { vendor_id, line_items });
		await remove(`/bills/${draft.id}`);
		await on.changed(`/vendors/${vendor_id}`, { first_name: 'Eda' });
		await remove(`/vendors/${vendor_id}`);
		expect(await types()).toEqual([
			'bill.created',
			'bill.deleted',
			'vendor.updated',
			'vendor.deleted',
		]);
	});

	it.each([
		[null, 'export.completed'],
		['Disk full', 'export.failed'],
	])('of an export that fails for %j', async (exportFailure, end) => {
		await open({ exportFailure });
		const now = Math.floor(Date.now() / 1000);
		const range = { date_from: now - 86_400, date_to: now };
		const body = { site_id: 1001, object: 'customers', ...range };
		const params = { site_id: undefined };
		const { data } = await on.api.post('/exports', body, { params });
		const { uuid } = data.data;
		const events: ReceivedEvent[] = [];
		while (events.length < 2) events.push(...(await arrived()));
		expect(events.map(({ type }) => type)).toEqual(['export.requested', end]);
		expect(events[1]?.data.object).toMatchObject({
			uuid,
			object: 'customers',
			filters: range,
			finished_at: expect.any(Number),
			failed_reason: exportFailure,
			user_email: expect.stringContaining('@'),
		});
		const { status } = await on.api.get(`/exports/${uuid}`);
		expect(await types()).toEqual(status === 200 ? ['export.downloaded'] : []);
		expect(status).toBe(exportFailure === null ? 200 : 404);
	});

	it('make no event when they are refused, nor when they only read', async () => {
		await on.refused('/customers', { email: 'nonsense' });
		await on.read('/customers');
		await on.made('/coupons', {
			code: 'SPRING',
			name: 'Spring',
			duration: 'once',
			percent_off: 10,
		});
		expect(await types()).toEqual([]);
	});

	it('make events also when the answer is lost', async () => {
		await on.account.addFaults({ kind: 'reset-after', match: { pathPattern: '/customers$' } });
		await expect(on.api.post('/customers', { email: 'ann@example.com' })).rejects.toThrow();
		expect(await types()).toEqual(['customer.created']);
	});
});

describe('events on demand', () => {
	it('are about a record', async () => {
		const { id } = await newSubscription();
		await arrived();
		await on.account.emitEvent({ type: 'subscription.trial_will_end', id });
		expect(await arrived()).toMatchObject([
			{ type: 'subscription.trial_will_end', data: { object: { object: 'subscription', id } } },
		]);
		const unknown = on.account.emitEvent({ type: 'subscription.expired', id: 1 });
		await expect(unknown).rejects.toMatchObject({ response: { status: 404 } });
	});

	it('have an object or data as they are given, of types that nobody knows too', async () => {
		await on.account.emitEvent({ type: 'tea.served', object: { object: 'tea', id: 1 } });
		const data = { campaign: { id: 901 }, magic_link_token: 'abc', subscription: null };
		await on.account.emitEvent({ type: 'campaign.triggered', data });
		expect(await arrived()).toMatchObject([
			{ type: 'tea.served', data: { object: { object: 'tea', id: 1 } } },
			{ type: 'campaign.triggered', data },
		]);
	});

	it('can be of every type of the reference, by the names that endpoints are registered with', async () => {
		expect(EVENT_TYPES).toHaveLength(68);
		const [{ id }] = (await on.read('/webhooks')).slice(-1);
		const named = await on.changed(`/webhooks/${id}`, {
			url: receiver.url(),
			all_events_enabled: false,
			events_enabled: EVENT_TYPES.map((type) => type.replaceAll('.', '_')),
		});
		expect(named.events).toContain('customer_PasswordResetRequestSubmitted');
		receiver.received = [];
		await on.account.emitEvent({ type: 'tea.served', object: {} });
		for (const type of EVENT_TYPES) await on.account.emitEvent({ type, object: { id: 1 } });
		expect(await types()).toEqual(EVENT_TYPES);
	});
});
