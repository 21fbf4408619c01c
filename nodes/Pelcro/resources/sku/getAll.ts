import { filtersField, sortField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: skus, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SKUs',
		description: 'Get many SKUs, of all products of the shop or of one',
		routing: { request: { method: 'GET', url: '/ecommerce/products/skus' } },
	},
	output: 'list',
	fields: [
		filtersField(
			[
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
				{ name: 'Product ID', value: 'product_id' },
			],
			'name',
		),
		sortField([
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'name' },
			{ name: 'Product ID', value: 'product_id' },
		]),
	],
};
