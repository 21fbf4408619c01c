import type { PelcroOperation } from '../../shared/types';
import { billId } from './fields';

/** Reference: bills, finalize. */
export const finalize: PelcroOperation = {
	option: {
		name: 'Finalize',
		value: 'finalize',
		action: 'Finalize a bill',
		description: 'Turn a draft into an open bill. It cannot be changed or deleted afterwards.',
		routing: { request: { method: 'POST', url: '=/bills/{{$parameter.billId}}/finalize' } },
	},
	output: 'done',
	aim: [{ attribute: 'status', values: ['open', 'paid'] }],
	fields: [billId],
};
