import { filtersField } from '../../shared/conditions';
import { customerById } from '../../shared/included';
import { createdFields, customerField, endFields, statusField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';
import { expand, plan, planOfList, sort, STATUSES } from './fields';

/** Reference: subscriptions, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many subscriptions',
		description: 'Get many subscriptions, of your choice by status, customer, plan or dates',
		routing: { request: { method: 'GET', url: '/subscriptions' } },
	},
	output: 'list',
	includes: { customer: customerById, plan },
	fields: [
		statusField('subscriptions', STATUSES),
		customerField('subscriptions', { relation: 'subscriptions' }),
		planOfList,
		...createdFields('subscriptions'),
		...endFields('subscriptions'),
		filtersField([]),
		sort,
		expand,
	],
};
