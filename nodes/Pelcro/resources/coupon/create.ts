import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { code, couponName, discountFields, limitFields } from './fields';

/** Reference: coupons, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a coupon',
		description: 'Create a coupon; its discount cannot be changed later',
		routing: { request: { method: 'POST', url: '/coupons' } },
	},
	output: 'record',
	once: {},
	uniqueKeys: [{ property: 'code', caseSensitive: false }],
	fields: [
		{ ...code, required: true },
		{ ...couponName, required: true },
		...discountFields,
		additionalFields(limitFields),
	],
};
