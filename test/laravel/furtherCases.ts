import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { record } from '../engine/host/pelcroSandbox';
import {
	ADDRESS,
	COUPON,
	CUSTOMER,
	MEMBER,
	NEWSLETTER,
	PAID_INVOICE,
	PAYMENT_METHOD,
	PLAN,
	PRODUCT,
	SHOP_PRODUCT,
	SKU,
} from '../engine/operations/seededRecords';
import { DATE, PAGE, SECONDS } from '../engine/operations/wireCase';

/** An operation with all its fields filled in, and the requests that the application has to see, in order. */
export interface FurtherCase {
	resource: string;
	operation: string;
	parameters: INodeParameters;
	requests: Array<{ method: string; path: string; query?: IDataObject; body?: IDataObject }>;
}

const VENDOR = 1001;
const DRAFT_BILL = 2001;
const SUBSCRIPTION = 30001;
const WEBHOOK = 1;

const pair = (key: string, value: string) => ({ pair: [{ key, value }] });
const line = { description: 'Round', quantity: 2, unitPrice: 12.5 };

function removal(resource: string, idField: string, id: number, path: string): FurtherCase {
	const request = { method: 'DELETE', path: `${path}/${id}` };
	return {
		resource,
		operation: 'delete',
		parameters: { [idField]: record(id) },
		requests: [request],
	};
}

function action(
	resource: string,
	operation: string,
	idField: string,
	id: number,
	path: string,
): FurtherCase {
	const requests = [{ method: 'POST', path }];
	return { resource, operation, parameters: { [idField]: record(id) }, requests };
}

const removals = [
	removal('address', 'addressId', ADDRESS, '/addresses'),
	removal('bill', 'billId', DRAFT_BILL, '/bills'),
	removal('coupon', 'couponId', COUPON, '/coupons'),
	removal('customer', 'customerId', CUSTOMER, '/customers'),
	removal('ecommerceProduct', 'ecommerceProductId', SHOP_PRODUCT, '/ecommerce/products'),
	removal('member', 'memberId', MEMBER, '/memberships'),
	removal('newsletter', 'newsletterId', NEWSLETTER, '/newsletters'),
	removal('paymentMethod', 'paymentMethodId', PAYMENT_METHOD, '/sources'),
	removal('plan', 'planId', PLAN, '/plans'),
	removal('product', 'productId', PRODUCT, '/products'),
	removal('sku', 'skuId', SKU, '/ecommerce/products/skus'),
	removal('vendor', 'vendorId', VENDOR, '/vendors'),
	removal('webhook', 'webhookId', WEBHOOK, '/webhooks'),
];

const actions = [
	action('bill', 'finalize', 'billId', DRAFT_BILL, `/bills/${DRAFT_BILL}/finalize`),
	action('bill', 'markAsPaid', 'billId', DRAFT_BILL, `/bills/${DRAFT_BILL}/mark-as-paid`),
	action('invoice', 'void', 'invoiceId', PAID_INVOICE, `/invoices/${PAID_INVOICE}/void`),
	action(
		'invoice',
		'applyBalance',
		'invoiceId',
		PAID_INVOICE,
		`/invoices/${PAID_INVOICE}/apply_balance`,
	),
	action(
		'invoice',
		'markUncollectible',
		'invoiceId',
		PAID_INVOICE,
		`/invoices/${PAID_INVOICE}/uncollectible`,
	),
	{
		resource: 'invoice',
		operation: 'payOffline',
		parameters: {
			invoiceId: record(PAID_INVOICE),
			paymentReference: 'CHEQUE-1',
			additionalFields: { paymentCategory: '2' },
		},
		requests: [
			{
				method: 'POST',
				path: `/invoices/${PAID_INVOICE}/pay_offline`,
				body: { reference: 'CHEQUE-1', payment_category: '2' },
			},
		],
	},
];

