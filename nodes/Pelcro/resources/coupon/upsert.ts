import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { code, couponName, discountFields, limitFields } from './fields';

/** The discount stays with the coupon: an update ignores it. Reference: coupons, create and update. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a coupon',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/coupons' } },
	},
	output: 'record',
	fields: [
		{
			displayName: 'Match By',
			name: 'couponMatchBy',
			type: 'options',
			required: true,
			default: 'code',
			description: 'What tells whether the coupon exists already; its discount then stays as it is',
			options: [{ name: 'Code', value: 'code' }],
		},
		{ ...code, required: true },
		{ ...couponName, required: true },
		...discountFields,
		upsertFields(limitFields),
	],
	upsert: {
		listPath: '/coupons',
		matchBy: 'couponMatchBy',
		keys: { code: { field: 'code', property: 'code', caseSensitive: false } },
		update: {
			method: 'PUT',
			url: '/coupons/{id}',
			without: ['duration', 'percent_off', 'amount_off', 'currency'],
		},
	},
};
