import type { PelcroOperation } from '../../shared/types';
import { billId } from './fields';

/** Reference: bills, mark-as-paid. */
export const markAsPaid: PelcroOperation = {
	option: {
		name: 'Mark as Paid',
		value: 'markAsPaid',
		action: 'Mark a bill as paid',
		description: 'Record that an open bill was paid. Pelcro moves no money. This cannot be undone.',
		routing: { request: { method: 'POST', url: '=/bills/{{$parameter.billId}}/mark-as-paid' } },
	},
	output: 'done',
	aim: [
		{ attribute: 'status', values: ['paid'] },
		{ attribute: 'paid', values: ['true'] },
	],
	fields: [billId],
};
