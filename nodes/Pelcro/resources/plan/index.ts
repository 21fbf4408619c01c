import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deletePlan } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Plans'. */
export const plan: PelcroResource = {
	name: 'Plan',
	value: 'plan',
	description: 'A price and period at which a product can be subscribed to',
	simplifiedFields: [
		'id',
		'nickname',
		'product_id',
		'amount',
		'currency',
		'interval',
		'interval_count',
		'type',
		'active',
		'auto_renew',
	],
	related: { under: ['plan', 'plans'] },
	list: { path: '/plans', filteredById: true },
	operations: [create, upsert, deletePlan, get, getAll, update],
};
