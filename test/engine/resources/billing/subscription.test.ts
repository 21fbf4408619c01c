import type { IDataObject } from 'n8n-workflow';

import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
let customer: number;
let plan: number;

beforeEach(async () => {
	account = await testAccount();
	const api = account.sandbox.api();
	const { data: plans } = await api.get<{ data: IDataObject[] }>('/products?limit=100');
	const digital = plans.data.find(({ address_required: required }) => !required);
	const { data: ofProduct } = await api.get<{ data: IDataObject[] }>('/plans', {
		params: { product_id: digital?.id, site_id: account.sandbox.siteId },
	});
	plan = Number(ofProduct.data.find(({ type }) => type === 'regular')?.id);
	const { data } = await api.post<{ data: IDataObject }>('/customers', {
		email: 'subscriber@example.com',
		old_provider_id: 'CRM-9',
	});
	customer = Number(data.data.id);
	await account.sandbox.clearJournal();
});

const invoiced = { collectionMethod: 'send_invoice' };

async function subscribe(more: IDataObject = {}): Promise<IDataObject> {
	const { items, error } = await account.run('subscription', 'create', {
		customerId: record(customer),
		planId: record(plan),
		quantity: 1,
		...invoiced,
		additionalFields: JSON.parse(JSON.stringify(more)),
	});
	expect(error).toBeUndefined();
	return items[0]?.json ?? {};
}

describe('Subscription: Create', () => {
	it('subscribes a customer to a plan', async () => {
		const subscription = await subscribe({
			autoRenew: false,
			campaignKey: 'spring-2026',
			metadata: { pair: [{ key: 'channel', value: 'n8n' }] },
			startDate: '2020-06-01T00:00:00Z',
		});
		expect(subscription).toMatchObject({ user_id: customer, plan, status: 'active', quantity: 1 });
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/subscriptions',
				query: {},
				body: {
					user_id: customer,
					plan_id: plan,
					quantity: 1,
					collection_method: 'send_invoice',
					auto_renew: false,
					campaign_key: 'spring-2026',
					metadata: { channel: 'n8n' },
					start_date: 1_590_969_600,
				},
				status: 200,
			},
		]);
	});

	it('tells each of two refusals once, and what has to be made first', async () => {
		const api = account.sandbox.api();
		const { data: products } = await api.get<{ data: IDataObject[] }>('/products?limit=100');
		const printed = products.data.find(({ address_required: required }) => required);
		const { data: plans } = await api.get<{ data: IDataObject[] }>('/plans', {
			params: { product_id: printed?.id, site_id: account.sandbox.siteId },
		});
		const { error } = await account.run('subscription', 'create', {
			customerId: record(customer),
			planId: record(Number(plans.data[0]?.id)),
			collectionMethod: 'charge_automatically',
		});
		expect(error?.message).toMatch(/^Shipping Address.*: The Shipping Address field is required/);
		const details = String(error?.description).split('\n');
		expect(details).not.toContain(error?.message);
		expect(details.filter((line) => line.startsWith('Payment Method'))).toHaveLength(1);
		expect(error?.description).toContain('create it first (Address: Create)');
	});

	it('takes IDs of another system in place of Pelcro’s', async () => {
		const { items, error } = await account.run(
			'subscription',
			'create',
			{
				customerId: record(''),
				planId: record(plan),
				quantity: '={{ $json.copies }}',
				...invoiced,
				additionalFields: { customerOldProviderId: 'CRM-9' },
			},
			{ items: [{ copies: '3' }] },
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ user_id: customer, quantity: 3 });
	});

	it.each<[string, IDataObject, RegExp]>([
		['no customer', { customerId: record('') }, /'Customer' is empty/],
		['no plan', { planId: record('') }, /'Plan' is empty/],
		['a quantity of nothing', { quantity: 0 }, /'Quantity' is not in the allowed range/],
		['half a copy', { quantity: 1.5 }, /'Quantity' is not a whole number/],
		[
			'a date that is none',
			{ additionalFields: { startDate: 'soon' } },
			/'Start Date' is not a date/,
		],
	])('refuses %s before anything is sent', async (_what, wrong, message) => {
		const right = { customerId: record(customer), planId: record(plan), quantity: 1 };
		// A run's parameters are JSON.
		const parameters = JSON.parse(JSON.stringify({ ...right, ...wrong }));
		const { error } = await account.run('subscription', 'create', parameters);
		expect(error?.message).toMatch(message);
		expect(await account.sent()).toEqual([]);
	});

	it.each<[IDataObject, string]>([
		[
			{},
			'Payment Method: The Payment Method field is required when Collection Method is Charge Automatically.',
		],
		[
			{ giftRecipientEmail: 'nobody', isGiftDonor: true },
			'Gift Recipient Email, under Additional Fields: The Gift Recipient Email field must be a valid email address.',
		],
	])('says in the form’s words what Pelcro refuses: %j', async (more, message) => {
		const additionalFields = JSON.parse(JSON.stringify(more));
		const { error } = await account.run('subscription', 'create', {
			customerId: record(customer),
			planId: record(plan),
			quantity: 1,
			additionalFields,
		});
		expect(error).toMatchObject({ httpCode: '400' });
		expect(error?.message).toBe(message);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/source_id|gift_recipient/);
	});

	it('says what to choose for a customer without a card', async () => {
		const { error } = await account.run('subscription', 'create', {
			customerId: record(customer),
			planId: record(plan),
			quantity: 1,
		});
		expect(error?.description).toMatch(/^The customer has no card.*Send Invoice under Collection/);
	});

	it('charges the customer’s default payment method where none is chosen', async () => {
		const { records } = await account.sandbox.state('customers');
		const payer = (records.customers as IDataObject[]).find((one) => one.default_source_id);
		const parameters = { customerId: record(Number(payer?.id)), planId: record(plan), quantity: 1 };
		const { items, error } = await account.run('subscription', 'create', parameters);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [read, created] = await account.sent();
		expect(read).toMatchObject({ method: 'GET', path: `/customers/${String(payer?.id)}` });
		expect(created?.body).toMatchObject({
			collection_method: 'charge_automatically',
			source_id: payer?.default_source_id,
		});
	});

	it('reads no customer where a payment method is chosen, or an invoice is sent', async () => {
		const parameters = { customerId: record(customer), planId: record(plan), quantity: 1 };
		await account.run('subscription', 'create', { ...parameters, sourceId: record(40001) });
		await account.run('subscription', 'create', { ...parameters, ...invoiced });
		expect((await account.sent()).map(({ method }) => method)).toEqual(['POST', 'POST']);
	});

	it('does not repeat a creation whose answer was lost, and says so', async () => {
		await account.sandbox.addFaults({ kind: 'reset-after', match: { method: 'POST' } });
		const { error } = await account.run('subscription', 'create', {
			customerId: record(customer),
			planId: record(plan),
			...invoiced,
			quantity: 1,
			...invoiced,
		});
		expect(error?.description).toMatch(/may have been carried out/);
		expect(await account.sent()).toHaveLength(1);
	});
});

