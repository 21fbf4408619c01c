import type { AxiosInstance } from 'axios';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import type { RunningSandbox } from '../../sandbox/process';
import { sharedSandbox } from '../run/sharedSandbox';

const DAY = 86_400;
const now = () => Math.floor(Date.now() / 1000);

let sandbox: RunningSandbox;
let account: SandboxAccount;
let api: AxiosInstance;
/** Plans of the seeded publisher, by nickname. */
let plans: Record<string, number>;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	account = await createAccount(sandbox.url, { customers: 3, limit: null });
	api = account.api();
	const { data } = await api.get('/plans', { params: { limit: 100 } });
	plans = Object.fromEntries(
		data.data.map(({ nickname, id }: { nickname: string; id: number }) => [nickname, id]),
	);
});

async function made(path: string, body: object) {
	const answer = await api.post(path, body);
	expect(answer.data).toMatchObject({ status: 'success' });
	return answer.data.data;
}

async function errorsOf(path: string, body: object, query: object = {}) {
	const answer = await api.post(path, body, { params: query });
	expect(answer.status).toBe(400);
	return answer.data.errors ?? answer.data.message;
}

const newCustomer = (body: object = {}) =>
	made('/customers', { email: `c${Math.random()}@example.com`, ...body });

const newSource = (customer_id: number) =>
	made('/sources', { customer_id, object_gateway: 'stripe', object_id: `pm_${customer_id}` });

const newAddress = (customer_id: number, body: object = {}) =>
	made('/addresses', {
		site_id: 1001,
		customer_id,
		type: 'shipping',
		line1: '1 Quay Street',
		country: 'IE',
		...body,
	});

/** A subscription by invoice, which needs neither source nor address. */
const newSubscription = (body: object = {}) =>
	made('/subscriptions', {
		user_id: 10001,
		plan_id: plans['Digital Monthly'],
		quantity: 1,
		collection_method: 'send_invoice',
		...body,
	});

