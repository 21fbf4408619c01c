import type { PelcroOperation } from '../../shared/types';
import { webhookId } from './fields';

/** Reference: webhooks, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a webhook',
		description: 'Get one webhook',
		routing: { request: { method: 'GET', url: '=/webhooks/{{$parameter.webhookId}}' } },
	},
	output: 'record',
	fields: [webhookId],
};