const customers: FurtherCase[] = [
	{
		resource: 'customer',
		operation: 'create',
		parameters: {
			email: 'new.reader@example.com',
			firstName: 'Zoë “Z” O’Neil',
			lastName: '0',
			additionalFields: {
				displayName: 'New R.',
				emailHardbounce: false,
				hashType: 'password_bcrypt',
				importPaymentMethods: true,
				mailMarketing: true,
				metadata: pair('campaign', 'spring'),
				metadataJson: '{"score": 7, "deep": {"a": [1, "b"]}}',
				oldProviderId: '00123',
				password: '$2y$10$abcdefghijklmnopqrstuv',
				paymentGatewayId: 'cus_NffrFeUfNV2Hib',
				phone: '+1 514 555 0100',
				skipEmailDnsValidations: true,
				teleMarketing: false,
			},
		},
		requests: [
			{
				method: 'POST',
				path: '/customers',
				body: {
					email: 'new.reader@example.com',
					display_name: 'New R.',
					email_hardbounce: false,
					first_name: 'Zoë “Z” O’Neil',
					password_type: 'password_bcrypt',
					import_payment_methods: true,
					last_name: '0',
					mail_marketing: true,
					metadata: { campaign: 'spring', score: 7, deep: { a: [1, 'b'] } },
					old_provider_id: '00123',
					password: '$2y$10$abcdefghijklmnopqrstuv',
					payment_gateway_id: 'cus_NffrFeUfNV2Hib',
					phone: '15145550100',
					skip_email_dns_validations: true,
					tele_marketing: false,
				},
			},
		],
	},
	{
		resource: 'customer',
		operation: 'update',
		parameters: {
			customerId: record(CUSTOMER),
			updateFields: {
				defaultSourceId: record(PAYMENT_METHOD),
				email: 'changed@example.com',
				mailMarketing: false,
				metadata: pair('tier', 'gold'),
				organization: 'Harbour Press',
			},
		},
		requests: [
			{
				method: 'PUT',
				path: `/customers/${CUSTOMER}`,
				body: {
					default_source_id: PAYMENT_METHOD,
					email: 'changed@example.com',
					mail_marketing: false,
					metadata: { tier: 'gold' },
					organization: 'Harbour Press',
				},
			},
		],
	},
	{
		resource: 'customer',
		operation: 'get',
		parameters: { customerId: record(CUSTOMER), expand: ['addresses', 'default_source'] },
		requests: [
			{
				method: 'GET',
				path: `/customers/${CUSTOMER}`,
				query: { expand: 'addresses,default_source' },
			},
		],
	},
	{
		resource: 'customer',
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: {
				filter: [
					{ attribute: 'first_name', operator: 'like', value: 'a' },
					{ attribute: 'metadata.', attributeName: 'source', operator: 'eq', value: 'web' },
				],
			},
			sort: { rule: [{ attribute: 'email', direction: 'descending' }] },
			expand: ['addresses'],
		},
		requests: [
			{
				method: 'GET',
				path: '/customers',
				query: {
					...PAGE,
					filter: { first_name: 'like:a', 'metadata.source': 'eq:web' },
					sort: '-email',
					expand: 'addresses',
				},
			},
		],
	},
];

