import { planLocator, productLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { countriesOf, pictureOf } from '../../shared/vocabulary/offer';
import { emailDomains, entitlements, ipAddresses } from '../../shared/vocabulary/access';
import { currencyField } from '../../shared/vocabulary/currency';

export const planId: PelcroProperty = {
	displayName: 'Plan',
	name: 'planId',
	...planLocator(),
	required: true,
	description: 'The plan to work with',
};

export const productId: PelcroProperty = {
	displayName: 'Product',
	name: 'productId',
	...productLocator(),
	description: 'Product that is sold by the plan',
};

/** Required on create, and taken by an update as well. Reference: plans, create and update. */
export const priceFields: PelcroProperty[] = [
	{
		displayName: 'Name',
		name: 'nickname',
		type: 'string',
		default: '',
		placeholder: 'e.g. Digital Monthly',
		description: 'Name that customers see, at most 255 characters',
		routing: { send: { type: 'body', property: 'nickname' } },
	},
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		typeOptions: { minValue: 0 },
		default: '',
		description: 'Price of a period as customers see it, e.g. 15 or 15.50',
		encoding: 'moneyInMajorUnits',
		comparison: 'majorUnits',
		routing: { send: { type: 'body', property: 'amount' } },
	},
];

/** As `priceFields`, but less often thought about. Reference: plans, create and update. */
export const termFields: PelcroProperty[] = [
	{
		displayName: 'Auto Renew',
		name: 'autoRenew',
		type: 'boolean',
		default: true,
		description: 'Whether subscriptions renew by themselves',
		routing: { send: { type: 'body', property: 'auto_renew' } },
	},
	{
		displayName: 'Revenue Recognition',
		name: 'recognizedRevenueType',
		type: 'options',
		default: 'time',
		description: 'What revenue is spread over',
		options: [
			{ name: 'Shipments', value: 'shipments' },
			{ name: 'Time', value: 'time' },
		],
		routing: { send: { type: 'body', property: 'recognized_revenue_type' } },
	},
];

/** Required on create as well, and taken by an update. Reference: amendment 2 (names by order). */
export const offerFields: PelcroProperty[] = [
	{
		displayName: 'Available Online',
		name: 'availableOnline',
		type: 'boolean',
		default: true,
		description: 'Whether the plan is offered on the site, and not only by your team',
		routing: { send: { type: 'body', property: 'available_online' } },
	},
	{
		displayName: 'Trial Period (Days)',
		name: 'trialPeriodDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 730, numberPrecision: 0 },
		default: 0,
		description: 'Days before the first payment, 0 to 730; 0 for no trial',
		routing: { send: { type: 'body', property: 'trial_period_days' } },
	},
];

/** Required on create, and taken by it alone. Reference: amendment 2 (name by order). */
export const isRefundable: PelcroProperty = {
	displayName: 'Is Refundable',
	name: 'isRefundable',
	type: 'boolean',
	default: true,
	description: 'Whether payments can be given back',
	routing: { send: { type: 'body', property: 'is_refundable' } },
};

/** Cannot change later. Reference: plans, create. */
export const periodFields: PelcroProperty[] = [
	currencyField(),
	{
		displayName: 'Interval',
		name: 'interval',
		type: 'options',
		default: 'month',
		description: 'Unit of the period that is paid for',
		options: [
			{ name: 'Day', value: 'day' },
			{ name: 'Week', value: 'week' },
			{ name: 'Month', value: 'month' },
			{ name: 'Year', value: 'year' },
		],
		routing: { send: { type: 'body', property: 'interval' } },
	},
	{
		displayName: 'Interval Count',
		name: 'intervalCount',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many of these a period has, e.g. 3 months',
		routing: { send: { type: 'body', property: 'interval_count' } },
	},
];

