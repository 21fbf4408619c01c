import type { INodeProperties } from 'n8n-workflow';

import { amountsField } from '../../common/money/amountsField';
import { timesField } from '../../common/timesField';
import { DEFAULT_MAXIMUM_WAIT_MS, DEFAULT_TIMEOUT_MS } from '../../transport/limits';

const defaultTimeoutSeconds = DEFAULT_TIMEOUT_MS / 1000;
const defaultMaximumWaitMinutes = DEFAULT_MAXIMUM_WAIT_MS / 60_000;

/** Fields that are the same for every resource. Each is one property of the node. */

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
	displayOptions: { show: { operation: ['getAll'] } },
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { operation: ['getAll'], returnAll: [false] } },
};

/**
 * @param resources the resources whose objects are large enough to be simplified
 * @param operations those of them that put records out
 */
export function simplifyField(resources: string[], operations: string[]): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: { resource: resources, operation: operations } },
	};
}

export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Additional Body Fields',
			name: 'additionalBody',
			type: 'json',
			default: '{}',
			description:
				'Fields to send to Pelcro that this node does not have, as a JSON object, e.g. {"language": "fr"}. They are added last, just as they are (amounts in minor units), whatever their names, and win over the fields above. Operations that only read take none.',
		},
		{
			displayName: 'Additional Query Parameters',
			name: 'additionalQuery',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add parameter',
			default: {},
			description: 'Query parameters to send to Pelcro that this node does not have',
			options: [
				{
					displayName: 'Parameter',
					name: 'parameter',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. language',
							description: 'Name of the parameter as Pelcro calls it',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. fr',
							description: 'Value to send',
						},
					],
				},
			],
		},
		amountsField,
		{
			displayName: 'Bulk Reading',
			name: 'bulkReading',
			type: 'options',
			default: 'automatic',
			displayOptions: { show: { '/operation': ['get', 'update', 'upsert'] } },
			description:
				'How records are read when there are many items. It changes the number of calls only, not what comes out.',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'Many records in one call, each once, before the first item',
				},
				{
					name: 'Off',
					value: 'off',
					description: 'Each record by a call of its own, at the moment when its item’s turn comes',
				},
			],
		},
		{
			displayName: 'Currency of Amounts',
			name: 'amountCurrency',
			type: 'string',
			default: '',
			placeholder: 'e.g. USD',
			description: 'Currency of amounts whose currency neither the form nor the record says',
		},
		{
			displayName: 'Maximum Wait (Minutes)',
			name: 'maximumWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: defaultMaximumWaitMinutes,
			description:
				'How long a call may wait when others use up Pelcro’s limit, before it fails. The items of this run, however many, do not count.',
		},
		{
			displayName: 'Once Key',
			name: 'onceKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderNumber }}',
			description:
				'What may be created only once, e.g. an order number. It is stored in the metadata of the record; where a record with it exists already, that one is returned and nothing is created, also when the workflow is run again.',
		},
		{
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1042',
			description:
				'Work on another site of the account than the one in the credential. The address of an admin page can be pasted too.',
		},
		{
			displayName: 'Skip Unchanged',
			name: 'skipUnchanged',
			type: 'boolean',
			default: true,
			description:
				'Whether to leave records alone that have all that would be sent already. They come out as they are, and take no call. Create or Update does so unless this is switched off; Update does so when this is on.',
			displayOptions: { show: { '/operation': ['update', 'upsert'] } },
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: defaultTimeoutSeconds,
			description:
				'How long to wait for one answer from Pelcro. Waiting for the limit does not count.',
		},
		timesField,
	],
};