const subscriptions: FurtherCase[] = [
	{
		resource: 'subscription',
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			planId: record(PLAN),
			quantity: 2,
			collectionMethod: 'send_invoice',
			sourceId: record(PAYMENT_METHOD),
			couponCode: 'WELCOME20',
			additionalFields: {
				addressId: record(ADDRESS),
				autoRenew: false,
				billingBehavior: 'bill_on_start_date',
				campaignKey: 'spring',
				domains: ['example.edu'],
				ipAddresses: ['203.0.113.0/24'],
				metadata: pair('channel', 'n8n'),
				shipmentsRemaining: 6,
				shipmentsUndeliverable: false,
				startDate: DATE,
				trialPeriodDays: 14,
			},
		},
		requests: [
			{
				method: 'POST',
				path: '/subscriptions',
				body: {
					user_id: CUSTOMER,
					plan_id: PLAN,
					quantity: 2,
					address_id: ADDRESS,
					auto_renew: false,
					billing_behavior: 'bill_on_start_date',
					campaign_key: 'spring',
					collection_method: 'send_invoice',
					coupon_code: 'WELCOME20',
					domains: ['example.edu'],
					ip_addresses: ['203.0.113.0/24'],
					metadata: { channel: 'n8n' },
					shipments_remaining: 6,
					shipments_undeliverable: false,
					source_id: PAYMENT_METHOD,
					start_date: SECONDS,
					trial_period_days: 14,
				},
			},
		],
	},
	{
		resource: 'subscription',
		operation: 'get',
		parameters: { subscriptionId: record(SUBSCRIPTION), expand: ['coupon'] },
		requests: [
			{ method: 'GET', path: `/subscriptions/${SUBSCRIPTION}`, query: { expand: 'coupon' } },
		],
	},
	{
		resource: 'subscription',
		operation: 'getAll',
		parameters: {
			limit: 50,
			sort: { rule: [{ attribute: 'status', direction: 'ascending' }] },
			expand: ['address', 'coupon'],
		},
		requests: [
			{
				method: 'GET',
				path: '/subscriptions',
				query: { ...PAGE, sort: 'status', expand: 'address,coupon' },
			},
		],
	},
	{
		resource: 'subscription',
		operation: 'update',
		parameters: {
			subscriptionId: record(SUBSCRIPTION),
			updateFields: { autoRenew: true, shipmentsRemaining: 3, domains: ['example.edu'] },
		},
		requests: [
			{
				method: 'PUT',
				path: `/subscriptions/${SUBSCRIPTION}`,
				body: { auto_renew: true, shipments_remaining: 3, domains: ['example.edu'] },
			},
		],
	},
	{
		resource: 'subscription',
		operation: 'cancel',
		parameters: {
			subscriptionId: record(SUBSCRIPTION),
			cancelMode: 'now',
			cancelReason: 'Moved away & gone',
		},
		requests: [
			{
				method: 'DELETE',
				path: `/subscriptions/${SUBSCRIPTION}`,
				body: { mode: 'now', reason: 'Moved away & gone' },
			},
		],
	},
	{
		resource: 'subscription',
		operation: 'renew',
		parameters: {
			customerId: record(CUSTOMER),
			subscriptionId: record(SUBSCRIPTION),
			planId: record(PLAN),
			quantity: 1,
			renewalSource: 'phone',
			additionalFields: { autoRenew: true, replaceUpcomingPhases: false },
		},
		requests: [
			{
				method: 'POST',
				path: '/subscriptions/renew',
				query: { user_id: String(CUSTOMER) },
				body: {
					subscription_id: SUBSCRIPTION,
					plan_id: PLAN,
					quantity: 1,
					source: 'phone',
					auto_renew: true,
					replace_upcoming_phases: false,
				},
			},
		],
	},
];

const bills: FurtherCase[] = [
	{
		resource: 'bill',
		operation: 'create',
		parameters: {
			vendorId: record(VENDOR),
			lineItems: { line: [line] },
			currency: 'usd',
			additionalFields: { periodStart: DATE, metadata: pair('round', '7') },
		},
		requests: [
			{
				method: 'POST',
				path: '/bills',
				body: {
					vendor_id: VENDOR,
					line_items: [{ description: 'Round', quantity: 2, unit_price: 1250 }],
					currency: 'usd',
					period_start: '2031-03-31',
					metadata: { round: '7' },
				},
			},
		],
	},
	{
		resource: 'bill',
		operation: 'get',
		parameters: { billId: record(DRAFT_BILL) },
		requests: [{ method: 'GET', path: `/bills/${DRAFT_BILL}` }],
	},
	{
		resource: 'bill',
		operation: 'getAll',
		parameters: {
			limit: 50,
			vendorId: record(VENDOR),
			additionalFields: { status: 'draft', totalMin: 0.5 },
			options: { amountCurrency: 'usd' },
		},
		requests: [
			{
				method: 'GET',
				path: '/bills',
				query: {
					...PAGE,
					limit: '100',
					vendor_id: String(VENDOR),
					status: 'draft',
					total_min: '50',
				},
			},
		],
	},
	{
		resource: 'bill',
		operation: 'update',
		parameters: {
			billId: record(DRAFT_BILL),
			periodStart: DATE,
			periodEnd: DATE,
			updateFields: { footer: 'Thank you', lineItems: { line: [line] } },
			options: { amountCurrency: 'usd' },
		},
		requests: [
			{
				method: 'PUT',
				path: `/bills/${DRAFT_BILL}`,
				body: {
					period_start: '2031-03-31',
					period_end: '2031-03-31',
					footer: 'Thank you',
					line_items: [{ description: 'Round', quantity: 2, unit_price: 1250 }],
				},
			},
		],
	},
	{
		resource: 'bill',
		operation: 'export',
		parameters: { additionalFields: { dateFrom: DATE, includeMetadata: true } },
		requests: [
			{
				method: 'GET',
				path: '/bills/export',
				query: { date_from: '2031-03-31', metadata: '1' },
			},
		],
	},
];

