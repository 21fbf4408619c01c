import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: products, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many products',
		description: 'Get many products of the site; with their plans when Simplify is off',
		routing: { request: { method: 'GET', url: '/products' } },
	},
	output: 'list',
	fields: [filtersField([])],
};
