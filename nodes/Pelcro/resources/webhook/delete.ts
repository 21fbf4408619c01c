import type { PelcroOperation } from '../../shared/types';
import { webhookId } from './fields';

/** Reference: webhooks, delete. */
export const deleteWebhook: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a webhook',
		description: 'Delete a webhook. Its address gets no more events. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/webhooks/{{$parameter.webhookId}}' } },
	},
	output: 'deleted',
	fields: [webhookId],
};