const vendors: FurtherCase[] = [
	{
		resource: 'vendor',
		operation: 'create',
		parameters: {
			firstName: 'Ann',
			lastName: 'Carrier',
			email: 'ann@carriers.example',
			additionalFields: { birthdate: DATE, country: 'CA', jobTitle: 'Delivery' },
		},
		requests: [
			{
				method: 'POST',
				path: '/vendors',
				body: {
					first_name: 'Ann',
					last_name: 'Carrier',
					email: 'ann@carriers.example',
					birthdate: '2031-03-31',
					country: 'CA',
					job_title: 'Delivery',
				},
			},
		],
	},
	{
		resource: 'vendor',
		operation: 'get',
		parameters: { vendorId: record(VENDOR) },
		requests: [{ method: 'GET', path: `/vendors/${VENDOR}` }],
	},
	{
		resource: 'vendor',
		operation: 'getAll',
		parameters: {
			limit: 50,
			search: 'ann & co',
			sort: { rule: [{ attribute: 'email', direction: 'ascending' }] },
			expand: ['bills'],
		},
		requests: [
			{
				method: 'GET',
				path: '/vendors',
				query: { ...PAGE, search: 'ann & co', sort: 'email', expand: 'bills' },
			},
		],
	},
	{
		resource: 'vendor',
		operation: 'update',
		parameters: { vendorId: record(VENDOR), updateFields: { jobTitle: 'Print' } },
		requests: [{ method: 'PUT', path: `/vendors/${VENDOR}`, body: { job_title: 'Print' } }],
	},
	{
		resource: 'vendor',
		operation: 'export',
		parameters: { search: 'ann' },
		requests: [{ method: 'GET', path: '/vendors/export', query: { search: 'ann' } }],
	},
];

const webhooks: FurtherCase[] = [
	{
		resource: 'webhook',
		operation: 'create',
		parameters: {
			url: 'https://n8n.example.com/hook?a=1',
			allEventsEnabled: false,
			eventsEnabled: ['customer_updated'],
			additionalFields: { description: 'n8n' },
		},
		requests: [
			{
				method: 'POST',
				path: '/webhooks',
				body: {
					url: 'https://n8n.example.com/hook?a=1',
					all_events_enabled: false,
					events_enabled: ['customer_updated'],
					description: 'n8n',
				},
			},
		],
	},
	{
		resource: 'webhook',
		operation: 'get',
		parameters: { webhookId: record(WEBHOOK) },
		requests: [{ method: 'GET', path: `/webhooks/${WEBHOOK}` }],
	},
	{
		resource: 'webhook',
		operation: 'getAll',
		parameters: { limit: 50 },
		requests: [{ method: 'GET', path: '/webhooks', query: PAGE }],
	},
	{
		resource: 'webhook',
		operation: 'update',
		parameters: {
			webhookId: record(WEBHOOK),
			url: 'https://n8n.example.com/hook',
			allEventsEnabled: true,
			updateFields: { status: 'disabled' },
		},
		requests: [
			{
				method: 'PUT',
				path: `/webhooks/${WEBHOOK}`,
				body: { url: 'https://n8n.example.com/hook', all_events_enabled: true, status: 'disabled' },
			},
		],
	},
];

const members: FurtherCase[] = [
	{
		resource: 'member',
		operation: 'create',
		parameters: {
			subscriptionId: record(SUBSCRIPTION),
			customerId: record(CUSTOMER),
			additionalFields: { addressId: record(ADDRESS), oldProviderId: 'M-1' },
		},
		requests: [
			{
				method: 'POST',
				path: '/memberships',
				body: {
					subscription_id: SUBSCRIPTION,
					customer_id: CUSTOMER,
					address_id: ADDRESS,
					old_provider_id: 'M-1',
				},
			},
		],
	},
	{
		resource: 'member',
		operation: 'invite',
		parameters: { subscriptionId: record(SUBSCRIPTION), email: 'guest@example.com' },
		requests: [
			{
				method: 'POST',
				path: '/memberships/invite',
				body: { subscription_id: SUBSCRIPTION, email: 'guest@example.com' },
			},
		],
	},
	{
		resource: 'member',
		operation: 'ipAuthorization',
		parameters: { ip: '203.0.113.9' },
		requests: [
			{ method: 'POST', path: '/memberships/ip/authorization', body: { ip: '203.0.113.9' } },
		],
	},
];

