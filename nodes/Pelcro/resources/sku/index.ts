import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteSku } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** Reference: 'E-commerce SKUs'. */
export const sku: PelcroResource = {
	name: 'SKU',
	value: 'sku',
	description: 'A variant of a product of the shop, with a price and a stock',
	simplifiedFields: [
		'id',
		'name',
		'product_id',
		'price',
		'currency',
		'active',
		'inventory_type',
		'inventory_quantity',
		'created_at',
		'updated_at',
	],
	list: { path: '/ecommerce/products/skus', filteredById: true },
	operations: [create, deleteSku, get, getAll, update],
};
