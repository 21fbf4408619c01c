import { expandField, filtersField, sortField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: organizations, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many organizations',
		description: 'Get many organizations, with their customers on choice',
		routing: { request: { method: 'GET', url: '/organizations' } },
	},
	output: 'list',
	fields: [
		filtersField(
			[
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
			],
			'name',
		),
		sortField([
			{ name: 'Created At', value: 'created_at' },
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'name' },
			{ name: 'Number of Customers', value: 'customers_count' },
		]),
		expandField([{ name: 'Customers', value: 'customers' }]),
	],
};
