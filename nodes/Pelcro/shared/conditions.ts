import type { INodePropertyOptions } from 'n8n-workflow';

import { READS_ALL } from './listConditions';
import type { PelcroProperty } from './types';

/** Reference: 'Sorting and filtering'. */
const OPERATORS: INodePropertyOptions[] = [
	{
		name: 'Contains',
		value: 'like',
		description: 'Contains the value; all such conditions must hold',
	},
	{
		name: 'Equals',
		value: 'eq',
		description: 'Is exactly the value; all such conditions must hold',
	},
	{
		name: 'Has Key',
		value: 'has',
		description: 'For Metadata Key: the key exists; all such conditions must hold',
	},
	{
		name: 'Or Contains',
		value: 'orlike',
		description: 'Contains the value; one such condition is enough',
	},
	{
		name: 'Or Equals',
		value: 'oreq',
		description: 'Is exactly the value; one such condition is enough',
	},
	{
		name: 'Or Has Key',
		value: 'orhas',
		description: 'For Metadata Key: the key exists; one such condition is enough',
	},
];

/** The choice that stands for one entry of the metadata; its key follows. */
const METADATA_VALUE = 'metadata.';

const otherAttribute: PelcroProperty = {
	displayName: 'Attribute Name',
	name: 'attributeName',
	type: 'string',
	default: '',
	placeholder: 'e.g. quantity',
	description:
		'Name of the attribute as Pelcro calls it, with a key of the metadata as metadata.campaign',
};

const metadataKey: PelcroProperty = {
	displayName: 'Metadata Key',
	name: 'attributeName',
	type: 'string',
	default: '',
	placeholder: 'e.g. campaign',
	description: 'Key of the entry in the metadata',
	displayOptions: { show: { attribute: [METADATA_VALUE] } },
};

/**
 * Conditions as attribute, operator and value. Where the reference names no attribute, Pelcro refuses them all, and the
 * node compares the records while it reads them.
 *
 * @param attributes what the reference lets this list be filtered by; any other can be typed in
 * @param usual the attribute that a new condition starts with; the first one when left out
 */
export function filtersField(
	attributes: INodePropertyOptions[],
	usual = attributes[0]?.value ?? 'other',
): PelcroProperty {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add filter',
		default: {},
		description:
			attributes.length > 0
				? 'Only return records that meet these conditions'
				: `Only return records that meet these conditions, by any attribute that they have. ${READS_ALL}`,
		encoding: 'filters',
		...(attributes.length > 0 && { routing: { send: { type: 'query', property: 'filter' } } }),
		options: [
			{
				displayName: 'Filter',
				name: 'filter',
				values: [
					...attributeFields(attributes, usual),
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						default: 'eq',
						description: 'How to compare',
						options: OPERATORS,
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'What to look for. Several values can be separated by commas.',
					},
				],
			},
		],
	};
}

/** What a condition is about: chosen, with the name typed in where the choice needs one, or only typed in. */
function attributeFields(
	attributes: INodePropertyOptions[],
	usual: INodePropertyOptions['value'],
): PelcroProperty[] {
	const attribute = { displayName: 'Attribute', name: 'attribute', default: usual };
	if (attributes.length === 0) return [{ ...attribute, type: 'hidden' }, otherAttribute];
	const hasMetadata = attributes.some(({ value }) => value === METADATA_VALUE);
	return [
		{
			...attribute,
			type: 'options',
			description: 'What to look at',
			options: [
				...attributes,
				{
					name: 'Other Attribute',
					value: 'other',
					description: 'Type the name as Pelcro calls it',
				},
			],
		},
		...(hasMetadata ? [metadataKey] : []),
		{ ...otherAttribute, displayOptions: { show: { attribute: ['other'] } } },
	];
}

/**
 * The order of a list, by any attribute.
 *
 * @param attributes what the reference lets this list be sorted by
 * @param further what people want it sorted by as well, which the node does
 */
export function sortField(
	attributes: INodePropertyOptions[],
	further: INodePropertyOptions[] = [],
): PelcroProperty {
	const named = [...attributes, ...further].sort((one, two) => one.name.localeCompare(two.name));
	const usual = (further[0] ?? attributes[0])?.value ?? 'other';
	const known = attributes.map(({ name }) => name).join(', ');
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add sort rule',
		default: {},
		description: `Order in which to return the records. ${known === '' ? 'Pelcro does not sort this list' : `Pelcro sorts by ${known}`}; otherwise the node does, after it has read the whole list, 100 records a call.`,
		encoding: 'sort',
		sortedByPelcro: attributes.map(({ value }) => String(value)),
		routing: { send: { type: 'query', property: 'sort' } },
		options: [
			{
				displayName: 'Sort Rule',
				name: 'rule',
				values: [
					{
						displayName: 'Attribute',
						name: 'attribute',
						type: 'options',
						default: usual,
						description: 'What to sort by',
						options: [
							...named,
							{
								name: 'Other Attribute',
								value: 'other',
								description: 'Type the name as Pelcro calls it',
							},
						],
					},
					{ ...otherAttribute, displayOptions: { show: { attribute: ['other'] } } },
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						// What is newest or biggest is what most people look for.
						default: 'descending',
						description: 'Which end to start from',
						options: [
							{ name: 'Ascending', value: 'ascending', description: 'Smallest, oldest or A first' },
							{ name: 'Descending', value: 'descending', description: 'Biggest or newest first' },
						],
					},
				],
			},
		],
	};
}

/** @param relations what the reference lets be returned as full objects in place of IDs */
export function expandField(relations: INodePropertyOptions[]): PelcroProperty {
	return {
		displayName: 'Expand',
		name: 'expand',
		type: 'multiOptions',
		default: [],
		description: 'Related records to return as full objects in place of their IDs',
		encoding: 'commaList',
		routing: { send: { type: 'query', property: 'expand' } },
		options: relations,
	};
}
