import { filtersField } from '../../shared/conditions';
import { customerExpanded } from '../../shared/included';
import { customerField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';
import { expand } from './fields';

/** Reference: addresses, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many addresses',
		description: 'Get many addresses, of all customers or of one',
		routing: { request: { method: 'GET', url: '/addresses' } },
	},
	output: 'list',
	includes: { customer: customerExpanded },
	fields: [customerField('addresses', { relation: 'addresses' }), filtersField([]), expand],
};
