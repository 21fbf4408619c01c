import type { PelcroOperation } from '../../shared/types';
import { billId } from './fields';

/** Reference: bills, delete. */
export const deleteBill: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a bill',
		description: 'Delete a bill that is a draft, with its lines. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/bills/{{$parameter.billId}}' } },
	},
	output: 'deleted',
	fields: [billId],
};
