import { additionalFields } from '../../shared/optionalFields';
import { customerLocator } from '../../shared/recordLocator';
import type { PelcroOperation } from '../../shared/types';
import { addressId, oldProviderId, subscriptionId } from './fields';

/** Reference: memberships, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a member',
		description:
			'Give a customer a seat in a membership subscription. A pending invitation of the same email is activated.',
		routing: { request: { method: 'POST', url: '/memberships' } },
	},
	output: 'record',
	concerns: ['subscription_id', 'customer_id'],
	fields: [
		subscriptionId,
		{
			displayName: 'Customer',
			name: 'customerId',
			...customerLocator(),
			required: true,
			description: 'The customer who becomes a member',
			routing: { send: { type: 'body', property: 'customer_id' } },
		},
		additionalFields([addressId, oldProviderId]),
	],
};
