import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { amountsField } from '../../common/money/amountsField';
import { WEBHOOK_EVENTS } from '../../common/events/eventNames';
import { EVENT_WORDS } from '../../common/events/eventWords';
import { timesField } from '../../common/timesField';
import { includeSwitch } from '../../Pelcro/related';
import { customerSwitch } from './customerSwitch';
import { ALL_EVENTS, NEWEST_RECORD, NEXT_EVENT } from './settings';

const eventOptions: INodePropertyOptions[] = [
	{
		name: 'All Events',
		value: ALL_EVENTS,
		action: 'When anything happens',
		description: 'Whatever happens, also what Pelcro adds later',
	},
	...WEBHOOK_EVENTS.map(({ name, type, description, documented }) => ({
		name,
		value: type,
		// n8n shows it in the list of a node's triggers, in place of 'On …'.
		action: EVENT_WORDS[type],
		description: documented
			? description
			: `${description} (Pelcro’s documentation names it only in passing)`,
	})),
];

/** The form of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: [],
		description: 'What has to happen in Pelcro for the workflow to start',
		options: eventOptions,
	},
	...customerSwitch(),
	// Like the customer, it costs a call with events that do not tell it themselves.
	includeSwitch('plan', 'Only of subscriptions and invoices.'),
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Test With',
		name: 'testWith',
		type: 'options',
		noDataExpression: true,
		default: NEWEST_RECORD,
		description:
			'What the test in the editor gives you to map. What is published always starts by real events.',
		options: [
			{
				name: 'Newest Record',
				value: NEWEST_RECORD,
				description: 'At once, in the shape of the first chosen event; nothing has to happen',
			},
			{
				name: 'Next Event',
				value: NEXT_EVENT,
				description: 'Waits until one of the chosen events happens in Pelcro',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Accept Unsigned Events',
				name: 'acceptUnsigned',
				type: 'boolean',
				default: false,
				description:
					'Whether to take events without a signature. Anybody who knows the address could then start the workflow with made-up data. Events with a wrong signature are refused all the same.',
			},
			amountsField,
			{
				displayName: 'Catch Up',
				name: 'catchUp',
				type: 'boolean',
				default: false,
				description:
					'Whether to start also for records that were created while n8n was away or the workflow was not published. Nothing starts by itself: it waits for the next event, which brings them along, marked with caughtUp. Only for the chosen events of the kind Created whose records have a list, at most 1,000 a list; changes and removals are not found. To look at times of your own, use the Pelcro Changes Trigger.',
			},
			{
				displayName: 'Changed Field Names or IDs',
				name: 'changedFields',
				type: 'multiOptions',
				typeOptions: {
					loadOptionsMethod: 'changedAttributes',
					loadOptionsDependsOn: ['events'],
				},
				default: [],
				description:
					'For updates: start only when one of these fields changed, named as Pelcro names them. Other events are not affected. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Further Events',
				name: 'furtherEvents',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add event' },
				default: [],
				placeholder: 'e.g. subscription.paused',
				description: 'Names of events that are not in the list yet, with dots or with underscores',
			},
			{
				displayName: 'Only for Plan Names or IDs',
				name: 'planIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getPlans' },
				default: [],
				description:
					'Start only when the event is about one of these plans. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Only for Product Names or IDs',
				name: 'productIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getProducts' },
				default: [],
				description:
					'Start only when the event is about one of these products. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Only for Site Names or IDs',
				name: 'siteIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getSites' },
				default: [],
				description:
					'Start only when the event is about one of these sites. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Take Over From Former Address',
				name: 'takeOver',
				type: 'boolean',
				default: false,
				description:
					'Whether to remove the webhook at the address where this workflow was published before, although something still answers there. Leave it off in a copy, e.g. a test system made from the database of production: production would get no events any more.',
			},
			timesField,
		],
	},
];
