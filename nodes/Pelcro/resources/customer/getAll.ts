import { createdFields } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';
import { expand, filters, sort } from './fields';

/** Reference: customers, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many customers',
		description: 'Get many customers, of your choice by email, name, metadata or dates',
		routing: { request: { method: 'GET', url: '/customers' } },
	},
	output: 'list',
	fields: [...createdFields('customers'), filters, sort, expand],
};
