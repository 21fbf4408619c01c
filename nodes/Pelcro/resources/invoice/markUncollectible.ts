import type { PelcroOperation } from '../../shared/types';
import { invoiceId } from './fields';

/** Reference: invoices, mark-uncollectible. */
export const markUncollectible: PelcroOperation = {
	option: {
		name: 'Mark Uncollectible',
		value: 'markUncollectible',
		action: 'Mark an invoice as uncollectible',
		description: 'Give up on an invoice that will not be paid. This cannot be undone.',
		routing: {
			request: { method: 'POST', url: '=/invoices/{{$parameter.invoiceId}}/uncollectible' },
		},
	},
	output: 'done',
	aim: [{ attribute: 'status', values: ['uncollectible'] }],
	fields: [invoiceId],
};
