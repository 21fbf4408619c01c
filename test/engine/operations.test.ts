import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { record, testAccount, useSandbox, type TestAccount } from './pelcroSandbox';

useSandbox();

/** Records of the sandbox's seeded data. */
const CUSTOMER = 10001;
const ADDRESS = 20001;
const PRODUCT = 101;
const PLAN = 201;
const PAYMENT_METHOD = 40001;
const COUPON = 301;
const PAID_INVOICE = 50001;
const CHARGE = 60001;
const MEMBER = 70001;
const NEWSLETTER = 80001;
const ORDER = 95001;
const SHOP_PRODUCT = 501;
const SKU = 601;

/** An operation with all its fields filled in, and the request that has to be on the wire. */
interface Case {
	resource: string;
	operation: string;
	parameters: INodeParameters;
	method: string;
	path: string;
	query?: IDataObject;
	body?: IDataObject;
}

const DATE = '2031-03-31T12:00:00Z';
const SECONDS = Date.parse(DATE) / 1000;
/** An expression that refers to data which the item lacks. */
const NOTHING = '={{ $json.nothing }}';
const PAGE = { page: '1', limit: '50' };

const CASES: Case[] = [
	{
		resource: 'address',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			addressType: 'billing',
			line1: '12 Harbour Street',
			country: 'CA',
			additionalFields: {
				city: 'Montreal',
				company: 'Harbour Press',
				department: 'Library',
				firstName: 'Nathan',
				isDefault: true,
				isDefaultUpdated: false,
				lastName: 'Smith',
				line2: 'Apartment 4',
				oldProviderId: 'ADDRESS-1',
				phone: '15145550100',
				postalCode: 'H2X 1Y4',
				salutation: 'Mr.',
				state: 'QC',
				title: 'Editor',
			},
		},
		method: 'POST',
		path: '/addresses',
		body: {
			site_id: 1001,
			customer_id: CUSTOMER,
			type: 'billing',
			line1: '12 Harbour Street',
			country: 'CA',
			city: 'Montreal',
			company: 'Harbour Press',
			department: 'Library',
			first_name: 'Nathan',
			is_default: true,
			is_default_updated: false,
			last_name: 'Smith',
			line2: 'Apartment 4',
			old_provider_id: 'ADDRESS-1',
			phone: '15145550100',
			postal_code: 'H2X 1Y4',
			salutation: 'Mr.',
			state: 'QC',
			title: 'Editor',
		},
	},
	{
		resource: 'address',
		operation: 'get',
		parameters: { addressId: record(ADDRESS), expand: ['user'] },
		method: 'GET',
		path: `/addresses/${ADDRESS}`,
		query: { expand: 'user' },
	},
	{
		resource: 'address',
		operation: 'getAll',
		parameters: { limit: 50, expand: ['user'] },
		method: 'GET',
		path: '/addresses',
		query: { ...PAGE, expand: 'user' },
	},
	{
		resource: 'address',
		operation: 'update',
		parameters: { addressId: record(ADDRESS), updateFields: { line2: 'Floor 2', title: '' } },
		method: 'PUT',
		path: `/addresses/${ADDRESS}`,
		body: { line2: 'Floor 2', title: '' },
	},
	{
		resource: 'charge',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			amount: '10.50',
			currency: 'eur',
			reference: 'Check 4711',
			additionalFields: { paymentCategory: '2' },
			options: { amounts: 'decimal' },
		},
		method: 'POST',
		path: '/charges',
		body: {
			customer_id: CUSTOMER,
			amount: 1050,
			currency: 'eur',
			reference: 'Check 4711',
			payment_category: '2',
		},
	},
	{
		resource: 'charge',
		operation: 'get',
		parameters: { chargeId: record(CHARGE) },
		method: 'GET',
		path: `/charges/${CHARGE}`,
	},
	{
		resource: 'charge',
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/charges',
		query: PAGE,
	},
	{
		resource: 'coupon',
		operation: 'create',
		parameters: {
			code: 'SPRING26',
			name: 'Spring',
			duration: 'forever',
			discountType: 'amount',
			// Left over from the other discount type: it must not be sent.
			percentOff: 10,
			amountOff: 500,
			currency: 'USD',
			additionalFields: {
				maxRedemptions: 5,
				metadataJson: '{"team": "sales"}',
				plans: [PLAN, '203'],
				redeemBy: DATE,
			},
		},
		method: 'POST',
		path: '/coupons',
		body: {
			code: 'SPRING26',
			name: 'Spring',
			duration: 'forever',
			amount_off: 500,
			currency: 'USD',
			max_redemptions: 5,
			metadata: { team: 'sales' },
			plans: [PLAN, 203],
			redeem_by: '2031-03-31',
		},
	},
	{
		resource: 'coupon',
		operation: 'get',
		parameters: { couponId: record(COUPON) },
		method: 'GET',
		path: `/coupons/${COUPON}`,
	},
	{
		resource: 'coupon',
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/coupons',
		query: PAGE,
	},
	{
		resource: 'coupon',
		operation: 'update',
		parameters: {
			couponId: record(COUPON),
			updateFields: { code: 'WELCOME30', name: 'Welcome', plans: [PLAN] },
		},
		method: 'PUT',
		path: `/coupons/${COUPON}`,
		body: { code: 'WELCOME30', name: 'Welcome', plans: [PLAN] },
	},
	{
		resource: 'ecommerceProduct',
		operation: 'create',
		parameters: {
			name: 'Harbour Cap',
			sites: ['1001'],
			additionalFields: {
				caption: 'In blue',
				countries: ['CA', 'US'],
				description: 'A cap',
				shippable: true,
			},
		},
		method: 'POST',
		path: '/ecommerce/products',
		body: {
			name: 'Harbour Cap',
			sites: [1001],
			caption: 'In blue',
			countries: ['CA', 'US'],
			description: 'A cap',
			shippable: true,
		},
	},
	{
		resource: 'ecommerceProduct',
		operation: 'get',
		parameters: { ecommerceProductId: record(SHOP_PRODUCT) },
		method: 'GET',
		path: `/ecommerce/products/${SHOP_PRODUCT}`,
	},
	{
		resource: 'ecommerceProduct',
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/ecommerce/products',
		query: PAGE,
	},
	{
		resource: 'ecommerceProduct',
		operation: 'update',
		parameters: {
			ecommerceProductId: record(SHOP_PRODUCT),
			name: 'Gazette Mug',
			updateFields: { description: 'A mug' },
		},
		method: 'PUT',
		path: `/ecommerce/products/${SHOP_PRODUCT}`,
		body: { name: 'Gazette Mug', description: 'A mug' },
	},
	{
		resource: 'invoice',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			currency: 'EUR',
			invoiceLines: {
				line: [
					{ description: 'March', quantity: 2, taxName: 'VAT', taxRate: '7', unitPrice: '10.50' },
				],
			},
			invoiceLinesJson: '[{"quantity": 1, "unit_price": 300}]',
			additionalFields: {
				billingReason: 'manual',
				dueDate: DATE,
				periodEnd: DATE,
				periodStart: '2031-03-01T00:00:00Z',
				status: 'open',
			},
			options: { amounts: 'decimal' },
		},
		method: 'POST',
		path: '/invoices',
		body: {
			customer_id: CUSTOMER,
			currency: 'EUR',
			line_items: [
				{ description: 'March', quantity: 2, tax_name: 'VAT', tax_rate: 7, unit_price: 1050 },
				{ quantity: 1, unit_price: 300 },
			],
			billing_reason: 'manual',
			due_date: SECONDS,
			period_end: SECONDS,
			period_start: Date.parse('2031-03-01T00:00:00Z') / 1000,
			status: 'open',
		},
	},
	{
		resource: 'invoice',
		operation: 'get',
		parameters: { invoiceId: record(PAID_INVOICE) },
		method: 'GET',
		path: `/invoices/${PAID_INVOICE}`,
	},
	{
		resource: 'invoice',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'status', operator: 'eq', value: 'paid' }] },
			sort: { rule: [{ attribute: 'created_at', direction: 'descending' }] },
		},
		method: 'GET',
		path: '/invoices',
		query: { ...PAGE, 'filter[status]': 'eq:paid', sort: '-created_at' },
	},
	{
		resource: 'invoice',
		operation: 'update',
		parameters: {
			invoiceId: record(PAID_INVOICE),
			updateFields: { purchaseOrder: 'PO-7', metadataJson: '{"seen": true}' },
		},
		method: 'PUT',
		path: `/invoices/${PAID_INVOICE}`,
		body: { purchase_order: 'PO-7', metadata: { seen: true } },
	},
	{
		resource: 'member',
		operation: 'get',
		parameters: { memberId: record(MEMBER) },
		method: 'GET',
		path: `/memberships/${MEMBER}`,
	},
	{
		resource: 'member',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'user_id', operator: 'eq', value: String(CUSTOMER) }] },
			expand: ['user', 'subscription'],
		},
		method: 'GET',
		path: '/memberships',
		query: { ...PAGE, 'filter[user_id]': `eq:${CUSTOMER}`, expand: 'user,subscription' },
	},
	{
		resource: 'member',
		operation: 'update',
		parameters: {
			memberId: record(MEMBER),
			updateFields: { addressId: record(ADDRESS), status: 'active', metadataJson: '{"r": 1}' },
		},
		method: 'PUT',
		path: `/memberships/${MEMBER}`,
		body: { address_id: ADDRESS, status: 'active', metadata: { r: 1 } },
	},
	{
		resource: 'newsletter',
		operation: 'create',
		parameters: {
			email: 'news@example.com',
			subscriberSource: 'phone',
			additionalFields: {
				consentIp: '203.0.113.7',
				consentText: 'Yes',
				consentType: 'checkbox',
				consentUrl: 'https://example.com',
				firstName: 'N',
				lastName: 'S',
				lists: 'daily',
				postalCode: 'H2X',
			},
		},
		method: 'POST',
		path: '/newsletters',
		body: {
			email: 'news@example.com',
			source: 'phone',
			consent_ip: '203.0.113.7',
			consent_text: 'Yes',
			consent_type: 'checkbox',
			consent_url: 'https://example.com',
			first_name: 'N',
			last_name: 'S',
			lists: 'daily',
			postal_code: 'H2X',
		},
	},
	{
		resource: 'newsletter',
		operation: 'get',
		parameters: { newsletterId: record(NEWSLETTER) },
		method: 'GET',
		path: `/newsletters/${NEWSLETTER}`,
	},
	{
		resource: 'newsletter',
		operation: 'getAll',
		parameters: { limit: 50, subscriberEmail: 'briefing1@example.org' },
		method: 'GET',
		path: '/newsletters',
		query: { ...PAGE, email: 'briefing1@example.org' },
	},
	{
		resource: 'newsletter',
		operation: 'update',
		parameters: {
			newsletterId: record(NEWSLETTER),
			email: 'briefing1@example.org',
			subscriberSource: 'web',
			updateFields: { lists: 'evening' },
		},
		method: 'PUT',
		path: `/newsletters/${NEWSLETTER}`,
		body: { email: 'briefing1@example.org', source: 'web', lists: 'evening' },
	},
	{
		resource: 'order',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			orderItems: { item: [{ skuId: record(603), quantity: 2 }] },
			orderItemsJson: '[]',
			// Added, but left as it is: nothing of it is sent.
			additionalFields: {
				addressJson: '{}',
				sourceId: record(PAYMENT_METHOD),
				campaignKey: 'spring-2026',
			},
		},
		method: 'POST',
		path: '/orders',
		body: {
			user_id: CUSTOMER,
			items: [{ sku_id: 603, quantity: 2 }],
			source_id: PAYMENT_METHOD,
			campaign_key: 'spring-2026',
		},
	},
	{
		resource: 'order',
		operation: 'get',
		parameters: { orderId: record(ORDER), expand: ['user', 'items'] },
		method: 'GET',
		path: `/orders/${ORDER}`,
		query: { expand: 'user,items' },
	},
	{
		resource: 'order',
		operation: 'getAll',
		parameters: { limit: 50, expand: ['items'] },
		method: 'GET',
		path: '/orders',
		query: { ...PAGE, expand: 'items' },
	},
	{
		resource: 'order',
		operation: 'update',
		parameters: { orderId: record(ORDER), orderStatus: 'fulfilled' },
		method: 'PUT',
		path: `/orders/${ORDER}`,
		body: { status: 'fulfilled' },
	},
	{
		resource: 'organization',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'name', operator: 'like', value: 'Library' }] },
			sort: { rule: [{ attribute: 'customers_count', direction: 'descending' }] },
			expand: ['customers'],
		},
		method: 'GET',
		path: '/organizations',
		query: {
			...PAGE,
			'filter[name]': 'like:Library',
			sort: '-customers_count',
			expand: 'customers',
		},
	},
	{
		resource: 'paymentMethod',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			objectGateway: 'stripe',
			objectId: 'pm_new1',
			additionalFields: { properties: '{"last4": "4242"}' },
		},
		method: 'POST',
		path: '/sources',
		body: {
			customer_id: CUSTOMER,
			object_gateway: 'stripe',
			object_id: 'pm_new1',
			properties: { last4: '4242' },
		},
	},
	{
		resource: 'paymentMethod',
		operation: 'get',
		parameters: { paymentMethodId: record(PAYMENT_METHOD) },
		method: 'GET',
		path: `/sources/${PAYMENT_METHOD}`,
	},
	{
		resource: 'paymentMethod',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'customer_id', operator: 'eq', value: String(CUSTOMER) }] },
			expand: ['user'],
		},
		method: 'GET',
		path: '/sources',
		query: { ...PAGE, 'filter[customer_id]': `eq:${CUSTOMER}`, expand: 'user' },
	},
	{
		resource: 'plan',
		operation: 'create',
		parameters: {
			productId: record(PRODUCT),
			nickname: 'Digital Quarterly',
			amount: 15.5,
			autoRenew: true,
			recognizedRevenueType: 'time',
			currency: 'usd',
			interval: 'month',
			intervalCount: 3,
			additionalFields: {
				allowSendInvoice: true,
				amountBeforeDiscount: 20,
				appleProductId: 'com.example.q',
				availableOnline: true,
				countries: ['CA'],
				daysUntilDue: 30,
				description: 'All articles',
				discountPercentage: 25,
				domains: ['example.edu'],
				entitlements: ['archive'],
				expiresAt: DATE,
				giftDescription: 'A gift',
				invoiceUpcomingNotification: 7,
				ipAddresses: ['203.0.113.0/24'],
				isDonation: false,
				isRefundable: true,
				memberSeatCapacity: 5,
				nameInternal: 'DQ',
				oldProviderId: 'PLAN-1',
				planType: 'membership',
				trialPeriodDays: 14,
			},
		},
		method: 'POST',
		path: '/plans',
		body: {
			product_id: PRODUCT,
			nickname: 'Digital Quarterly',
			amount: 15.5,
			auto_renew: true,
			recognized_revenue_type: 'time',
			currency: 'usd',
			interval: 'month',
			interval_count: 3,
			allow_send_invoice: true,
			amount_before_discount: 20,
			apple_product_id: 'com.example.q',
			available_online: true,
			countries: ['CA'],
			days_until_due: 30,
			description: 'All articles',
			discount_percentage: 25,
			domains: ['example.edu'],
			entitlements: ['archive'],
			expires_at: '2031-03-31',
			gift_description: 'A gift',
			invoice_upcoming_notification: 7,
			ip_addresses: ['203.0.113.0/24'],
			is_donation: false,
			is_refundable: true,
			member_seat_capacity: 5,
			name_internal: 'DQ',
			old_provider_id: 'PLAN-1',
			type: 'membership',
			trial_period_days: 14,
		},
	},
	{
		resource: 'plan',
		operation: 'get',
		parameters: { planId: record(PLAN) },
		method: 'GET',
		path: `/plans/${PLAN}`,
	},
	{
		resource: 'plan',
		operation: 'getAll',
		parameters: {
			limit: 50,
			productId: record(PRODUCT),
			filters: { filter: [{ attribute: 'nickname', operator: 'like', value: 'Digital' }] },
			sort: { rule: [{ attribute: 'nickname', direction: 'ascending' }] },
		},
		method: 'GET',
		path: '/plans',
		query: {
			...PAGE,
			product_id: String(PRODUCT),
			'filter[nickname]': 'like:Digital',
			sort: 'nickname',
		},
	},
	{
		resource: 'plan',
		operation: 'update',
		parameters: { planId: record(PLAN), updateFields: { amount: 9.5, trialPeriodDays: 7 } },
		method: 'PUT',
		path: `/plans/${PLAN}`,
		body: { amount: 9.5, trial_period_days: 7 },
	},
	{
		resource: 'product',
		operation: 'create',
		parameters: {
			name: 'Harbour Weekly',
			addressRequired: true,
			additionalFields: {
				countries: ['CA'],
				description: 'Once a week',
				importUniqueId: 'PRODUCT-1',
				isHidden: false,
				isImported: true,
				language: 'en_US',
				nameInternal: 'Weekly',
				oldProviderId: 'PRODUCT-1',
				revenueRecognitionStrategy: 'creation',
				statementDescriptor: 'HARBOUR',
				taxCode: 'PC030100',
			},
		},
		method: 'POST',
		path: '/products',
		body: {
			name: 'Harbour Weekly',
			address_required: true,
			countries: ['CA'],
			description: 'Once a week',
			import_unique_id: 'PRODUCT-1',
			is_hidden: false,
			is_imported: true,
			language: 'en_US',
			name_internal: 'Weekly',
			old_provider_id: 'PRODUCT-1',
			revenue_recognition_strategy: 'creation',
			statement_descriptor: 'HARBOUR',
			tax_code: 'PC030100',
		},
	},
	{
		resource: 'product',
		operation: 'get',
		parameters: { productId: record(PRODUCT) },
		method: 'GET',
		path: `/products/${PRODUCT}`,
	},
	{
		resource: 'product',
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/products',
		query: PAGE,
	},
	{
		resource: 'product',
		operation: 'update',
		parameters: { productId: record(PRODUCT), updateFields: { isHidden: true } },
		method: 'PUT',
		path: `/products/${PRODUCT}`,
		body: { is_hidden: true },
	},
	{
		resource: 'sku',
		operation: 'create',
		parameters: {
			productId: record(SHOP_PRODUCT),
			name: 'Mug, green',
			price: 1400,
			currency: 'usd',
			active: true,
			inventoryType: 1,
			inventoryQuantity: 12,
			additionalFields: {
				countries: ['CA'],
				entitlements: ['archive'],
				expiresAt: DATE,
				image: 'https://example.com/mug.png',
				inventoryDescription: 'Few left',
				metadataJson: '{"shelf": 3}',
				weight: 0.4,
			},
		},
		method: 'POST',
		path: '/ecommerce/products/skus',
		body: {
			product_id: SHOP_PRODUCT,
			name: 'Mug, green',
			price: 1400,
			currency: 'usd',
			active: true,
			inventory_type: 1,
			countries: ['CA'],
			entitlements: ['archive'],
			expires_at: '2031-03-31',
			image: 'https://example.com/mug.png',
			inventory_description: 'Few left',
			inventory_quantity: 12,
			metadata: { shelf: 3 },
			weight: 0.4,
		},
	},
	{
		resource: 'sku',
		operation: 'get',
		parameters: { skuId: record(SKU) },
		method: 'GET',
		path: `/ecommerce/products/skus/${SKU}`,
	},
	{
		resource: 'sku',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: {
				filter: [{ attribute: 'product_id', operator: 'eq', value: String(SHOP_PRODUCT) }],
			},
			sort: { rule: [{ attribute: 'name', direction: 'ascending' }] },
		},
		method: 'GET',
		path: '/ecommerce/products/skus',
		query: { ...PAGE, 'filter[product_id]': `eq:${SHOP_PRODUCT}`, sort: 'name' },
	},
	{
		resource: 'sku',
		operation: 'update',
		parameters: { skuId: record(SKU), updateFields: { price: 1500, expiresAt: DATE } },
		method: 'PUT',
		path: `/ecommerce/products/skus/${SKU}`,
		body: { price: 1500, expires_at: SECONDS },
	},
];

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('on the wire, with every kind of field filled in', () => {
	it.each(CASES.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s',
		async (_name, { resource, operation, parameters, method, path, query = {}, body }) => {
			const { items, error } = await account.run(resource, operation, parameters);
			expect(error).toBeUndefined();
			expect(await account.sent()).toEqual([
				{ method, path, query, body, status: expect.any(Number) as number },
			]);
			expect(items.length).toBeGreaterThanOrEqual(1);
			expect(items[0]?.json).toHaveProperty('id');
			expect(items[0]?.pairedItem).toEqual({ item: 0 });
		},
	);
});