describe('Subscription: Get and Get Many', () => {
	it('returns one, with related records in full', async () => {
		const { id } = await subscribe();
		await account.sent();
		const { items } = await account.run('subscription', 'get', {
			subscriptionId: record(String(id)),
			expand: ['plan', 'latestInvoice'],
			simplify: true,
		});
		expect(items[0]?.json).toMatchObject({ id, plan: { id: plan } });
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: `/subscriptions/${String(id)}`,
			query: { expand: 'plan,latestInvoice' },
		});
	});

	it('returns many', async () => {
		const { items, error } = await account.run('subscription', 'getAll', {
			returnAll: false,
			limit: 4,
			sort: { rule: [{ attribute: 'status', direction: 'ascending' }] },
			simplify: true,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(4);
		expect((await account.sent())[0]).toMatchObject({
			path: '/subscriptions',
			query: { sort: 'status', limit: '4', page: '1' },
		});
	});
});

describe('Subscription: Update', () => {
	it('changes fields and metadata', async () => {
		const { id } = await subscribe();
		await account.sent();
		const { items, error } = await account.run('subscription', 'update', {
			subscriptionId: record(String(id)),
			updateFields: { autoRenew: false, metadataJson: '{"seen": true}', shipmentsRemaining: 4 },
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id, auto_renew: false });
		expect((await account.sent())[0]).toEqual({
			method: 'PUT',
			path: `/subscriptions/${String(id)}`,
			query: {},
			body: { auto_renew: false, metadata: { seen: true }, shipments_remaining: 4 },
			status: 200,
		});
	});

	it('repeats an update whose answer was lost, which changes nothing more', async () => {
		const { id } = await subscribe();
		await account.sandbox.addFaults({ kind: 'reset-after', match: { method: 'PUT' } });
		const { items, error } = await account.run('subscription', 'update', {
			subscriptionId: record(String(id)),
			updateFields: { shipmentsRemaining: 4 },
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ shipments_remaining: 4 });
	});
});

describe('Subscription: Cancel', () => {
	it.each([
		['period_end', { cancel_at_period_end: 1, status: 'active' }],
		['now', { status: 'canceled' }],
	])('%s', async (cancelMode, expected) => {
		const { id } = await subscribe();
		await account.sent();
		const { error } = await account.run('subscription', 'cancel', {
			subscriptionId: record(String(id)),
			cancelMode,
			cancelReason: 'Moved abroad',
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({
			method: 'DELETE',
			path: `/subscriptions/${String(id)}`,
			body: { mode: cancelMode, reason: 'Moved abroad' },
			status: 200,
		});
		const { items } = await account.run('subscription', 'get', {
			subscriptionId: record(String(id)),
			simplify: false,
		});
		expect(items[0]?.json).toMatchObject(expected);
	});

	it('shows Pelcro’s own words when it is canceled already', async () => {
		const { id } = await subscribe();
		const cancel = async () =>
			await account.run('subscription', 'cancel', {
				subscriptionId: record(String(id)),
				cancelMode: 'now',
			});
		await cancel();
		const { error } = await cancel();
		expect(error).toMatchObject({ httpCode: '400' });
		expect(error?.message).toMatch(/cancel/i);
	});
});

describe('Subscription: Renew', () => {
	it('adds a period', async () => {
		const { id } = await subscribe();
		await account.sent();
		const { items, error } = await account.run('subscription', 'renew', {
			customerId: record(customer),
			subscriptionId: record(String(id)),
			planId: record(plan),
			quantity: 2,
			renewalSource: 'Phone',
			additionalFields: { replaceUpcomingPhases: true },
		});
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toHaveLength(1);
		expect((await account.sent())[0]).toEqual({
			method: 'POST',
			path: '/subscriptions/renew',
			query: { user_id: String(customer) },
			body: {
				subscription_id: id,
				plan_id: plan,
				quantity: 2,
				source: 'Phone',
				replace_upcoming_phases: true,
			},
			status: 200,
		});
	});

	it('is refused for a subscription that has ended', async () => {
		const { id } = await subscribe();
		await account.run('subscription', 'cancel', {
			subscriptionId: record(String(id)),
			cancelMode: 'now',
		});
		const { error } = await account.run('subscription', 'renew', {
			customerId: record(customer),
			subscriptionId: record(String(id)),
			planId: record(plan),
			quantity: 1,
			renewalSource: 'Web',
		});
		expect(error).toMatchObject({ httpCode: '400' });
	});
});