const office: FurtherCase[] = [
	{
		resource: 'refund',
		operation: 'getAll',
		parameters: { limit: 50, expand: ['charge'] },
		requests: [{ method: 'GET', path: '/refunds', query: { ...PAGE, expand: 'charge' } }],
	},
	{
		resource: 'refund',
		operation: 'cancel',
		parameters: { refunds: '90001,90002' },
		requests: [{ method: 'POST', path: '/refunds/cancelled', body: { refunds: '90001,90002' } }],
	},
	{
		resource: 'export',
		operation: 'getTypes',
		parameters: {},
		requests: [{ method: 'GET', path: '/exports' }],
	},
	{
		resource: 'export',
		operation: 'create',
		parameters: { exportType: 'customers', dateFrom: DATE, dateTo: DATE },
		requests: [
			{
				method: 'POST',
				path: '/exports',
				body: { object: 'customers', date_from: SECONDS, date_to: SECONDS, site_id: 1001 },
			},
		],
	},
	{
		resource: 'campaign',
		operation: 'runReport',
		parameters: { campaignId: '901', campaignRunId: '9101', binaryPropertyName: 'data' },
		requests: [{ method: 'GET', path: '/campaigns/901/runs/9101/report/download' }],
	},
];

const upserts: FurtherCase[] = [
	{
		resource: 'customer',
		operation: 'upsert',
		parameters: {
			matchBy: 'email',
			email: 'new@example.com',
			firstName: 'N',
		},
		requests: [
			{
				method: 'POST',
				path: '/customers',
				body: { email: 'new@example.com', first_name: 'N' },
			},
		],
	},
	{
		resource: 'address',
		operation: 'upsert',
		parameters: {
			addressMatchBy: 'oldProviderId',
			oldProviderId: 'A-1',
			addressType: 'shipping',
			line1: '1 Pier',
			country: 'CA',
			customerId: record(CUSTOMER),
			additionalFields: { city: 'Halifax', state: 'NS' },
		},
		requests: [
			{
				method: 'POST',
				path: '/addresses',
				body: {
					old_provider_id: 'A-1',
					type: 'shipping',
					line1: '1 Pier',
					country: 'CA',
					customer_id: CUSTOMER,
					city: 'Halifax',
					state: 'NS',
					site_id: 1001,
				},
			},
		],
	},
	{
		resource: 'coupon',
		operation: 'upsert',
		parameters: {
			couponMatchBy: 'code',
			code: 'AUTUMN10',
			name: 'Autumn',
			duration: 'once',
			discountType: 'percent',
			percentOff: 10,
		},
		requests: [
			{
				method: 'POST',
				path: '/coupons',
				body: { code: 'AUTUMN10', name: 'Autumn', duration: 'once', percent_off: 10 },
			},
		],
	},
	{
		resource: 'newsletter',
		operation: 'upsert',
		parameters: {
			newsletterMatchBy: 'email',
			email: 'letters@example.com',
			subscriberSource: 'other',
			additionalFields: { lists: 'daily' },
		},
		requests: [
			{
				method: 'POST',
				path: '/newsletters',
				body: { email: 'letters@example.com', source: 'other', lists: 'daily' },
			},
		],
	},
	{
		resource: 'plan',
		operation: 'upsert',
		parameters: {
			planMatchBy: 'oldProviderId',
			oldProviderId: 'P-1',
			productId: record(PRODUCT),
			nickname: 'Weekly',
			amount: 4,
			currency: 'usd',
			interval: 'week',
			intervalCount: 1,
			autoRenew: true,
			recognizedRevenueType: 'time',
			availableOnline: true,
			isRefundable: false,
			trialPeriodDays: 0,
			additionalFields: {},
		},
		requests: [
			{
				method: 'POST',
				path: '/plans',
				body: {
					old_provider_id: 'P-1',
					product_id: PRODUCT,
					nickname: 'Weekly',
					amount: 4,
					currency: 'usd',
					interval: 'week',
					interval_count: 1,
					auto_renew: true,
					recognized_revenue_type: 'time',
					available_online: true,
					is_refundable: false,
					trial_period_days: 0,
				},
			},
		],
	},
	{
		resource: 'product',
		operation: 'upsert',
		parameters: {
			productMatchBy: 'oldProviderId',
			oldProviderId: 'PR-1',
			name: 'Sunday Paper',
			addressRequired: true,
		},
		requests: [
			{
				method: 'POST',
				path: '/products',
				body: { old_provider_id: 'PR-1', name: 'Sunday Paper', address_required: true },
			},
		],
	},
];

/** What is not among the engine tests' WIRE_CASES. */
export const FURTHER_CASES: readonly FurtherCase[] = [
	...removals,
	...actions,
	...customers,
	...subscriptions,
	...bills,
	...vendors,
	...webhooks,
	...members,
	...office,
	...upserts,
];
