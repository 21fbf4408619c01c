import type { PelcroOperation } from '../../shared/types';

/** The name of the body field is inferred in the reference. Reference: refunds, cancel. */
export const cancel: PelcroOperation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel refunds that wait to be issued',
		description:
			'Cancel refunds that wait to be issued; others stay as they are. Pelcro does so in the background. This cannot be undone.',
		routing: { request: { method: 'POST', url: '/refunds/cancelled' } },
	},
	output: 'done',
	concerns: 'all',
	fields: [
		{
			displayName: 'Refunds',
			name: 'refunds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 5512,5513',
			description:
				'IDs of the refunds to cancel, separated by commas, or the word all for every refund that waits',
			routing: { send: { type: 'body', property: 'refunds' } },
		},
	],
};
