import type { INodeProperties } from 'n8n-workflow';

import { amountsField } from '../../common/money/amountsField';
import { timesField } from '../../common/timesField';
import { listFields, lists } from '../../Pelcro/lists';
import { includeSwitch } from '../../Pelcro/related';

/** The form of the trigger; n8n adds Poll Times in front. */
export const changesTriggerProperties: INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		default: 'customer',
		description: 'What to look at in Pelcro',
		options: lists.map(({ name, value }) => ({ name, value })),
	},
	{
		displayName: 'Start On',
		name: 'startOn',
		type: 'options',
		noDataExpression: true,
		default: 'created',
		description: 'What has to happen for the workflow to start',
		options: [
			{
				name: 'New or Changed Records',
				value: 'createdOrUpdated',
				description: 'Reads the whole list at each poll: one call for each 100 records',
			},
			{
				name: 'New Records',
				value: 'created',
				description: 'Reads the newest records only: one or two calls a poll',
			},
		],
	},
	{
		displayName: 'Also on Removed Records',
		name: 'removed',
		type: 'boolean',
		default: false,
		description:
			'Whether to start for records that were deleted, too. Reads the whole list at each poll, and asks for each record that is not in it any more.',
	},
	{
		displayName: 'Cost of a Poll',
		name: 'cost',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Open it to see how many calls a poll makes at the present size of the list. It needs no choice.',
		modes: [
			{
				displayName: 'Now',
				name: 'list',
				type: 'list',
				placeholder: 'Open to see the calls',
				typeOptions: { searchListMethod: 'costOfPoll' },
			},
		],
	},
	{
		displayName: 'Begin With',
		name: 'beginWith',
		type: 'options',
		default: 'now',
		description:
			'What to do at the first poll after the workflow was published, or after something else is watched',
		options: [
			{
				name: 'Everything',
				value: 'everything',
				description: 'Start for all records that exist, then for what happens',
			},
			{ name: 'From Now On', value: 'now', description: 'Start only for what happens from now on' },
		],
	},
	includeSwitch('customer'),
	...listFields('watch'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			amountsField,
			{
				displayName: 'Changed Field Names or IDs',
				name: 'changedFields',
				type: 'multiOptions',
				typeOptions: {
					loadOptionsMethod: 'changedAttributes',
					loadOptionsDependsOn: ['watch'],
				},
				default: [],
				description:
					'For changed records: start only when one of these fields changed, named as Pelcro names them. Then only these are kept for the comparison. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Previous Values',
				name: 'previousValues',
				type: 'boolean',
				default: true,
				description:
					'Whether to tell what changed fields were before. For that the records are kept with the workflow; else only a short hash of each, which suffices for long lists.',
			},
			timesField,
		],
	},
];
