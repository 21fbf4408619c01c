import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteVendor } from './delete';
import { exportVendors } from './export';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** Reference: 'Vendors'. */
export const vendor: PelcroResource = {
	name: 'Vendor',
	value: 'vendor',
	description: 'A person or company that you owe money to, e.g. a carrier',
	simplifiedFields: [
		'id',
		'vendor_id',
		'name',
		'email',
		'phone',
		'bills_count',
		'total_billed',
		'payout_ready',
		'created_at',
		'updated_at',
	],
	list: { path: '/vendors', filteredById: true },
	operations: [create, deleteVendor, exportVendors, get, getAll, update],
};