describe('customers', () => {
	it('live: created, read, changed, deleted', async () => {
		const created = await newCustomer({
			email: 'Jo@Example.com',
			first_name: 'Jo',
			last_name: 'Quay',
			phone: '+1 (902) 555-0199',
			metadata: { tier: 'gold', shelf: 4 },
		});
		expect(created).toMatchObject({
			email: 'Jo@Example.com',
			name: 'Jo Quay',
			phone: '19025550199',
			addresses: [],
			subscriptions: [],
			deleted_at: null,
		});
		const path = `/customers/${created.id}`;
		expect((await api.get(path)).data).toEqual({ data: created, status: 'success' });
		const changes = { last_name: 'Pier', metadata: { tier: null, desk: 1 } };
		const changed = (await api.put(path, changes)).data.data;
		expect(changed).toMatchObject({ name: 'Jo Pier', metadata: { shelf: 4, desk: 1 } });
		expect(changed.metadata).not.toHaveProperty('tier');
		const removed = await api.delete(path);
		expect([removed.status, removed.data]).toEqual([204, '']);
		expect((await api.get(path)).status).toBe(404);
		expect((await api.put(path, {})).status).toBe(404);
		expect((await api.delete(path)).status).toBe(404);
	});

	it('need an e-mail, an old id or a display name', async () => {
		expect(Object.keys(await errorsOf('/customers', { first_name: 'Al' })).sort()).toEqual([
			'display_name',
			'email',
			'old_provider_id',
		]);
		expect(await newCustomer({ email: undefined, display_name: 'Al' })).toMatchObject({
			email: null,
		});
	});

	it('have unique e-mails, whatever the case, and unique old ids', async () => {
		const first = await newCustomer({ email: 'one@example.com', old_provider_id: 'A1' });
		expect(
			await errorsOf('/customers', { email: 'ONE@example.com', old_provider_id: 'A1' }),
		).toEqual({
			email: ['The email has already been taken.'],
			old_provider_id: ['The old provider id has already been taken.'],
		});
		const second = await newCustomer();
		const clash = await api.put(`/customers/${second.id}`, { email: 'one@example.com' });
		expect(clash.status).toBe(400);
		const same = await api.put(`/customers/${first.id}`, { email: 'one@example.com' });
		expect(same.status).toBe(200);
	});

	it('check passwords and default payment methods', async () => {
		const path = '/customers';
		const typed = { email: 'a@example.com', password_type: 'password_bcrypt' };
		expect(Object.keys(await errorsOf(path, typed))).toEqual(['password']);
		const withPassword = await newCustomer({ password: 'secret' });
		expect(withPassword).toMatchObject({ has_password: 1 });
		expect(withPassword).not.toHaveProperty('password');
		const foreign = await api.put('/customers/10001', { default_source_id: 40002 });
		expect(Object.keys(foreign.data.errors)).toEqual(['default_source_id']);
	});

	it('can be put into an organization and taken out of it', async () => {
		const put = (organization: string | null) => api.put('/customers/10001', { organization });
		const id = (await put('Harbour Library')).data.data.organization;
		const params = { 'filter[name]': 'Harbour Library' };
		const listed = await api.get('/organizations', { params });
		expect(listed.data.data).toMatchObject([{ id, name: 'Harbour Library', customers_count: 1 }]);
		expect((await put(null)).data.data.organization).toBeNull();
	});

	it('take everything with them when they are deleted', async () => {
		const customer = await newCustomer();
		const source = await newSource(customer.id);
		const address = await newAddress(customer.id);
		const subscription = await newSubscription({ user_id: customer.id });
		await api.delete(`/customers/${customer.id}`);
		for (const path of [
			`/sources/${source.id}`,
			`/addresses/${address.id}`,
			`/subscriptions/${subscription.id}`,
		]) {
			expect((await api.get(path)).status).toBe(404);
		}
		const address2 = { site_id: 1001, customer_id: customer.id, type: 'billing' };
		const errors = await errorsOf('/addresses', { ...address2, line1: 'x', country: 'IE' });
		expect(Object.keys(errors)).toEqual(['customer_id']);
	});
});

describe('addresses', () => {
	it('need a state in Canada, the United States and Australia', async () => {
		const body = { site_id: 1001, customer_id: 10001, type: 'shipping', line1: 'x', country: 'CA' };
		expect(Object.keys(await errorsOf('/addresses', body))).toEqual(['state']);
		expect(await made('/addresses', { ...body, state: 'NS' })).toMatchObject({ state: 'NS' });
	});

	/** Pelcro wants the customer in the query, and these in the body, each time. */
	const change = async (id: number, changes: object) => {
		const { data } = (await api.get(`/addresses/${id}`)).data as { data: Record<string, unknown> };
		const { type, line1, country, user_id } = data;
		const params = { customer_id: user_id };
		return await api.put(`/addresses/${id}`, { type, line1, country, ...changes }, { params });
	};

	it('are no partial update', async () => {
		const { id } = await newAddress(10001);
		const refused = await api.put(`/addresses/${id}`, { city: 'Cork' });
		expect(Object.keys(refused.data.errors)).toEqual(['type', 'line1', 'country']);
		const body = { type: 'shipping', line1: 'x', country: 'IE' };
		const without = await api.put(`/addresses/${id}`, body);
		expect(Object.keys(without.data.errors)).toEqual(['customer_id']);
	});

	it('have one default of each type', async () => {
		const customer = await newCustomer();
		const first = await newAddress(customer.id);
		const second = await newAddress(customer.id);
		expect([first.is_default, second.is_default]).toEqual([1, 0]);
		await change(second.id, { is_default: true });
		expect((await api.get(`/addresses/${first.id}`)).data.data.is_default).toBe(0);
	});

	it('find their customer by old id, which must agree with the id', async () => {
		const customer = await newCustomer({ old_provider_id: 'OLD-1' });
		const byOldId = await newAddress(customer.id, {
			customer_id: undefined,
			customer_old_provider_id: 'OLD-1',
		});
		expect(byOldId.user_id).toBe(customer.id);
		const body = { site_id: 1001, type: 'shipping', line1: 'x', country: 'IE' };
		const names = { customer_id: 10001, customer_old_provider_id: 'OLD-1' };
		const errors = await errorsOf('/addresses', { ...body, ...names });
		expect(Object.keys(errors)).toEqual(['customer_old_provider_id']);
	});

	it('stay in their country while a subscription uses them', async () => {
		const { id } = await newAddress(10001);
		const moved = await newSubscription({ address_id: id });
		expect((await change(id, { country: 'DE' })).status).toBe(400);
		expect((await change(id, { city: 'Cork', country: 'IE' })).status).toBe(200);
		const other = await newAddress(10001, { is_default: true, is_default_updated: true });
		const after = await api.get(`/subscriptions/${moved.id}`);
		expect(after.data.data.address).toBe(other.id);
		expect((await change(id, { country: 'DE' })).status).toBe(200);
	});

	it('expand their customer', async () => {
		const answer = await api.get('/addresses/20001', { params: { expand: 'user' } });
		expect(answer.data.data.user).toMatchObject({ id: 10001, email: expect.any(String) });
	});
});

