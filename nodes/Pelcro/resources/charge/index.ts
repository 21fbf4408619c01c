import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

/** Reference: 'Charges (payments)'. Online ones are made by the payment gateway. */
export const charge: PelcroResource = {
	name: 'Charge',
	value: 'charge',
	description: 'A payment of a customer',
	simplifiedFields: [
		'id',
		'amount',
		'amount_refunded',
		'currency',
		'status',
		'customer',
		'user_id',
		'invoice',
		'description',
		'created',
	],
	related: { under: ['charge'] },
	list: { path: '/charges', filteredById: false },
	operations: [create, get, getAll],
};
