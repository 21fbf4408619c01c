import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteEcommerceProduct } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** Reference: 'E-commerce products'. */
export const ecommerceProduct: PelcroResource = {
	name: 'E-Commerce Product',
	value: 'ecommerceProduct',
	description: 'A product of the shop, such as a book or a mug; it is sold as SKUs',
	list: { path: '/ecommerce/products', filteredById: false },
	operations: [create, deleteEcommerceProduct, get, getAll, update],
};
