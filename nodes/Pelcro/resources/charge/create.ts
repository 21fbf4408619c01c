import { additionalFields } from '../../shared/optionalFields';
import { customerAsOwner } from '../../shared/owners';
import { paymentCategory } from '../../shared/payment';
import { customerLocator, recordLocator } from '../../shared/recordLocator';
import type { PelcroOperation } from '../../shared/types';
import { currencyOfPayment } from '../../shared/vocabulary/currency';
import { customerIsGiven, customerOldProviderId } from '../../shared/vocabulary/customer';

/** Reference: charges, create-offline. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an offline charge',
		description:
			'Book a payment that was made outside Pelcro, e.g. by check. Without an invoice the amount is credited to the customer. This cannot be undone.',
		routing: { request: { method: 'POST', url: '/charges' } },
	},
	output: 'record',
	once: { owner: customerAsOwner('customer_id'), guessed: true },
	concerns: ['customer_id', 'customer_old_provider_id', 'invoice_id', 'invoice_old_provider_id'],
	fields: [
		{
			displayName: 'Customer',
			name: 'customerId',
			...customerLocator(),
			description: 'The customer who has paid',
			routing: { send: { type: 'body', property: 'customer_id' } },
		},
		{
			displayName: 'Amount',
			name: 'amount',
			type: 'string',
			typeOptions: { minValue: 0 },
			required: true,
			default: '',
			description:
				'What was paid, e.g. 10.50. With a paid invoice it must be the total of the invoice.',
			encoding: 'money',
			routing: { send: { type: 'body', property: 'amount' } },
		},
		currencyOfPayment,
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Check 4711',
			description: 'Number of the check, reference of the transfer or the like',
			routing: { send: { type: 'body', property: 'reference' } },
		},
		additionalFields([
			customerOldProviderId,
			{
				displayName: 'Invoice',
				name: 'invoiceId',
				...recordLocator('searchInvoices'),
				description: 'Invoice that was paid',
				routing: { send: { type: 'body', property: 'invoice_id' } },
			},
			{
				displayName: 'Invoice Old Provider ID',
				name: 'invoiceOldProviderId',
				type: 'string',
				default: '',
				placeholder: 'e.g. INV-2031',
				description: 'ID of the invoice on your other system, in place of Invoice',
				routing: { send: { type: 'body', property: 'invoice_old_provider_id' } },
			},
			paymentCategory,
		]),
	],
	requirements: [customerIsGiven('customer_id')],
};
