import { filtersField, sortField } from '../../shared/conditions';
import { customerById } from '../../shared/included';
import { createdFields, customerField, statusField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';

/** The page speaks of filters but lists none. Reference: charges, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many charges',
		description:
			'Get many payments, online and offline, of your choice by status, customer or dates',
		routing: { request: { method: 'GET', url: '/charges' } },
	},
	output: 'list',
	includes: { customer: customerById },
	fields: [
		statusField('charges', [
			{ name: 'Failed', value: 'failed' },
			{ name: 'Pending', value: 'pending' },
			{ name: 'Succeeded', value: 'succeeded' },
		]),
		customerField('charges'),
		...createdFields('charges'),
		filtersField([]),
		sortField(
			[],
			[
				{ name: 'Amount', value: 'amount' },
				{ name: 'Created', value: 'created' },
				{ name: 'Status', value: 'status' },
			],
		),
	],
};
