import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { code, couponId, couponName, limitFields } from './fields';

/** Leaving `plans` out removes all plan limits, says the reference: coupons, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a coupon',
		description:
			'Change fields of a coupon; its discount stays. Without Plans, Pelcro removes the limit to plans: choose them again to keep it.',
		routing: { request: { method: 'PUT', url: '=/coupons/{{$parameter.couponId}}' } },
	},
	output: 'record',
	fields: [couponId, updateFields([...limitFields, code, couponName])],
};
