import { metadataFields } from '../../shared/metadata';
import { additionalFields } from '../../shared/optionalFields';
import { recordLocator } from '../../shared/recordLocator';
import { customerAsOwner } from '../../shared/owners';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import { customerIsGiven, customerOldProviderId } from '../../shared/vocabulary/customer';
import {
	addressId,
	autoRenew,
	campaignKey,
	collectionMethod,
	couponCode,
	customerId,
	membershipFields,
	planId,
	quantity,
	shipmentsRemaining,
	sourceId,
} from './fields';

/** IDs on another system in place of Pelcro's. Reference: subscriptions, create. */
const oldProviderFields: PelcroProperty[] = [
	customerOldProviderId,
	{
		displayName: 'Plan Old Provider ID',
		name: 'planOldProviderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. PLAN-31',
		description: 'ID of the plan on your other system, in place of Plan',
		routing: { send: { type: 'body', property: 'plan_old_provider_id' } },
	},
	{
		displayName: 'Payment Old Provider ID',
		name: 'sourceOldProviderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. CARD-311',
		description: 'ID of the payment method on your other system, in place of Payment Method',
		routing: { send: { type: 'body', property: 'source_old_provider_id' } },
	},
	{
		displayName: 'Address Old Provider ID',
		name: 'addressOldProviderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. ADDRESS-311',
		description: 'ID of the address on your other system, in place of Shipping Address',
		routing: { send: { type: 'body', property: 'address_old_provider_id' } },
	},
];

/** When the subscription starts, renews and is billed. */
const periodFields: PelcroProperty[] = [
	{
		displayName: 'Billing Behavior',
		name: 'billingBehavior',
		type: 'options',
		default: 'bill_on_start_date',
		description:
			'When to bill a subscription that starts in the future; required with a future Start Date',
		options: [
			{ name: 'Bill Immediately', value: 'bill_immediately' },
			{ name: 'Bill on Start Date', value: 'bill_on_start_date' },
		],
		routing: { send: { type: 'body', property: 'billing_behavior' } },
	},
	{
		displayName: 'Current Period End',
		name: 'currentPeriodEnd',
		type: 'dateTime',
		default: '',
		description:
			'When the subscription first renews or ends; in the future, and not together with Trial Period (Days)',
		routing: { send: { type: 'body', property: 'current_period_end' } },
	},
	{
		displayName: 'Next Invoice Date',
		name: 'nextInvoiceDate',
		type: 'dateTime',
		default: '',
		description: 'When the next invoice is made; must be the same as Current Period End',
		routing: { send: { type: 'body', property: 'next_invoice_date' } },
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		description: 'When the subscription starts; a date in the future needs Billing Behavior',
		routing: { send: { type: 'body', property: 'start_date' } },
	},
	{
		displayName: 'Trial Period (Days)',
		name: 'trialPeriodDays',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 14,
		description: 'Days before the first payment; not together with Current Period End',
		routing: { send: { type: 'body', property: 'trial_period_days' } },
	},
];

/** Reference: subscriptions, create (gifts). */
const giftFields: PelcroProperty[] = [
	{
		displayName: 'Gift Donor Old Provider ID',
		name: 'giftDonorOldProviderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. SUB-311',
		description:
			'For a gift’s recipient: ID on your other system of the subscription that gives it; not together with Gift',
		routing: { send: { type: 'body', property: 'gift_donor_old_provider_id' } },
	},
	{
		displayName: 'Gift Donor Subscription',
		name: 'giftDonorSubscriptionId',
		...recordLocator('searchSubscriptionsOfAll'),
		description: 'For a gift’s recipient: the subscription that gives it; not together with Gift',
		routing: { send: { type: 'body', property: 'gift_donor_subscription_id' } },
	},
	{
		displayName: 'Gift Recipient Email',
		name: 'giftRecipientEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'Email address of the person who gets the gift; with Gift',
		routing: { send: { type: 'body', property: 'gift_recipient_email' } },
	},
	{
		displayName: 'Gift Recipient First Name',
		name: 'giftRecipientFirstName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan',
		description: 'First name of the person who gets the gift; with Gift',
		routing: { send: { type: 'body', property: 'gift_recipient_first_name' } },
	},
	{
		displayName: 'Gift Recipient Last Name',
		name: 'giftRecipientLastName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Smith',
		description: 'Last name of the person who gets the gift; with Gift',
		routing: { send: { type: 'body', property: 'gift_recipient_last_name' } },
	},
	{
		displayName: 'Gift',
		name: 'isGiftDonor',
		type: 'boolean',
		default: true,
		description: 'Whether the customer pays for somebody else',
		routing: { send: { type: 'body', property: 'is_gift_donor' } },
	},
];

/** Reference: subscriptions, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a subscription',
		description: 'Subscribe a customer to a plan',
		routing: { request: { method: 'POST', url: '/subscriptions' } },
	},
	output: 'record',
	once: {
		owner: customerAsOwner('user_id'),
		withCustomer: { property: 'user_id', relation: 'subscriptions' },
	},
	concerns: ['user_id', 'customer_old_provider_id'],
	fields: [
		{ ...customerId, routing: { send: { type: 'body', property: 'user_id' } } },
		{ ...planId, routing: { send: { type: 'body', property: 'plan_id' } } },
		quantity,
		collectionMethod('charge_automatically'),
		{
			...sourceId,
			description:
				'Payment method of the customer to charge. With Charge Automatically, the customer’s default one when left empty.',
		},
		couponCode,
		additionalFields([
			...oldProviderFields,
			...periodFields,
			...giftFields,
			...membershipFields,
			...metadataFields,
			addressId,
			autoRenew,
			campaignKey,
			shipmentsRemaining,
			{
				displayName: 'Shipments Undeliverable',
				name: 'shipmentsUndeliverable',
				type: 'boolean',
				default: false,
				description: 'Whether issues cannot be delivered at present',
				routing: { send: { type: 'body', property: 'shipments_undeliverable' } },
			},
			{
				displayName: 'Shipping Address (JSON)',
				name: 'addressJson',
				type: 'json',
				default: '{}',
				description:
					'For accounts on an older API version, where the customer has no address yet: an object with first_name, last_name, line1, city, state, country and postal_code. Otherwise use Shipping Address.',
				routing: { send: { type: 'body', property: 'address' } },
			},
		]),
	],
	fillFrom: {
		path: '/customers/{user_id}',
		property: 'source_id',
		attributes: ['default_source_id', 'default_source'],
		when: { collection_method: 'charge_automatically' },
		unless: ['source_id', 'source_old_provider_id'],
	},
	requirements: [
		customerIsGiven('user_id'),
		{
			oneOf: ['plan_id', 'plan_old_provider_id'],
			message: "'Plan' is empty, and there is no Plan Old Provider ID in its place",
		},
	],
};