describe('products and plans', () => {
	const plan = {
		nickname: 'Weekly',
		auto_renew: true,
		amount: 15.5,
		currency: 'USD',
		recognized_revenue_type: 'time',
		available_online: true,
		is_refundable: true,
		trial_period_days: 0,
		interval: 'week',
		interval_count: 1,
	};

	it('take amounts in major units and answer minor units', async () => {
		const dollars = await made('/plans', { ...plan, product_id: 101 });
		expect(dollars).toMatchObject({ amount: 1550, currency: 'usd' });
		const yen = await made('/plans', { ...plan, product_id: 101, amount: 1200, currency: 'jpy' });
		expect(yen.amount).toBe(1200);
		const changed = await api.put(`/plans/${dollars.id}`, { amount: 16 });
		expect(changed.data.data.amount).toBe(1600);
		const legacy = await api.post(`/plans/${dollars.id}`, { _method: 'PUT', nickname: 'W' });
		expect(legacy.data.data.nickname).toBe('W');
	});

	it('belong to a product, named by id, by import id, or by both alike', async () => {
		const product = { name: 'Sunday Edition', address_required: false, import_unique_id: 'SUN' };
		const { id } = await made('/products', product);
		const byImportId = await made('/plans', { ...plan, product_import_unique_id: 'SUN' });
		expect(byImportId.product_id).toBe(id);
		expect(Object.keys(await errorsOf('/plans', { ...plan, product_id: 9 }))).toEqual([
			'product_id',
		]);
		const both = { ...plan, product_id: 101, product_import_unique_id: 'SUN' };
		expect(Object.keys(await errorsOf('/plans', both))).toEqual(['product_import_unique_id']);
		const read = await api.get(`/products/${id}`);
		expect(read.data.data.plans).toMatchObject([{ id: byImportId.id }]);
		expect(Object.keys(await errorsOf('/products', product))).toEqual(['import_unique_id']);
	});

	it('can be deleted', async () => {
		const { id } = await made('/products', { name: 'Gone', address_required: false });
		expect((await api.delete(`/products/${id}`)).status).toBe(204);
		expect((await api.get(`/products/${id}`)).status).toBe(404);
		expect((await api.delete(`/plans/${plans['Digital Yearly']}`)).status).toBe(204);
		const errors = await errorsOf('/subscriptions', {
			user_id: 10001,
			plan_id: plans['Digital Yearly'],
			quantity: 1,
		});
		expect(errors).toEqual({ plan_id: ['The selected plan id is invalid.'] });
	});
});

