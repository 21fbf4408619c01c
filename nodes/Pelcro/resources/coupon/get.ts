import type { PelcroOperation } from '../../shared/types';
import { couponId } from './fields';

/** Reference: coupons, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a coupon',
		description: 'Get one coupon with its discount, limits and number of uses',
		routing: { request: { method: 'GET', url: '=/coupons/{{$parameter.couponId}}' } },
	},
	output: 'record',
	fields: [couponId],
};
