import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';
import { expand } from './fields';

/** The page speaks of filters but lists none, so each is typed in. Reference: orders, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many orders',
		description: 'Get many orders of the shop',
		routing: { request: { method: 'GET', url: '/orders' } },
	},
	output: 'list',
	fields: [filtersField([]), expand],
};
