import type { PelcroOperation } from '../../shared/types';
import { orderId } from './fields';

/** Reference: orders, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an order',
		description: 'Mark an order as fulfilled or returned',
		routing: { request: { method: 'PUT', url: '=/orders/{{$parameter.orderId}}' } },
	},
	output: 'record',
	fields: [
		orderId,
		{
			displayName: 'Status',
			name: 'orderStatus',
			type: 'options',
			required: true,
			default: 'fulfilled',
			description: 'What became of the order',
			options: [
				{
					name: 'Fulfilled',
					value: 'fulfilled',
					description: 'Sent; only for an order that is paid',
				},
				{ name: 'Returned', value: 'returned', description: 'Sent back by the customer' },
			],
			routing: { send: { type: 'body', property: 'status' } },
		},
	],
};
