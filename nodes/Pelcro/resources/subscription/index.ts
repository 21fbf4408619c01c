import type { PelcroResource } from '../../shared/types';
import { cancel } from './cancel';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { renew } from './renew';
import { update } from './update';

/** Reference: 'Subscriptions'. */
export const subscription: PelcroResource = {
	name: 'Subscription',
	value: 'subscription',
	description: 'What a customer has subscribed to: a plan, its period and its payment',
	// The attribute that names the customer is not in the reference's list; both likely names are taken.
	simplifiedFields: [
		'id',
		'status',
		'user_id',
		'customer',
		'plan',
		'quantity',
		'current_period_start',
		'current_period_end',
		'cancel_at_period_end',
		'created',
	],
	related: { under: ['subscription', 'subscriptions'] },
	list: { path: '/subscriptions', filteredById: false },
	operations: [cancel, create, get, getAll, renew, update],
};
