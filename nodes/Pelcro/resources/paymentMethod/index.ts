import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deletePaymentMethod } from './delete';
import { get } from './get';
import { getAll } from './getAll';

/** Reference: 'Payment methods (sources)'. There is no update. */
export const paymentMethod: PelcroResource = {
	name: 'Payment Method',
	value: 'paymentMethod',
	description: 'A card or other means with which a customer pays',
	simplifiedFields: [
		'id',
		'user_id',
		'customer',
		'brand',
		'last4',
		'exp_month',
		'exp_year',
		'object_gateway',
		'object_id',
		'created_at',
	],
	related: { under: ['default_source', 'default_source_id'] },
	list: { path: '/sources', filteredById: false },
	operations: [create, deletePaymentMethod, get, getAll],
};
