import type { INodePropertyOptions } from 'n8n-workflow';

import { expandField, sortField } from '../../shared/conditions';
import { READS_ALL } from '../../shared/listConditions';
import {
	couponCodeLocator,
	customerLocator,
	planLocator,
	recordLocator,
} from '../../shared/recordLocator';
import type { Inclusion, PelcroProperty } from '../../shared/types';
import { emailDomains, ipAddresses } from '../../shared/vocabulary/access';

export const subscriptionId: PelcroProperty = {
	displayName: 'Subscription',
	name: 'subscriptionId',
	...recordLocator('searchSubscriptions'),
	required: true,
	description: 'The subscription to work with',
};

export const customerId: PelcroProperty = {
	displayName: 'Customer',
	name: 'customerId',
	...customerLocator(),
	description: 'The customer who subscribes',
};

export const planId: PelcroProperty = {
	displayName: 'Plan',
	name: 'planId',
	...planLocator(),
	description: 'The plan to subscribe to',
};

export const quantity: PelcroProperty = {
	displayName: 'Quantity',
	name: 'quantity',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100000, numberPrecision: 0 },
	required: true,
	default: 1,
	description: 'How many to subscribe to, 1 to 100000',
	routing: { send: { type: 'body', property: 'quantity' } },
};

/**
 * Both spellings of two relations are in Pelcro's pages; the newest one is sent.
 * Reference: subscriptions get, and 'Doc slips and conflicts' (expand names).
 */
export const expand = expandField([
	{ name: 'Address', value: 'address' },
	{ name: 'Coupon', value: 'coupon' },
	{ name: 'Default Payment Method', value: 'defaultSource' },
	{ name: 'Latest Invoice', value: 'latestInvoice' },
	{ name: 'Plan', value: 'plan' },
]);

/** Reference: subscriptions get and list, `expand`. */
export const plan: Inclusion = { attributes: ['plan', 'plan_id'], expand: 'plan' };

/** Reference: subscriptions list, `sort`. */
export const sort = sortField(
	[{ name: 'Status', value: 'status' }],
	[
		{ name: 'Created', value: 'created', description: 'When it was created' },
		{ name: 'Current Period End', value: 'current_period_end' },
		{ name: 'Quantity', value: 'quantity' },
	],
);

/** Reference: 'Statuses shown in the platform', exports (`status`), amendment 10. */
export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: 'active' },
	{ name: 'Canceled', value: 'canceled', description: 'Has ended, or never began' },
	{ name: 'Expired', value: 'expired', description: 'Has ended and is not renewed' },
	{ name: 'Extended', value: 'extended', description: 'Goes on beyond its end' },
	{ name: 'Incomplete', value: 'incomplete', description: 'The first payment is still to come' },
	{
		name: 'Incomplete Expired',
		value: 'incomplete_expired',
		description: 'The first payment never came',
	},
	{ name: 'Past Due', value: 'past_due', description: 'A payment failed and is tried again' },
	{ name: 'Trialing', value: 'trialing', description: 'In its trial period' },
	{ name: 'Unpaid', value: 'unpaid', description: 'A payment failed and is not tried again' },
];

/** For lists. */
export const planOfList: PelcroProperty = {
	...planId,
	description: `Only subscriptions to this plan; to all when left empty. ${READS_ALL}`,
	condition: { attributes: ['plan', 'plan_id'], compare: 'is' },
};

export const addressId: PelcroProperty = {
	displayName: 'Shipping Address',
	name: 'addressId',
	...recordLocator('searchAddresses'),
	description: 'Address of the customer to deliver to; required when the product needs an address',
	routing: { send: { type: 'body', property: 'address_id' } },
};

export const sourceId: PelcroProperty = {
	displayName: 'Payment Method',
	name: 'sourceId',
	...recordLocator('searchPaymentMethods'),
	description: 'Payment method of the customer to charge; required with Charge Automatically',
	routing: { send: { type: 'body', property: 'source_id' } },
};

/** @param usual what Pelcro does when nothing is sent */
export function collectionMethod(usual: 'charge_automatically' | 'send_invoice'): PelcroProperty {
	return {
		displayName: 'Collection Method',
		name: 'collectionMethod',
		type: 'options',
		default: usual,
		description: 'How the customer pays. Charge Automatically needs a Payment Method.',
		options: [
			{
				name: 'Charge Automatically',
				value: 'charge_automatically',
				description: 'Charge the payment method when payment is due',
			},
			{ name: 'Send Invoice', value: 'send_invoice', description: 'Send an invoice to be paid' },
		],
		routing: { send: { type: 'body', property: 'collection_method' } },
	};
}

export const autoRenew: PelcroProperty = {
	displayName: 'Auto Renew',
	name: 'autoRenew',
	type: 'boolean',
	default: true,
	description: 'Whether to renew at the end of each period, whatever the plan says',
	routing: { send: { type: 'body', property: 'auto_renew' } },
};

export const campaignKey: PelcroProperty = {
	displayName: 'Campaign Key',
	name: 'campaignKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. spring-2026',
	description:
		'Campaign to count this for: 3 to 191 letters, digits, dashes or underscores. A new one is made where it does not exist.',
	routing: { send: { type: 'body', property: 'campaign_key' } },
};

export const couponCode: PelcroProperty = {
	displayName: 'Coupon Code',
	name: 'couponCode',
	...couponCodeLocator(),
	description: 'Code of a coupon to apply',
	routing: { send: { type: 'body', property: 'coupon_code' } },
};

/** Membership plans only. Reference: subscriptions, create and update. */
export const membershipFields: PelcroProperty[] = [
	emailDomains('Email domains whose users are members; membership plans only'),
	ipAddresses(
		'Public IPv4 addresses or CIDR ranges whose users are members; membership plans only',
	),
];

export const shipmentsRemaining: PelcroProperty = {
	displayName: 'Shipments Remaining',
	name: 'shipmentsRemaining',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 0,
	description: 'How many issues are still to be shipped',
	routing: { send: { type: 'body', property: 'shipments_remaining' } },
};
