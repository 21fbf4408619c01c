import { customerExpanded } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { expand, orderId } from './fields';

/** Reference: orders, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an order',
		description: 'Get one order',
		routing: { request: { method: 'GET', url: '=/orders/{{$parameter.orderId}}' } },
	},
	output: 'record',
	includes: { customer: customerExpanded },
	fields: [orderId, expand],
};
