import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { description, endpointFields } from './fields';

/**
 * The page of this call says that the answer holds the secret, once; the overview says that it does not. Where
 * it does, the user decides whether it is put out. Reference: webhooks, create.
 */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a webhook',
		description: 'Have Pelcro send events to an address; an account can have 10 webhooks',
		routing: { request: { method: 'POST', url: '/webhooks' } },
	},
	output: 'record',
	secret: { attribute: 'secret', shownBy: 'returnSecret' },
	fields: [
		...endpointFields,
		{
			displayName: 'Return Secret',
			name: 'returnSecret',
			type: 'boolean',
			default: false,
			description:
				'Whether to return the secret that events are signed with, which Pelcro tells only once. It is then in the output, and in the execution data that n8n saves.',
		},
		additionalFields([description]),
	],
};
