import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteProduct } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Products'. */
export const product: PelcroResource = {
	name: 'Product',
	value: 'product',
	description: 'What can be subscribed to, such as a newspaper; it is sold by plans',
	// Without the plans: whole objects in a list, which 'Get Many' of Plan returns one by one.
	simplifiedFields: [
		'id',
		'name',
		'name_internal',
		'description',
		'active',
		'address_required',
		'language',
		'countries',
		'old_provider_id',
	],
	list: { path: '/products', filteredById: false },
	operations: [create, upsert, deleteProduct, get, getAll, update],
};