describe('creating a subscription', () => {
	it('charges the payment method and writes a paid invoice', async () => {
		const plan_id = plans['Digital Monthly'];
		const made1 = await newSubscription({
			collection_method: undefined,
			source_id: 40001,
			plan_id,
			quantity: 3,
		});
		expect(made1).toMatchObject({
			user_id: 10001,
			plan: plan_id,
			status: 'active',
			billing: 'charge_automatically',
			default_source: 40001,
			quantity: 3,
			canceled_at: null,
		});
		const invoice = (await api.get(`/invoices/${made1.latest_invoice}`)).data.data;
		expect(invoice).toMatchObject({
			status: 'paid',
			total: 2700,
			amount_paid: 2700,
			amount_remaining: 0,
			billing_reason: 'subscription_create',
			subscription_id: made1.id,
		});
		const charge = (await api.get(`/charges/${invoice.charge_id}`)).data.data;
		expect(charge).toMatchObject({ amount: 2700, currency: 'usd', status: 'succeeded' });
		const { subscriptions } = (await api.get('/customers/10001')).data.data;
		expect(subscriptions).toContain(made1.id);
	});

	it('leaves the invoice open when it is sent', async () => {
		const { latest_invoice } = await newSubscription();
		const { data } = await api.get(`/invoices/${latest_invoice}`);
		expect(data.data).toMatchObject({ status: 'open', amount_remaining: 900, charge_id: null });
		expect(data.data.due_date).toBeGreaterThan(now());
	});

	const START = { user_id: 10001, quantity: 1 };
	const FUTURE = now() + 40 * DAY;
	it.each<[string, object, string[]]>([
		['no customer', { user_id: undefined }, ['customer_old_provider_id', 'user_id']],
		['an unknown customer', { user_id: 1 }, ['user_id']],
		['an unknown plan', { plan_id: 1 }, ['plan_id']],
		['an unknown old plan id', { plan_old_provider_id: 'X' }, ['plan_old_provider_id']],
		['no source', { collection_method: undefined }, ['source_id']],
		["another customer's source", { source_id: 40002 }, ['source_id']],
		["another customer's address", { address_id: 20004 }, ['address_id']],
		['no quantity', { quantity: undefined }, ['quantity']],
		['a quantity out of range', { quantity: 100_001 }, ['quantity']],
		[
			'a trial and a given end',
			{ trial_period_days: 7, current_period_end: FUTURE },
			['current_period_end'],
		],
		['an end in the past', { current_period_end: 1000 }, ['current_period_end']],
		['an invoice date alone', { next_invoice_date: FUTURE }, ['next_invoice_date']],
		['a later start without billing behaviour', { start_date: FUTURE }, ['billing_behavior']],
		['an unknown coupon', { coupon_code: 'NOPE' }, ['coupon_code']],
		['an expired coupon', { coupon_code: 'SUMMERPAST' }, ['coupon_code']],
		[
			'a recipient without a gift',
			{ gift_recipient_email: 'a@example.com' },
			['gift_recipient_email'],
		],
		[
			'a gift that redeems a gift',
			{ is_gift_donor: true, gift_donor_subscription_id: 30001 },
			['gift_donor_subscription_id'],
		],
		['domains on a regular plan', { domains: ['example.com'] }, ['domains']],
	])('refuses %s', async (_case, body, fields) => {
		const order = {
			...START,
			plan_id: plans['Digital Monthly'],
			collection_method: 'send_invoice',
			...body,
		};
		const before = (await account.state()).counts;
		expect(Object.keys(await errorsOf('/subscriptions', order)).sort()).toEqual(fields);
		expect((await account.state()).counts).toEqual(before);
	});

	it('needs an address for what is shipped', async () => {
		const order = { ...START, plan_id: plans['Print Monthly'], collection_method: 'send_invoice' };
		expect(Object.keys(await errorsOf('/subscriptions', order))).toEqual(['address_id']);
		const address = { line1: '2 Pier', country: 'US', state: 'ME' };
		const withNew = await made('/subscriptions', { ...order, address });
		const stored = (await api.get(`/addresses/${withNew.address}`)).data.data;
		expect(stored).toMatchObject({ user_id: 10001, line1: '2 Pier', type: 'shipping' });
		expect(withNew.address_required).toBe(1);
	});

	it('takes coupons off, once more each time', async () => {
		const { latest_invoice, coupon } = await newSubscription({ coupon_code: 'WELCOME20' });
		const invoice = (await api.get(`/invoices/${latest_invoice}`)).data.data;
		expect(invoice).toMatchObject({ subtotal: 900, total: 720 });
		expect((await api.get(`/coupons/${coupon}`)).data.data.times_redeemed).toBe(1);
		const euros = { ...START, plan_id: plans['Digital Monthly (Europe)'], coupon_code: 'FRIENDS5' };
		const order = { ...euros, collection_method: 'send_invoice' };
		expect(Object.keys(await errorsOf('/subscriptions', order))).toEqual(['coupon_code']);
	});

	it('starts with a trial, at a given end, or later', async () => {
		const trial = await newSubscription({ trial_period_days: 10 });
		expect(trial.status).toBe('trialing');
		expect(trial.trial_end - trial.trial_start).toBe(10 * DAY);
		expect(trial.current_period_end).toBe(trial.trial_end);
		const given = await newSubscription({
			current_period_end: FUTURE,
			next_invoice_date: FUTURE,
		});
		expect(given.current_period_end).toBe(FUTURE);
		const later = await newSubscription({
			start_date: FUTURE,
			billing_behavior: 'bill_on_start_date',
		});
		expect(later).toMatchObject({ status: 'scheduled', latest_invoice: null });
		const refused = await api.put(`/subscriptions/${later.id}`, { metadata: { a: 1 } });
		expect(refused.data.message).toContain('Scheduled');
	});

	it('gives and redeems a gift once', async () => {
		const donor = await newSubscription({
			is_gift_donor: true,
			gift_recipient_email: 'friend@example.com',
		});
		expect(donor).toMatchObject({ is_gift_donor: true, is_redeemed: false });
		const order = {
			user_id: 10002,
			plan_id: plans['Digital Monthly'],
			quantity: 1,
			collection_method: 'send_invoice',
			gift_donor_subscription_id: donor.id,
		};
		const recipient = await made('/subscriptions', order);
		expect(recipient.is_gift_recipient).toBe(true);
		expect(await errorsOf('/subscriptions', order)).toContain('no gift');
		const cancel = await api.delete(`/subscriptions/${recipient.id}`, { data: { mode: 'now' } });
		expect(cancel.data.message).toContain('Gift recipient');
	});
});

