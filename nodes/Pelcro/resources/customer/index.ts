import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteCustomer } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Customers'. */
export const customer: PelcroResource = {
	name: 'Customer',
	value: 'customer',
	description: 'A reader or member: the person or company that subscribes and pays',
	simplifiedFields: [
		'id',
		'email',
		'first_name',
		'last_name',
		'display_name',
		'phone',
		'old_provider_id',
		'metadata',
		'created_at',
		'updated_at',
	],
	related: {
		under: ['user', 'customer', 'customers', 'user_id', 'customer_id'],
		fields: ['id', 'email', 'name', 'first_name', 'last_name', 'display_name', 'phone'],
	},
	list: { path: '/customers', filteredById: false },
	operations: [create, upsert, deleteCustomer, get, getAll, update],
};
