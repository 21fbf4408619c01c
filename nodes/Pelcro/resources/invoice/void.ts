import type { PelcroOperation } from '../../shared/types';
import { invoiceId } from './fields';

/** Reference: invoices, void. */
export const voidInvoice: PelcroOperation = {
	option: {
		name: 'Void',
		value: 'void',
		action: 'Void an invoice',
		description: 'Declare an open invoice void. This cannot be undone.',
		routing: { request: { method: 'POST', url: '=/invoices/{{$parameter.invoiceId}}/void' } },
	},
	output: 'done',
	aim: [{ attribute: 'status', values: ['void', 'voided'] }],
	fields: [invoiceId],
};