describe('updating a subscription', () => {
	it('merges metadata and moves the end to the end of its day', async () => {
		const { id, current_period_end: end } = await newSubscription({ metadata: { a: 1, b: 2 } });
		const answer = await api.put(`/subscriptions/${id}`, {
			metadata: { a: null, c: 3 },
			end_date: end + DAY,
		});
		expect(answer.data.data.metadata).toEqual({ b: 2, c: 3 });
		const moved = new Date(answer.data.data.current_period_end * 1000).toISOString();
		expect(moved).toMatch(/T23:59:59/);
		expect(answer.data.data.current_period_end).toBeGreaterThanOrEqual(end + DAY);
	});

	it('changes the plan with an invoice', async () => {
		const { id, latest_invoice } = await newSubscription();
		const answer = await api.put(`/subscriptions/${id}`, { plan_id: plans['Digital Yearly'] });
		expect(answer.data.data.plan).toBe(plans['Digital Yearly']);
		expect(answer.data.data.latest_invoice).not.toBe(latest_invoice);
	});

	it.each<[string, object, string]>([
		['a plan together with auto_renew', { plan_id: 202, auto_renew: true }, 'plan_id'],
		['an unknown plan', { plan_id: 1 }, 'plan_id'],
		['an end before the current one', { end_date: now() + DAY }, 'end_date'],
		['automatic charging alone', { collection_method: 'charge_automatically' }, 'source_id'],
		["another customer's address", { address_id: 20004 }, 'address_id'],
		['domains on a regular plan', { domains: ['example.com'] }, 'domains'],
	])('refuses %s', async (_case, body, field) => {
		const { id } = await newSubscription();
		const answer = await api.put(`/subscriptions/${id}`, body);
		expect(answer.status).toBe(400);
		expect(Object.keys(answer.data.errors)).toEqual([field]);
	});
});

