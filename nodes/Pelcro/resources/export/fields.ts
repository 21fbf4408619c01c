import { additionalFields } from '../../shared/optionalFields';
import { planLocator, productLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { CURRENCIES } from '../../shared/vocabulary/currencies';

/** Types that are exported for a range of time. The list was cut in the reference: exports, request. */
const TYPES_BY_RANGE = [
	'addresses',
	'customers_metadata',
	'customers',
	'invoices',
	'memberships',
	'newsletters',
	'payments',
	'refunds',
	'subscriptions',
];

const forAccounting = { show: { exportType: ['accounting'] } };
const forRange = { show: { exportType: TYPES_BY_RANGE } };
/** Memberships take the filters of subscriptions. Reference: amendment 12. */
const forInvoices = { show: { exportType: ['invoices'] } };
const forSubscriptions = { show: { exportType: ['memberships', 'subscriptions'] } };

const exportType: PelcroProperty = {
	displayName: 'Type',
	name: 'exportType',
	type: 'options',
	required: true,
	default: 'customers',
	description:
		'What to export. A type that is not listed here can be sent as "object" under Additional Body Fields in Options.',
	options: [
		{ name: 'Accounting', value: 'accounting', description: 'A ZIP of CSV files for one month' },
		{ name: 'Addresses', value: 'addresses' },
		{ name: 'Customer Metadata', value: 'customers_metadata' },
		{ name: 'Customers', value: 'customers' },
		{ name: 'Invoices', value: 'invoices' },
		{ name: 'Memberships', value: 'memberships' },
		{ name: 'Newsletters', value: 'newsletters' },
		{ name: 'Payments', value: 'payments' },
		{ name: 'Refunds', value: 'refunds' },
		{ name: 'Subscriptions', value: 'subscriptions' },
	],
	routing: { send: { type: 'body', property: 'object' } },
};

const dateFields: PelcroProperty[] = [
	{
		displayName: 'From',
		name: 'dateFrom',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'Start of the time to export',
		displayOptions: forRange,
		routing: { send: { type: 'body', property: 'date_from' } },
	},
	{
		displayName: 'To',
		name: 'dateTo',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			'End of the time to export, at most 6 months after its start; an hour less where clocks are put back in between. A day without a time ends where it begins: choose the next day to include it.',
		displayOptions: forRange,
		routing: { send: { type: 'body', property: 'date_to' } },
	},
];

/** The form of the month is not in the reference. */
const accountingFields: PelcroProperty[] = [
	{
		displayName: 'Month',
		name: 'month',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-03',
		description: 'Month to export, as year and month',
		displayOptions: forAccounting,
		routing: { send: { type: 'body', property: 'month' } },
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'options',
		required: true,
		default: '',
		description: 'The currency; an expression gives its three-letter code',
		options: CURRENCIES,
		displayOptions: forAccounting,
		encoding: 'lowerCase',
		routing: { send: { type: 'body', property: 'currency' } },
	},
];

const mode: PelcroProperty = {
	displayName: 'Records',
	name: 'mode',
	type: 'options',
	default: 'full_data',
	description: 'Which records of that time to export',
	options: [
		{ name: 'Created', value: 'full_data', description: 'Records that were made in that time' },
		{
			name: 'Created or Changed',
			value: 'modified_data',
			description: 'Records that were made or changed in that time',
		},
	],
	routing: { send: { type: 'body', property: 'mode' } },
};

const subscriptionFilters: PelcroProperty = {
	displayName: 'Subscription Filters',
	name: 'subscriptionFilters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	leavesOut: true,
	displayOptions: forSubscriptions,
	options: [
		{
			displayName: 'Collection Method',
			name: 'collectionMethod',
			type: 'options',
			default: 'charge_automatically',
			description: 'Only subscriptions that are paid in this way',
			options: [
				{ name: 'Charge Automatically', value: 'charge_automatically' },
				{ name: 'Send Invoice', value: 'send_invoice' },
			],
			routing: { send: { type: 'body', property: 'collection_method' } },
		},
		{
			displayName: 'Plan',
			name: 'planId',
			...planLocator(),
			description: 'Only subscriptions of this plan',
			routing: { send: { type: 'body', property: 'plan_id' } },
		},
		{
			displayName: 'Product',
			name: 'productId',
			...productLocator(),
			description: 'Only subscriptions of plans of this product',
			routing: { send: { type: 'body', property: 'product_id' } },
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'active',
			description: 'Only subscriptions with this status',
			otherChoices: true,
			options: [
				{ name: 'Active', value: 'active' },
				{ name: 'All', value: 'all' },
				{ name: 'Canceled', value: 'canceled' },
				{ name: 'Deleted', value: 'deleted' },
				{ name: 'Extended', value: 'extended' },
				{ name: 'Incomplete', value: 'incomplete' },
				{ name: 'Incomplete Expired', value: 'incomplete_expired' },
				{ name: 'Past Due', value: 'past_due' },
				{ name: 'Trialing', value: 'trialing' },
				{ name: 'Unpaid', value: 'unpaid' },
			],
			routing: { send: { type: 'body', property: 'status' } },
		},
	],
};

/** Reference: amendment 12; the statuses are those of invoices. */
const invoiceFilters: PelcroProperty = {
	displayName: 'Invoice Filters',
	name: 'invoiceFilters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	leavesOut: true,
	displayOptions: forInvoices,
	options: [
		{
			displayName: 'Status',
			name: 'invoiceStatus',
			type: 'options',
			default: 'paid',
			description: 'Only invoices with this status',
			otherChoices: true,
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Draft', value: 'draft' },
				{ name: 'Open', value: 'open' },
				{ name: 'Paid', value: 'paid' },
				{ name: 'Past Due', value: 'past_due' },
				{ name: 'Uncollectible', value: 'uncollectible' },
				{ name: 'Void', value: 'void' },
			],
			routing: { send: { type: 'body', property: 'status' } },
		},
	],
};

/** What has to be known to request an export. Reference: exports, request. */
export const requiredFields: PelcroProperty[] = [exportType, ...dateFields, ...accountingFields];

/** What may be said beyond that. Reference: exports, request. */
export const optionalFields: PelcroProperty[] = [
	{ ...additionalFields([mode]), displayOptions: forRange },
	subscriptionFilters,
	invoiceFilters,
];

export const binaryPropertyName: PelcroProperty = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Name of the binary field of the output item',
};

/** A file is gone from Pelcro once it was sent. Reference: exports, download. */
export const lostAdvice =
	'Pelcro hands each export file out only once, and it got lost on its way here. Request the export again.';
