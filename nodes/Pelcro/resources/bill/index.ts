import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteBill } from './delete';
import { exportBills } from './export';
import { finalize } from './finalize';
import { get } from './get';
import { getAll } from './getAll';
import { markAsPaid } from './markAsPaid';
import { update } from './update';

/** Reference: 'Bills'. */
export const bill: PelcroResource = {
	name: 'Bill',
	value: 'bill',
	description: 'What you owe a vendor, from the draft to the payment',
	// The amounts come beside each other or, in the newest form, as one object; both are taken.
	simplifiedFields: [
		'id',
		'number',
		'status',
		'user_id',
		'currency',
		'total',
		'amount_remaining',
		'amounts',
		'created',
		'paid_at',
	],
	related: { under: ['bills'] },
	list: { path: '/bills', filteredById: true },
	operations: [create, deleteBill, exportBills, finalize, get, getAll, markAsPaid, update],
};
