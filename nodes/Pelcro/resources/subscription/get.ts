import type { PelcroOperation } from '../../shared/types';
import { expand, subscriptionId } from './fields';

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
	fields: [subscriptionId, expand],
};
