import type { PelcroOperation } from '../../shared/types';
import { paymentCategory } from '../../shared/payment';
import { additionalFields } from '../../shared/optionalFields';
import { invoiceId } from './fields';

/** Reference: invoices, pay-offline. */
export const payOffline: PelcroOperation = {
	option: {
		name: 'Pay Offline',
		value: 'payOffline',
		action: 'Pay an invoice offline',
		description:
			'Book a payment of all that is left of an invoice, made outside Pelcro, e.g. by check. This cannot be undone.',
		routing: {
			request: { method: 'POST', url: '=/invoices/{{$parameter.invoiceId}}/pay_offline' },
		},
	},
	output: 'done',
	fields: [
		invoiceId,
		{
			displayName: 'Reference',
			name: 'paymentReference',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Check 4711',
			description: 'Number of the check, reference of the transfer or the like',
			routing: { send: { type: 'body', property: 'reference' } },
		},
		additionalFields([paymentCategory]),
	],
};
