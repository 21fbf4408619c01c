import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteCoupon } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Coupons'. */
export const coupon: PelcroResource = {
	name: 'Coupon',
	value: 'coupon',
	description: 'A code with which customers get a discount',
	simplifiedFields: [
		'id',
		'code',
		'name',
		'percent_off',
		'amount_off',
		'currency',
		'duration',
		'redeem_by',
		'max_redemptions',
		'plans',
	],
	related: { under: ['coupon'] },
	list: { path: '/coupons', filteredById: false },
	operations: [create, upsert, deleteCoupon, get, getAll, update],
};
