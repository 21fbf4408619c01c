import type { PelcroOperation } from '../../shared/types';
import { couponId } from './fields';

/** Reference: coupons, delete. */
export const deleteCoupon: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a coupon',
		description: 'Delete a coupon, so that it cannot be used any more. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/coupons/{{$parameter.couponId}}' } },
	},
	output: 'deleted',
	fields: [couponId],
};
