import type { IDataObject } from 'n8n-workflow';

/** One item on its way through an operation. */
export interface Example {
	/** What happens, in a sentence. */
	story: string;
	/** The item that comes in; empty where no field refers to it. */
	item: IDataObject;
	/** What is entered in the form: values, or `{{ $json.name }}` for data of the item. */
	fields: IDataObject;
}

/**
 * Examples by `resource.operation`. IDs are those of the sandbox's publisher, The Harbour Gazette; what comes out
 * is not written here but made by running them.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
	'address.create': {
		story: 'An order form has asked a customer where to deliver to.',
		item: { customer: 10001, street: '12 Harbour Street', town: 'Montreal', postcode: 'H2X 1Y4' },
		fields: {
			customerId: '{{ $json.customer }}',
			addressType: 'shipping',
			line1: '{{ $json.street }}',
			country: 'CA',
			additionalFields: {
				city: '{{ $json.town }}',
				postalCode: '{{ $json.postcode }}',
				state: 'QC',
			},
		},
	},
	'bill.create': {
		story: 'A carrier has delivered the paper for a month.',
		item: { vendor: 1001, rounds: 22 },
		fields: {
			vendorId: '{{ $json.vendor }}',
			currency: 'usd',
			lineItems: {
				line: [{ description: 'Morning rounds', quantity: '{{ $json.rounds }}', unitPrice: 45 }],
			},
			additionalFields: { periodStart: '2026-03-01', periodEnd: '2026-03-31' },
		},
	},
	'charge.create': {
		story: 'A reader has paid by check.',
		item: { customer: 10001, check: '4711', paid: 19 },
		fields: {
			customerId: '{{ $json.customer }}',
			amount: '{{ $json.paid }}',
			currency: 'usd',
			reference: '{{ $json.check }}',
			additionalFields: { paymentCategory: '2' },
		},
	},
	'coupon.create': {
		story: 'A campaign gets a code of its own.',
		item: { campaign: 'SPRING26' },
		fields: {
			code: '{{ $json.campaign }}',
			name: 'Spring 2026: 20 % off',
			duration: 'once',
			discountType: 'percent',
			percentOff: 20,
			additionalFields: { maxRedemptions: 500, redeemBy: '2026-06-30' },
		},
	},
	'customer.create': {
		story: 'Somebody has signed up on a form.',
		item: { mail: 'nora.lindqvist@example.com', first: 'Nora', last: 'Lindqvist' },
		fields: {
			email: '{{ $json.mail }}',
			firstName: '{{ $json.first }}',
			lastName: '{{ $json.last }}',
		},
	},
	'customer.get': {
		story: 'An earlier node knows the customer’s ID.',
		item: { user_id: 10002 },
		fields: { customerId: '{{ $json.user_id }}' },
	},
	'customer.update': {
		story: 'A CRM has a new phone number.',
		item: { pelcroId: 10002, phone: '+1 514 555 0100' },
		fields: {
			customerId: '{{ $json.pelcroId }}',
			updateFields: { phone: '{{ $json.phone }}', metadataJson: { crm_checked: true } },
		},
	},
	'customer.delete': {
		story: 'A reader has asked to be forgotten.',
		item: { pelcroId: 10002 },
		fields: { customerId: '{{ $json.pelcroId }}' },
	},
	'ecommerceProduct.create': {
		story: 'The shop gets something new.',
		item: {},
		fields: {
			name: 'Harbour Cap',
			sites: ['1001'],
			additionalFields: { description: 'A cap in harbour blue', shippable: true },
		},
	},
	'invoice.create': {
		story: 'A company pays for advertising by invoice.',
		item: { customer: 10001, amount: 250 },
		fields: {
			customerId: '{{ $json.customer }}',
			currency: 'usd',
			invoiceLines: {
				line: [
					{ description: 'Quarter page, April', quantity: 1, unitPrice: '{{ $json.amount }}' },
				],
			},
			additionalFields: { dueDate: '2026-04-30' },
		},
	},
	'member.invite': {
		story: 'A library sends a list of people who are to have a seat.',
		item: { email: 'librarian@example.org', subscription: 30002 },
		fields: { email: '{{ $json.email }}', subscriptionId: '{{ $json.subscription }}' },
	},
	'newsletter.create': {
		story: 'Somebody wants the daily briefing.',
		item: { email: 'early.bird@example.com' },
		fields: {
			email: '{{ $json.email }}',
			subscriberSource: 'web',
			additionalFields: { lists: 'daily' },
		},
	},
	'order.create': {
		story: 'A reader orders two mugs.',
		item: { customer: 10001, sku: 603, count: 2 },
		fields: {
			customerId: '{{ $json.customer }}',
			orderItems: { item: [{ skuId: '{{ $json.sku }}', quantity: '{{ $json.count }}' }] },
			sourceId: 40001,
		},
	},
	'paymentMethod.create': {
		story: 'A card is known to Stripe already.',
		item: { customer: 10001, stripe: 'pm_1NvPelcro' },
		fields: {
			customerId: '{{ $json.customer }}',
			objectGateway: 'stripe',
			objectId: '{{ $json.stripe }}',
		},
	},
	'plan.create': {
		story: 'A product gets a further price.',
		item: {},
		fields: {
			productId: 101,
			nickname: 'Digital Quarterly',
			amount: 25,
			autoRenew: true,
			recognizedRevenueType: 'time',
			currency: 'usd',
			interval: 'month',
			intervalCount: 3,
			availableOnline: true,
			trialPeriodDays: 0,
			isRefundable: true,
		},
	},
	'product.create': {
		story: 'A new title starts.',
		item: {},
		fields: {
			name: 'Harbour Weekly',
			addressRequired: false,
			additionalFields: { description: 'The best of the week, every Sunday' },
		},
	},
	'sku.create': {
		story: 'The mug comes in green.',
		item: { stock: 48 },
		fields: {
			productId: 501,
			name: 'Mug, green',
			price: 14,
			currency: 'usd',
			active: true,
			inventoryType: 1,
			inventoryQuantity: '{{ $json.stock }}',
		},
	},
	'subscription.cancel': {
		story: 'A reader moves abroad and keeps reading until the period is over.',
		item: { subscription: 30001 },
		fields: {
			subscriptionId: '{{ $json.subscription }}',
			cancelMode: 'period_end',
			cancelReason: 'Moved abroad',
		},
	},
	'subscription.create': {
		story: 'A customer comes from an earlier node and subscribes with a coupon.',
		item: { id: 10001, email: 'nora.lindqvist@example.com' },
		fields: {
			customerId: '{{ $json.id }}',
			planId: 202,
			quantity: 1,
			collectionMethod: 'charge_automatically',
			sourceId: 40001,
			couponCode: 'WELCOME20',
		},
	},
	'vendor.create': {
		story: 'A carrier starts to work for you.',
		item: { first: 'Ada', last: 'Moreau', mail: 'ada.moreau@example.com' },
		fields: {
			firstName: '{{ $json.first }}',
			lastName: '{{ $json.last }}',
			email: '{{ $json.mail }}',
		},
	},
	'webhook.create': {
		story: 'Another system wants to know of new subscriptions.',
		item: {},
		fields: {
			url: 'https://crm.example.com/pelcro-events',
			allEventsEnabled: false,
			eventsEnabled: ['subscription_created'],
			returnSecret: false,
		},
	},
};
