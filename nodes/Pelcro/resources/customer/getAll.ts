import type { PelcroOperation } from '../../shared/types';
import { expand, filters, sort } from './fields';

/** Reference: customers, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many customers',
		description: 'Get many customers, of your choice by email, name or metadata',
		routing: { request: { method: 'GET', url: '/customers' } },
	},
	output: 'list',
	fields: [filters, sort, expand],
};
