import { additionalFields } from '../../shared/optionalFields';
import { customerAsOwner } from '../../shared/owners';
import { customerLocator, recordLocator } from '../../shared/recordLocator';
import type { PelcroOperation } from '../../shared/types';
import { currencyOfPayment } from '../../shared/vocabulary/currency';
import { customerIsGiven, customerOldProviderId } from '../../shared/vocabulary/customer';
import { lineJson, lineRows } from './fields';

/** Reference: invoices, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an invoice',
		description: 'Create an invoice with lines, or with a total alone',
		routing: { request: { method: 'POST', url: '/invoices' } },
	},
	output: 'record',
	once: {
		owner: customerAsOwner('customer_id'),
		filtered: true,
		guessed: true,
		storedByUpdate: true,
	},
	concerns: [
		'customer_id',
		'customer_old_provider_id',
		'subscription_id',
		'subscription_old_provider_id',
	],
	fields: [
		{
			displayName: 'Customer',
			name: 'customerId',
			...customerLocator(),
			description: 'The customer who is to pay',
			routing: { send: { type: 'body', property: 'customer_id' } },
		},
		currencyOfPayment,
		lineRows,
		additionalFields([
			lineJson,
			{
				displayName: 'Billing Reason',
				name: 'billingReason',
				type: 'options',
				default: 'manual',
				description: 'Why there is this invoice',
				options: [
					{ name: 'Manual', value: 'manual' },
					{ name: 'Order Create', value: 'order_create' },
					{ name: 'Subscription Create', value: 'subscription_create' },
					{ name: 'Subscription Cycle', value: 'subscription_cycle' },
					{ name: 'Subscription Update', value: 'subscription_update' },
				],
				routing: { send: { type: 'body', property: 'billing_reason' } },
			},
			customerOldProviderId,
			{
				displayName: 'Due Date',
				name: 'dueDate',
				type: 'dateTime',
				default: '',
				description: 'When the invoice has to be paid; not before Period Start',
				routing: { send: { type: 'body', property: 'due_date' } },
			},
			{
				displayName: 'Period End',
				name: 'periodEnd',
				type: 'dateTime',
				default: '',
				description: 'End of the time that is invoiced; not before Period Start',
				routing: { send: { type: 'body', property: 'period_end' } },
			},
			{
				displayName: 'Period Start',
				name: 'periodStart',
				type: 'dateTime',
				default: '',
				description: 'Start of the time that is invoiced',
				routing: { send: { type: 'body', property: 'period_start' } },
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'open',
				description: 'Status in which the invoice is made',
				options: [
					{ name: 'Draft', value: 'draft' },
					{ name: 'Open', value: 'open' },
					{ name: 'Paid', value: 'paid' },
					{ name: 'Uncollectible', value: 'uncollectible' },
					{ name: 'Void', value: 'void' },
				],
				routing: { send: { type: 'body', property: 'status' } },
			},
			{
				displayName: 'Subscription',
				name: 'subscriptionId',
				...recordLocator('searchSubscriptions'),
				description: 'Subscription that is invoiced',
				routing: { send: { type: 'body', property: 'subscription_id' } },
			},
			{
				displayName: 'Subscription Old Provider ID',
				name: 'subscriptionOldProviderId',
				type: 'string',
				default: '',
				placeholder: 'e.g. SUB-311',
				description: 'ID of the subscription on your other system, in place of Subscription',
				routing: { send: { type: 'body', property: 'subscription_old_provider_id' } },
			},
			{
				displayName: 'Total',
				name: 'total',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Total in place of lines, e.g. 10.50',
				encoding: 'money',
				routing: { send: { type: 'body', property: 'total' } },
			},
		]),
	],
	requirements: [
		customerIsGiven('customer_id'),
		{
			oneOf: ['line_items', 'total'],
			message: 'An invoice needs at least one line item or a total, and there is neither',
		},
	],
};
