import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: coupons, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many coupons',
		description: 'Get many coupons of the site',
		routing: { request: { method: 'GET', url: '/coupons' } },
	},
	output: 'list',
	fields: [filtersField([])],
};
