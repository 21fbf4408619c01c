import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteAddress } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Addresses'. */
export const address: PelcroResource = {
	name: 'Address',
	value: 'address',
	description: 'A shipping or billing address of a customer',
	simplifiedFields: [
		'id',
		'user_id',
		'type',
		'line1',
		'line2',
		'city',
		'state',
		'postal_code',
		'country',
		'is_default',
	],
	related: {
		under: ['address', 'addresses', 'customer_address', 'customer_shipping'],
		// Whom a parcel is for stands in the address alone.
		fields: [
			'id',
			'type',
			'first_name',
			'last_name',
			'company',
			'line1',
			'line2',
			'city',
			'state',
			'postal_code',
			'country',
			'phone',
			'is_default',
		],
	},
	list: { path: '/addresses', filteredById: false },
	operations: [create, upsert, deleteAddress, get, getAll, update],
};
