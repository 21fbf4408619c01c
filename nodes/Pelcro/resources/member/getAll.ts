import { expandField, filtersField, sortField } from '../../shared/conditions';
import { customerExpanded } from '../../shared/included';
import { createdFields, customerField, statusField } from '../../shared/listConditions';
import { recordLocator } from '../../shared/recordLocator';
import type { PelcroOperation } from '../../shared/types';

/** Reference: memberships, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many members',
		description: 'Get many members, of your choice by subscription, customer, status or dates',
		routing: { request: { method: 'GET', url: '/memberships' } },
	},
	output: 'list',
	includes: { customer: customerExpanded },
	fields: [
		{
			displayName: 'Subscription',
			name: 'subscriptionId',
			...recordLocator('searchSubscriptionsOfAll'),
			description: 'Only members of this subscription; those of all when left empty',
			condition: { attributes: ['subscription_id', 'subscription'], compare: 'is' },
			routing: { send: { type: 'query', property: 'filter[subscription_id]' } },
		},
		customerField('members', { parameter: 'user_id' }),
		statusField('members', [
			{ name: 'Active', value: 'active' },
			{ name: 'Pending', value: 'pending', description: 'Invited, and has not accepted yet' },
		]),
		...createdFields('members'),
		filtersField([
			{ name: 'Customer ID', value: 'user_id' },
			{ name: 'Subscription ID', value: 'subscription_id' },
		]),
		sortField([], [{ name: 'Created At', value: 'created_at' }]),
		expandField([
			{ name: 'Customer', value: 'user' },
			{ name: 'Subscription', value: 'subscription' },
		]),
	],
};
