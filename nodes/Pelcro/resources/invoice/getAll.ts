import { filtersField, sortField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: invoices, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many invoices',
		description: 'Get many invoices of all customers',
		routing: { request: { method: 'GET', url: '/invoices' } },
	},
	output: 'list',
	fields: [
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
		sortField([
			{ name: 'Created At', value: 'created_at' },
			{ name: 'ID', value: 'id' },
			{ name: 'Status', value: 'status' },
		]),
	],
};
