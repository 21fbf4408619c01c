import { filtersField, sortField } from '../../shared/conditions';
import { customerExpanded } from '../../shared/included';
import { createdFields, customerField, statusField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';
import { expand } from './fields';

/** The page speaks of filters but lists none. Reference: orders, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many orders',
		description: 'Get many orders of the shop, of your choice by status, customer or dates',
		routing: { request: { method: 'GET', url: '/orders' } },
	},
	output: 'list',
	includes: { customer: customerExpanded },
	fields: [
		statusField('orders', [
			{ name: 'Canceled', value: 'canceled' },
			{ name: 'Fulfilled', value: 'fulfilled', description: 'Delivered' },
			{ name: 'Paid', value: 'paid', description: 'Paid, and still to be delivered' },
			{ name: 'Returned', value: 'returned', description: 'Sent back, and paid back' },
		]),
		customerField('orders'),
		...createdFields('orders'),
		filtersField([]),
		sortField(
			[],
			[
				{ name: 'Amount', value: 'amount' },
				{ name: 'Created At', value: 'created_at' },
				{ name: 'Status', value: 'status' },
			],
		),
		expand,
	],
};
