import { WEBHOOK_EVENTS } from '../../../common/events/eventNames';
import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';

export const webhookId: PelcroProperty = {
	displayName: 'Webhook',
	name: 'webhookId',
	...recordLocator('searchWebhooks'),
	required: true,
	description: 'The webhook to work with',
};

/** Reference: webhooks, create and update. Pelcro requires the address and the choice of events in both. */
export const endpointFields: PelcroProperty[] = [
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/pelcro-events',
		description:
			'Address that gets the events. Pelcro calls it at once, and it has to answer 200; an account can use each address once.',
		routing: { send: { type: 'body', property: 'url' } },
	},
	{
		displayName: 'All Events',
		name: 'allEventsEnabled',
		type: 'boolean',
		required: true,
		default: true,
		description: 'Whether to send events of every type, also of types to come',
		routing: { send: { type: 'body', property: 'all_events_enabled' } },
	},
	{
		displayName: 'Events',
		name: 'eventsEnabled',
		type: 'multiOptions',
		required: true,
		default: [],
		description: 'Types of events to send',
		displayOptions: { show: { allEventsEnabled: [false] } },
		options: WEBHOOK_EVENTS.map(({ name, apiName, description }) => ({
			name,
			value: apiName,
			description,
		})),
		routing: { send: { type: 'body', property: 'events_enabled' } },
	},
];

export const description: PelcroProperty = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. New subscribers for the mailing list',
	description: 'What the webhook is for, at most 200 characters',
	routing: { send: { type: 'body', property: 'description' } },
};
