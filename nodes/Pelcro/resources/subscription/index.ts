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
	simplifiedFields: [
		'id',
		'status',
		'customer',
		'plan',
		'quantity',
		'current_period_start',
		'current_period_end',
		'cancel_at_period_end',
		'canceled_at',
		'created',
	],
	operations: [cancel, create, get, getAll, renew, update],
};
