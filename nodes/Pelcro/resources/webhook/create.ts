import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { description, endpointFields } from './fields';

/**
 * The page of this call says that the answer holds the secret, once; the overview says that it does not. The
 * answer is handed over as it comes, so nothing is lost in either case. Reference: webhooks, create.
 */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a webhook',
		description:
			'Have Pelcro send events to an address; an account can have 10 webhooks. The answer may hold the secret that events are signed with, which Pelcro shows only once: keep it safe, and turn off the saving of execution data where it must not be stored.',
		routing: { request: { method: 'POST', url: '/webhooks' } },
	},
	output: 'record',
	fields: [...endpointFields, additionalFields([description])],
};
