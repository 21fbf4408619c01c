import type { PelcroOperation } from '../../shared/types';
import { expand, filters, search, sort } from './fields';

/** Reference: vendors, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many vendors',
		description: 'Get many vendors, of your choice by name, email or phone',
		routing: { request: { method: 'GET', url: '/vendors' } },
	},
	output: 'list',
	fields: [search, filters, sort, expand],
};
