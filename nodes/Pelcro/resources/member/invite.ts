import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { oldProviderId, subscriptionId } from './fields';

/** Reference: memberships, invite. */
export const invite: PelcroOperation = {
	option: {
		name: 'Invite',
		value: 'invite',
		action: 'Invite a member',
		description:
			'Invite somebody who is no customer yet to a membership subscription. The invitation is pending until they sign in or register with that email.',
		routing: { request: { method: 'POST', url: '/memberships/invite' } },
	},
	output: 'done',
	concerns: ['subscription_id', 'customer_id'],
	fields: [
		subscriptionId,
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. name@email.com',
			description: 'Email address to invite; neither invited nor an active member yet',
			routing: { send: { type: 'body', property: 'email' } },
		},
		additionalFields([oldProviderId]),
	],
};