describe('refusals are shown in Pelcro’s words, with what to do', () => {
	const UNKNOWN = 999_999;
	const single = CASES.filter(({ path, method }) => /\d$/.test(path) && method !== 'POST');
	const lists = CASES.filter(({ operation }) => operation === 'getAll');

	it.each(single.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s of a record that does not exist',
		async (_name, { resource, operation, parameters }) => {
			const [[idField = ''] = []] = Object.entries(parameters);
			const { error, items } = await account.run(resource, operation, {
				...parameters,
				[idField]: record(UNKNOWN),
			});
			expect(items).toEqual([]);
			expect(error).toMatchObject({ httpCode: '404' });
			expect(error?.message).toMatch(/not found.* \[item 0\]/i);
			expect(error?.description).toMatch(/Check the ID/);
		},
	);

	it.each(lists.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s by an attribute that the list cannot be filtered by',
		async (_name, { resource, operation }) => {
			const filter = [
				{ attribute: 'other', attributeName: 'shoe_size', operator: 'eq', value: '42' },
			];
			const { error } = await account.run(resource, operation, { limit: 5, filters: { filter } });
			expect(error).toMatchObject({ httpCode: '400' });
			expect(error?.message).toMatch(/shoe_size/);
		},
	);
});

describe('with a picture', () => {
	const file = { content: 'a picture', fileName: 'cover.png', mimeType: 'image/png' };
	const image = { image: 'data' };

	it.each<[string, string, INodeParameters, Array<[string, string]>]>([
		[
			'product',
			'create',
			{ name: 'Harbour Photo', addressRequired: false, additionalFields: image },
			[['POST', '/products']],
		],
		[
			'product',
			'update',
			{ productId: record(PRODUCT), updateFields: { ...image, taxCode: 'PC1' } },
			[
				['PUT', `/products/${PRODUCT}`],
				['POST', `/products/${PRODUCT}`],
			],
		],
		['plan', 'update', { planId: record(PLAN), updateFields: image }, [['POST', `/plans/${PLAN}`]]],
		[
			'ecommerceProduct',
			'update',
			{
				ecommerceProductId: record(SHOP_PRODUCT),
				name: 'Gazette Mug',
				updateFields: image,
			},
			[['PUT', `/ecommerce/products/${SHOP_PRODUCT}`]],
		],
	])('%s %s sends it as a form', async (resource, operation, parameters, requests) => {
		const { items, error } = await account.run(resource, operation, parameters, { file });
		expect(error).toBeUndefined();
		const sent = await account.sent();
		expect(sent.map(({ method, path }) => [method, path])).toEqual(requests);
		expect(sent.every(({ status }) => status === 200)).toBe(true);
		expect(String(items[0]?.json.image)).toMatch(/cover/);
	});

	it('sends nothing when the item has no such file', async () => {
		const { error } = await account.run('product', 'update', {
			productId: record(PRODUCT),
			updateFields: { ...image, taxCode: 'PC1' },
		});
		expect(error?.message).toMatch(/data/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('deleting', () => {
	it.each([
		['address', { addressId: record(ADDRESS) }, `/addresses/${ADDRESS}`],
		['coupon', { couponId: record(COUPON) }, `/coupons/${COUPON}`],
		['newsletter', { newsletterId: record(NEWSLETTER) }, `/newsletters/${NEWSLETTER}`],
		['member', { memberId: record(MEMBER) }, `/memberships/${MEMBER}`],
		['sku', { skuId: record(SKU) }, `/ecommerce/products/skus/${SKU}`],
	])(
		'%s says that it is done, and a second time that there is none',
		async (resource, id, path) => {
			const { items, error } = await account.run(resource, 'delete', id);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
			expect((await account.sent())[0]).toMatchObject({ method: 'DELETE', path });
			const again = await account.run(resource, 'delete', id);
			expect(again.error).toMatchObject({ httpCode: '404' });
		},
	);

	it.each([
		['product', { productId: record(PRODUCT) }, `/products/${PRODUCT}`],
		['plan', { planId: record(PLAN) }, `/plans/${PLAN}`],
		['paymentMethod', { paymentMethodId: record(PAYMENT_METHOD) }, `/sources/${PAYMENT_METHOD}`],
		[
			'ecommerceProduct',
			{ ecommerceProductId: record(SHOP_PRODUCT) },
			`/ecommerce/products/${SHOP_PRODUCT}`,
		],
	])('%s is refused in Pelcro’s words while it is in use, or done', async (resource, id, path) => {
		const { items, error } = await account.run(resource, 'delete', id);
		const [sent] = await account.sent();
		expect(sent).toMatchObject({ method: 'DELETE', path });
		const refused = sent?.status === 400;
		expect(items).toHaveLength(refused ? 0 : 1);
		expect(error?.message ?? 'done').toMatch(refused ? /\w+ .*\[item 0\]/ : /done/);
	});
});

describe('creating or updating', () => {
	const bodies = async () => (await account.sent()).filter(({ method }) => method !== 'GET');

	it('an address keeps its customer', async () => {
		const upsert = async (line1: string) =>
			await account.run('address', 'upsert', {
				addressMatchBy: 'oldProviderId',
				oldProviderId: 'ADDRESS-9',
				addressType: 'billing',
				line1,
				country: 'DE',
				customerId: record(CUSTOMER),
			});
		const first = await upsert('First Street');
		const second = await upsert('Second Street');
		expect([first.error, second.error]).toEqual([undefined, undefined]);
		expect(second.items[0]?.json).toMatchObject({
			id: first.items[0]?.json.id,
			line1: 'Second Street',
		});
		const [created, updated] = await bodies();
		expect(created).toMatchObject({
			method: 'POST',
			body: { site_id: 1001, customer_id: CUSTOMER },
		});
		expect(updated).toMatchObject({ method: 'PUT' });
		expect(updated?.body).toEqual({
			old_provider_id: 'ADDRESS-9',
			type: 'billing',
			line1: 'Second Street',
			country: 'DE',
		});
	});

	it('a coupon is found by its code', async () => {
		const { items, error } = await account.run('coupon', 'upsert', {
			couponMatchBy: 'code',
			code: 'welcome20',
			name: 'Welcome again',
			duration: 'once',
			discountType: 'percent',
			percentOff: 20,
			additionalFields: {},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: COUPON, name: 'Welcome again' });
		expect(await bodies()).toMatchObject([{ method: 'PUT', path: `/coupons/${COUPON}` }]);
	});

	it('a newsletter subscriber is found by the email alone', async () => {
		const { items, error } = await account.run('newsletter', 'upsert', {
			newsletterMatchBy: 'email',
			email: 'BRIEFING1@example.org',
			subscriberSource: 'web',
			additionalFields: { firstName: 'Changed' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: NEWSLETTER, first_name: 'Changed' });
	});

	it('a product and a plan are found by the ID on another system', async () => {
		const products = [1, 2].map(
			async (run) =>
				await account.run('product', 'upsert', {
					productMatchBy: 'oldProviderId',
					oldProviderId: `PRODUCT-${run > 0 ? 'X' : ''}`,
					name: `Harbour Extra ${run}`,
					addressRequired: false,
				}),
		);
		// One after the other in one workflow; here the second run finds what the first has made.
		const first = await products[0];
		await products[1];
		const plan = async (nickname: string) =>
			await account.run('plan', 'upsert', {
				planMatchBy: 'oldProviderId',
				oldProviderId: 'PLAN-X',
				productId: record(Number(first?.items[0]?.json.id)),
				nickname,
				amount: 5,
				autoRenew: true,
				recognizedRevenueType: 'time',
				currency: 'usd',
				interval: 'month',
				intervalCount: 1,
			});
		const created = await plan('Extra');
		const updated = await plan('Extra, changed');
		expect([created.error, updated.error]).toEqual([undefined, undefined]);
		expect(updated.items[0]?.json).toMatchObject({
			id: created.items[0]?.json.id,
			nickname: 'Extra, changed',
		});
		const { records } = await account.sandbox.state('products');
		const made = Object.values(records)
			.flat()
			.filter((entry) => Object(entry).old_provider_id === 'PRODUCT-X');
		expect(made).toHaveLength(1);
	});
});

it('a coupon’s last day is removed with null', async () => {
	const { error } = await account.run('coupon', 'update', {
		couponId: record(COUPON),
		updateFields: { redeemBy: '' },
	});
	expect(error).toBeUndefined();
	expect((await account.sent())[0]?.body).toEqual({ redeem_by: null });
});

describe('invoices', () => {
	const open = async (): Promise<number> => {
		const { items, error } = await account.run('invoice', 'create', {
			customerId: record(CUSTOMER),
			currency: 'eur',
			additionalFields: { total: 1050, status: 'open' },
		});
		expect(error).toBeUndefined();
		await account.sent();
		return Number(items[0]?.json.id);
	};

	it.each([
		[
			'payOffline',
			'/pay_offline',
			{ paymentReference: 'Check 7' },
			{ reference: 'Check 7' },
			'paid',
		],
		['void', '/void', {}, undefined, 'void'],
		['markUncollectible', '/uncollectible', {}, undefined, 'uncollectible'],
	])(
		'%s changes an open one, and is refused for a paid one',
		async (operation, end, more, body, status) => {
			const id = await open();
			const { items, error } = await account.run('invoice', operation, {
				invoiceId: record(id),
				...more,
			});
			expect(error).toBeUndefined();
			expect((await account.sent())[0]).toMatchObject({
				method: 'POST',
				path: `/invoices/${id}${end}`,
				body,
			});
			expect(items[0]?.json).toMatchObject({ id, status });
			const refused = await account.run('invoice', operation, {
				invoiceId: record(PAID_INVOICE),
				...more,
			});
			expect(refused.error).toMatchObject({ httpCode: '400' });
		},
	);

	it('are paid from the credit of the customer', async () => {
		const id = await open();
		await account.run('charge', 'create', {
			customerId: record(CUSTOMER),
			amount: 2000,
			currency: 'eur',
			reference: 'Advance',
		});
		await account.sent();
		const { items, error } = await account.run('invoice', 'applyBalance', {
			invoiceId: record(id),
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({ path: `/invoices/${id}/apply_balance` });
		expect(items[0]?.json).toMatchObject({ id, status: 'paid' });
	});

	it('need lines or a total', async () => {
		const { error } = await account.run('invoice', 'create', {
			customerId: record(CUSTOMER),
			currency: 'eur',
		});
		expect(error?.message).toMatch(/line item or a total/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('members', () => {
	const membership = async (): Promise<number> => {
		const { records } = await account.sandbox.state('memberships');
		const [first] = Object.values(records).flat();
		return Number(Object(first).subscription_id);
	};

	it('are made of customers, and invited by email', async () => {
		const subscription = await membership();
		const created = await account.run('member', 'create', {
			subscriptionId: record(subscription),
			customerId: record(CUSTOMER + 5),
			additionalFields: { oldProviderId: 'MEMBER-1' },
		});
		const invited = await account.run('member', 'invite', {
			subscriptionId: record(subscription),
			email: 'invited@example.com',
			additionalFields: { oldProviderId: 'MEMBER-2' },
		});
		const sent = await account.sent();
		expect(sent.map(({ path, body }) => [path, body])).toEqual([
			[
				'/memberships',
				{ subscription_id: subscription, customer_id: CUSTOMER + 5, old_provider_id: 'MEMBER-1' },
			],
			[
				'/memberships/invite',
				{
					subscription_id: subscription,
					email: 'invited@example.com',
					old_provider_id: 'MEMBER-2',
				},
			],
		]);
		expect([created.error, invited.error]).toEqual([undefined, undefined]);
	});

	it('by IP address: none without a match', async () => {
		const { items, error } = await account.run('member', 'ipAuthorization', { ip: '198.51.100.9' });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'POST',
			path: '/memberships/ip/authorization',
			body: { ip: '198.51.100.9' },
		});
	});
});

describe('what cannot be sent is refused before anything is sent', () => {
	it.each<[string, string, INodeParameters, RegExp]>([
		['order', 'create', { customerId: record(CUSTOMER) }, /needs at least one item/],
		['charge', 'create', { amount: 5, currency: 'usd', reference: 'x' }, /'Customer' is empty/],
		[
			'charge',
			'create',
			{
				customerId: record(CUSTOMER),
				amount: '10.505',
				currency: 'usd',
				reference: 'x',
				options: { amounts: 'decimal' },
			},
			/more decimals than USD/,
		],
		[
			'sku',
			'create',
			{ productId: record(SHOP_PRODUCT), name: NOTHING, currency: 'usd' },
			/'Name' is empty/,
		],
		[
			'plan',
			'create',
			{ nickname: 'x', amount: 1, currency: NOTHING },
			/'Currency' is empty|'.*' is empty/,
		],
		[
			'coupon',
			'create',
			{ code: 'X1Y', name: 'Abc', discountType: 'percent', percentOff: 101 },
			/range/,
		],
		['order', 'update', { orderId: record(ORDER), orderStatus: 'lost' }, /not one of the choices/],
		['product', 'update', { productId: record(PRODUCT), updateFields: {} }, /nothing to change/],
		['newsletter', 'create', { email: NOTHING }, /'Email' is empty/],
		[
			'address',
			'create',
			{ customerId: record(CUSTOMER), addressType: 'billing', line1: NOTHING, country: 'CA' },
			/'Line 1' is empty/,
		],
		[
			'paymentMethod',
			'create',
			{ customerId: record(CUSTOMER), objectGateway: 'stripe', objectId: NOTHING },
			/'Gateway ID' is empty/,
		],
		['member', 'invite', { subscriptionId: record(1), email: NOTHING }, /'Email' is empty/],
		['ecommerceProduct', 'create', { name: 'Cap', sites: NOTHING }, /'Site IDs' is empty/],
	])('%s %s %j', async (resource, operation, parameters, message) => {
		const { error } = await account.run(resource, operation, parameters);
		expect(error?.message).toMatch(message);
		expect(await account.sent()).toEqual([]);
	});
});
