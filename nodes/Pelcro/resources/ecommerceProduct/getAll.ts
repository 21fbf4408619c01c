import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: ecommerce_products, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many e-commerce products',
		description: 'Get many products of the shop',
		routing: { request: { method: 'GET', url: '/ecommerce/products' } },
	},
	output: 'list',
	fields: [filtersField([])],
};
