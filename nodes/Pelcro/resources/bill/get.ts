import type { PelcroOperation } from '../../shared/types';
import { billId } from './fields';

/** Reference: bills, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a bill',
		description: 'Get one bill with its lines',
		routing: { request: { method: 'GET', url: '=/bills/{{$parameter.billId}}' } },
	},
	output: 'record',
	fields: [billId],
};
