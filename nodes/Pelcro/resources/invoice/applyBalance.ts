import type { PelcroOperation } from '../../shared/types';
import { invoiceId } from './fields';

/** Reference: invoices, apply-balance. */
export const applyBalance: PelcroOperation = {
	option: {
		name: 'Apply Balance',
		value: 'applyBalance',
		action: 'Apply the balance to an invoice',
		description:
			'Pay an open or past due invoice from the balance of the customer, as far as it goes: an invoice that is covered is paid, else a part of it. Only where Pelcro’s own billing makes the invoices.',
		routing: {
			request: { method: 'POST', url: '=/invoices/{{$parameter.invoiceId}}/apply_balance' },
		},
	},
	output: 'done',
	concerns: 'all',
	fields: [invoiceId],
};
