import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	addressId,
	autoRenew,
	campaignKey,
	collectionMethod,
	couponCode,
	customerId,
	planId,
	quantity,
	sourceId,
	subscriptionId,
} from './fields';

/** Reference: subscriptions, renew. */
export const renew: PelcroOperation = {
	option: {
		name: 'Renew',
		value: 'renew',
		action: 'Renew a subscription',
		description:
			'Add a further period with a plan to a subscription; the running period does not change',
		routing: { request: { method: 'POST', url: '/subscriptions/renew' } },
	},
	output: 'done',
	concerns: ['subscription_id', 'user_id'],
	fields: [
		{
			...customerId,
			required: true,
			description: 'The customer whose subscription it is',
			routing: { send: { type: 'query', property: 'user_id' } },
		},
		{ ...subscriptionId, routing: { send: { type: 'body', property: 'subscription_id' } } },
		{
			...planId,
			required: true,
			description: 'The plan of the added period',
			routing: { send: { type: 'body', property: 'plan_id' } },
		},
		quantity,
		{
			displayName: 'Source',
			name: 'renewalSource',
			type: 'string',
			required: true,
			default: 'Web',
			placeholder: 'e.g. Phone',
			description: 'Where the renewal came from, e.g. Web, Phone or Email',
			routing: { send: { type: 'body', property: 'source' } },
		},
		additionalFields([
			addressId,
			autoRenew,
			campaignKey,
			collectionMethod('send_invoice'),
			couponCode,
			sourceId,
			{
				displayName: 'Replace Upcoming Phases',
				name: 'replaceUpcomingPhases',
				type: 'boolean',
				default: false,
				description:
					'Whether to drop the periods that were added before; without it a subscription takes 10 at most',
				routing: { send: { type: 'body', property: 'replace_upcoming_phases' } },
			},
		]),
	],
};
