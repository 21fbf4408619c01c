import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';
import { expand, sort } from './fields';

/** Reference: subscriptions, list. It names no attribute to filter by, so each is typed in. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many subscriptions',
		description:
			'Get many subscriptions of all customers. For those of one customer, get the customer with Expand.',
		routing: { request: { method: 'GET', url: '/subscriptions' } },
	},
	output: 'list',
	fields: [filtersField([]), sort, expand],
};
