import { expandField, filtersField } from '../../shared/conditions';
import { customerExpanded } from '../../shared/included';
import { customerField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: sources, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many payment methods',
		description: 'Get many payment methods, of all customers or of one',
		routing: { request: { method: 'GET', url: '/sources' } },
	},
	output: 'list',
	includes: { customer: customerExpanded },
	fields: [
		customerField('payment methods', { parameter: 'customer_id' }),
		filtersField([{ name: 'Customer ID', value: 'customer_id' }]),
		expandField([{ name: 'Customer', value: 'user' }]),
	],
};
