import type { PelcroOperation } from '../../shared/types';
import { customerId, expand } from './fields';

/** Reference: customers, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a customer',
		description: 'Get one customer',
		routing: { request: { method: 'GET', url: '=/customers/{{$parameter.customerId}}' } },
	},
	output: 'record',
	fields: [customerId, expand],
};
