import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** Reference: 'E-commerce orders'. */
export const order: PelcroResource = {
	name: 'Order',
	value: 'order',
	description: 'Products of the shop that a customer has ordered',
	simplifiedFields: [
		'id',
		'status',
		'user_id',
		'user',
		'amount',
		'currency',
		'items',
		'address',
		'created_at',
		'updated_at',
	],
	list: { path: '/orders', filteredById: false },
	operations: [create, get, getAll, update],
};
