import type { PelcroResource } from '../../shared/types';
import { applyBalance } from './applyBalance';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { markUncollectible } from './markUncollectible';
import { payOffline } from './payOffline';
import { update } from './update';
import { voidInvoice } from './void';

/** Reference: 'Invoices'. */
export const invoice: PelcroResource = {
	name: 'Invoice',
	value: 'invoice',
	description: 'What a customer has to pay, or has paid',
	simplifiedFields: [
		'id',
		'number',
		'status',
		'customer',
		'user_id',
		'total',
		'amount_due',
		'amount_paid',
		'currency',
		'created',
	],
	related: { under: ['invoice', 'latest_invoice'] },
	list: { path: '/invoices', filteredById: true },
	operations: [
		applyBalance,
		create,
		get,
		getAll,
		markUncollectible,
		payOffline,
		update,
		voidInvoice,
	],
};
