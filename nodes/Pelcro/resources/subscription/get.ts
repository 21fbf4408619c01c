import { customerById } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { expand, plan, subscriptionId } from './fields';

/** Reference: subscriptions, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a subscription',
		description: 'Get one subscription',
		routing: { request: { method: 'GET', url: '=/subscriptions/{{$parameter.subscriptionId}}' } },
	},
	output: 'record',
	includes: { customer: customerById, plan },
	fields: [subscriptionId, expand],
};
