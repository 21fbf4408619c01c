import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';
import { expand } from './fields';

/** Reference: addresses, list. It names no attribute to filter by, so each is typed in. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many addresses',
		description: 'Get many addresses of all customers',
		routing: { request: { method: 'GET', url: '/addresses' } },
	},
	output: 'list',
	fields: [filtersField([]), expand],
};
