import { filtersField, sortField } from '../../shared/conditions';
import { customerById, planOfSubscription } from '../../shared/included';
import { createdFields, customerField, dueFields, statusField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: invoices, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many invoices',
		description: 'Get many invoices, of your choice by status, customer or dates',
		routing: { request: { method: 'GET', url: '/invoices' } },
	},
	output: 'list',
	includes: { customer: customerById, plan: planOfSubscription },
	fields: [
		// Reference: invoices create (`status`), amendment 10.
		statusField(
			'invoices',
			[
				{ name: 'Draft', value: 'draft', description: 'Not finished yet' },
				{ name: 'Open', value: 'open', description: 'Unpaid: waits to be paid' },
				{ name: 'Paid', value: 'paid' },
				{ name: 'Past Due', value: 'past_due', description: 'Unpaid: should have been paid' },
				{
					name: 'Uncollectible',
					value: 'uncollectible',
					description: 'Unpaid, and nobody expects it to be paid',
				},
				{ name: 'Void', value: 'void', description: 'Is not to be paid any more' },
			],
			'status',
		),
		customerField('invoices'),
		...createdFields('invoices'),
		...dueFields('invoices'),
		filtersField(
			[
				{ name: 'ID', value: 'id' },
				{
					name: 'Metadata Value',
					value: 'metadata.',
					description: 'Name the key in the next field',
				},
				{ name: 'Status', value: 'status', description: 'Such as open, paid or void' },
			],
			'status',
		),
		sortField(
			[
				{ name: 'Created At', value: 'created_at' },
				{ name: 'ID', value: 'id' },
				{ name: 'Status', value: 'status' },
			],
			[
				{ name: 'Total', value: 'total' },
				{ name: 'Amount Due', value: 'amount_due' },
				{ name: 'Due Date', value: 'due_date' },
			],
		),
	],
};