/** What create and update both take. Reference: plans, create and update. */
export const detailFields: PelcroProperty[] = [
	{
		displayName: 'Allow Send Invoice',
		name: 'allowSendInvoice',
		type: 'boolean',
		default: true,
		description: 'Whether customers may pay by invoice',
		routing: { send: { type: 'body', property: 'allow_send_invoice' } },
	},
	{
		displayName: 'Former Price',
		name: 'amountBeforeDiscount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Former price that is shown, e.g. 20',
		encoding: 'moneyInMajorUnits',
		comparison: 'majorUnits',
		routing: { send: { type: 'body', property: 'amount_before_discount' } },
	},
	{
		displayName: 'Apple Product ID',
		name: 'appleProductId',
		type: 'string',
		default: '',
		placeholder: 'e.g. com.example.monthly',
		description: 'ID of the in-app product at Apple, at most 100 characters',
		routing: { send: { type: 'body', property: 'apple_product_id' } },
	},
	countriesOf('plan'),
	{
		displayName: 'Days Until Due',
		name: 'daysUntilDue',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365, numberPrecision: 0 },
		default: 30,
		description: 'Days in which an invoice has to be paid, 1 to 365',
		routing: { send: { type: 'body', property: 'days_until_due' } },
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. All articles and the archive',
		description: 'What the plan offers',
		routing: { send: { type: 'body', property: 'description' } },
	},
	{
		displayName: 'Discount Percentage',
		name: 'discountPercentage',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 0,
		description: 'Discount that is shown, e.g. 25',
		routing: { send: { type: 'body', property: 'discount_percentage' } },
	},
	emailDomains('For free plans: email domains that may subscribe'),
	entitlements('Content that the plan opens'),
	{
		displayName: 'Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		default: '',
		description: 'For free plans: last day; the time of day is left out',
		encoding: 'date',
		routing: { send: { type: 'body', property: 'expires_at' } },
	},
	{
		displayName: 'Gift Description',
		name: 'giftDescription',
		type: 'string',
		default: '',
		placeholder: 'e.g. A year of news for a friend',
		description: 'What the plan offers as a gift',
		routing: { send: { type: 'body', property: 'gift_description' } },
	},
	{
		displayName: 'Group Owner Plan',
		name: 'groupOwnerPlanId',
		...planLocator(),
		description: 'Plan that owns this one, where it belongs to a group',
		routing: { send: { type: 'body', property: 'group_owner_plan_id' } },
	},
	pictureOf('plan'),
	{
		displayName: 'Internal Name',
		name: 'nameInternal',
		type: 'string',
		default: '',
		placeholder: 'e.g. Digital M 2026',
		description: 'Name that only your team sees, at most 255 characters',
		routing: { send: { type: 'body', property: 'name_internal' } },
	},
	ipAddresses('For free plans: IP addresses that are let in'),
	{
		displayName: 'Is a Donation',
		name: 'isDonation',
		type: 'boolean',
		default: true,
		description: 'Whether the plan is a donation',
		routing: { send: { type: 'body', property: 'is_donation' } },
	},
	{
		displayName: 'Member Seat Capacity',
		name: 'memberSeatCapacity',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		default: 1,
		description: 'For membership plans: how many members a subscription has room for, 1 to 1000',
		routing: { send: { type: 'body', property: 'member_seat_capacity' } },
	},
	{
		displayName: 'Renewal Strategy',
		name: 'renewalStrategy',
		type: 'string',
		default: '',
		description: 'How subscriptions are renewed, as Pelcro names it',
		routing: { send: { type: 'body', property: 'renewal_strategy' } },
	},
	{
		displayName: 'Invoice Reminder (Days)',
		name: 'invoiceUpcomingNotification',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 7,
		description: 'How many days before the next invoice customers are told',
		routing: { send: { type: 'body', property: 'invoice_upcoming_notification' } },
	},
];

export const oldProviderId: PelcroProperty = {
	displayName: 'Old Provider ID',
	name: 'oldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. PLAN-31',
	description: 'ID of the plan on your previous or other system, at most 191 characters',
	routing: { send: { type: 'body', property: 'old_provider_id' } },
};

/** Only taken by a create. Reference: plans, create. */
export const createOnlyFields: PelcroProperty[] = [
	{
		displayName: 'Product Import Unique ID',
		name: 'productImportUniqueId',
		type: 'string',
		default: '',
		placeholder: 'e.g. PRODUCT-7',
		description: 'ID under which the product was imported, in place of Product',
		routing: { send: { type: 'body', property: 'product_import_unique_id' } },
	},
	{
		displayName: 'Type',
		name: 'planType',
		type: 'options',
		default: 'regular',
		description: 'What subscriptions to the plan are',
		options: [
			{ name: 'Donation', value: 'donation' },
			{ name: 'Membership', value: 'membership' },
			{ name: 'Regular', value: 'regular' },
		],
		routing: { send: { type: 'body', property: 'type' } },
	},
];
