import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { description, endpointFields, webhookId } from './fields';

/**
 * All overviews of the reference say PUT, the page of this call POST on the same path. PUT is sent: it is what
 * most of them say, and unlike a POST it may be repeated when its answer gets lost. Reference: webhooks, update.
 */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a webhook',
		description:
			'Change the address and the events of a webhook. Both are replaced; its description and status stay unless given.',
		routing: { request: { method: 'PUT', url: '=/webhooks/{{$parameter.webhookId}}' } },
	},
	output: 'record',
	fields: [
		webhookId,
		...endpointFields,
		updateFields([
			description,
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'enabled',
				description: 'Whether events are sent',
				options: [
					{ name: 'Disabled', value: 'disabled', description: 'Nothing is sent' },
					{ name: 'Enabled', value: 'enabled', description: 'Events are sent as they happen' },
				],
				routing: { send: { type: 'body', property: 'status' } },
			},
		]),
	],
};