describe('cancelling a subscription', () => {
	const cancel = (id: number, data?: object, params?: object) =>
		api.delete(`/subscriptions/${id}`, { data, params });

	it('at the end of the period leaves it running until then', async () => {
		const { id, current_period_end } = await newSubscription();
		const answer = await cancel(id, { mode: 'period_end', reason: 'Moving away' });
		expect(answer.data.data).toMatchObject({
			status: 'active',
			cancel_at_period_end: 1,
			cancel_at: current_period_end,
			ended_at: null,
			cancel_reason: 'Moving away',
		});
		expect((await cancel(id, { mode: 'period_end' })).status).toBe(400);
		expect((await cancel(id, { mode: 'now' })).status).toBe(200);
	});

	it('now ends it, once', async () => {
		const { id } = await newSubscription();
		const answer = await cancel(id, undefined, { mode: 'now' });
		expect(answer.data.data).toMatchObject({ status: 'canceled', ended_at: expect.any(Number) });
		expect((await cancel(id, { mode: 'now' })).data.message).toContain('already canceled');
	});

	it('needs a known mode, in the body or in the query', async () => {
		const { id } = await newSubscription();
		expect((await cancel(id)).data.errors).toEqual({ mode: ['The mode field is required.'] });
		expect((await cancel(id, { mode: 'later' })).data.errors.mode).toHaveLength(1);
		expect((await cancel(id, undefined, { mode: 'later' })).data.errors.mode).toHaveLength(1);
	});
});

describe('renewing a subscription', () => {
	const renew = (subscription_id: number, body: object = {}, query: object = { user_id: 10001 }) =>
		api.post(
			'/subscriptions/renew',
			{
				subscription_id,
				plan_id: plans['Digital Yearly'],
				quantity: 1,
				source: 'Web',
				...body,
			},
			{ params: query },
		);

	it('adds a phase and leaves the running period as it is', async () => {
		const before = await newSubscription();
		const answer = await renew(before.id);
		expect(answer.status).toBe(200);
		const { schedule, current_period_end } = answer.data.data;
		expect(current_period_end).toBe(before.current_period_end);
		expect(schedule.phases).toHaveLength(2);
		expect(schedule.phases[1]).toMatchObject({
			plan_id: plans['Digital Yearly'],
			start_date: current_period_end,
		});
	});

	it('holds ten phases unless the upcoming ones are replaced', async () => {
		const { id } = await newSubscription();
		for (let phase = 2; phase <= 10; phase += 1) expect((await renew(id)).status).toBe(200);
		expect((await renew(id)).data.message).toContain('at most 10');
		const replaced = await renew(id, { replace_upcoming_phases: true });
		expect(replaced.data.data.schedule.phases).toHaveLength(2);
	});

	it('is refused for a cancelled subscription, a gift, and another customer', async () => {
		const gift = await newSubscription({ is_gift_donor: true });
		expect((await renew(gift.id)).data.message).toContain('Gift donor');
		const { id } = await newSubscription();
		expect(Object.keys((await renew(id, {}, { user_id: 10002 })).data.errors)).toEqual([
			'subscription_id',
		]);
		expect(Object.keys((await renew(id, {}, {})).data.errors)).toEqual(['user_id']);
		const automatic = await renew(id, { collection_method: 'charge_automatically' });
		expect(Object.keys(automatic.data.errors)).toEqual(['source_id']);
		await api.delete(`/subscriptions/${id}`, { data: { mode: 'now' } });
		expect((await renew(id)).data.message).toContain('cannot be renewed');
	});
});
