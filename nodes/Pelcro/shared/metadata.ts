import type { PelcroProperty } from './types';

/** Metadata as pairs and as JSON; both may be used, JSON wins. Reference: 'Metadata'. */
export const metadataFields: PelcroProperty[] = [
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add metadata',
		default: {},
		description: 'Your own data about the record, as keys and values',
		encoding: 'metadata',
		routing: { send: { type: 'body', property: 'metadata' } },
		options: [
			{
				displayName: 'Pair',
				name: 'pair',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. campaign',
						description: 'Name of the entry. Keys that start with pelcro are Pelcro’s own.',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. spring',
						description: 'Content of the entry. On an update, an empty one removes the entry.',
					},
				],
			},
		],
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		default: '{}',
		description:
			'Your own data about the record, as a JSON object. On an update, entries that are not named stay, and a value of null removes its entry.',
		encoding: 'metadata',
		routing: { send: { type: 'body', property: 'metadata' } },
	},
];
