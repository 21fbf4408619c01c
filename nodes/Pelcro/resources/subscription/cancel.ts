import type { PelcroOperation } from '../../shared/types';
import { subscriptionId } from './fields';

/**
 * Whether `mode` and `reason` travel in the body or in the query was not seen; the page lists them under the
 * body, so that is what is sent. Reference: subscriptions, cancel.
 */
export const cancel: PelcroOperation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel a subscription',
		description: 'Cancel a subscription at the end of its period, or at once',
		routing: {
			request: { method: 'DELETE', url: '=/subscriptions/{{$parameter.subscriptionId}}' },
		},
	},
	output: 'done',
	aim: [
		{ attribute: 'status', values: ['canceled', 'cancelled', 'expired'] },
		{ attribute: 'cancel_at_period_end', values: ['true'], when: { mode: 'period_end' } },
	],
	fields: [
		subscriptionId,
		{
			displayName: 'When',
			name: 'cancelMode',
			type: 'options',
			required: true,
			default: 'period_end',
			description: 'When the subscription is to end',
			options: [
				{
					name: 'At the End of the Period',
					value: 'period_end',
					description: 'The customer keeps what is paid for; it is not renewed',
				},
				{
					name: 'Now',
					value: 'now',
					description: 'The subscription ends at once; this cannot be undone',
				},
			],
			routing: { send: { type: 'body', property: 'mode' } },
		},
		{
			displayName: 'Reason',
			name: 'cancelReason',
			type: 'string',
			default: '',
			placeholder: 'e.g. Moved abroad',
			description: 'Why it is canceled, at most 255 characters',
			routing: { send: { type: 'body', property: 'reason' } },
		},
	],
};
