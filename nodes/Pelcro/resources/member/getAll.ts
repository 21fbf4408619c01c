import { expandField, filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: memberships, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many members',
		description: 'Get many members, of all membership subscriptions or of one',
		routing: { request: { method: 'GET', url: '/memberships' } },
	},
	output: 'list',
	fields: [
		filtersField([
			{ name: 'Customer ID', value: 'user_id' },
			{ name: 'Subscription ID', value: 'subscription_id' },
		]),
		expandField([
			{ name: 'Customer', value: 'user' },
			{ name: 'Subscription', value: 'subscription' },
		]),
	],
};
