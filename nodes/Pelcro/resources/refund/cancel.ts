import type { PelcroOperation } from '../../shared/types';

/** The name of the body field is inferred in the reference. Reference: refunds, cancel. */
export const cancel: PelcroOperation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel refunds that are waiting',
		description:
			'Cancel refunds that wait to be issued; others stay as they are. Pelcro does so in the background. This cannot be undone.',
		routing: { request: { method: 'POST', url: '/refunds/cancelled' } },
	},
	output: 'done',
	aim: [],
	concerns: 'all',
	fields: [
		{
			displayName: 'Refund Names or IDs',
			name: 'refunds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getWaitingRefunds' },
			required: true,
			default: [],
			description:
				'The refunds to cancel. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			encoding: 'commaList',
			otherChoices: true,
			routing: { send: { type: 'body', property: 'refunds' } },
		},
	],
};
