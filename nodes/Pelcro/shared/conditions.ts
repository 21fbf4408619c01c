import type { INodePropertyOptions } from 'n8n-workflow';

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

/**
 * Conditions as attribute, operator and value.
 *
 * @param attributes what the reference lets this list be filtered by; any other can be typed in
 */
export function filtersField(attributes: INodePropertyOptions[]): PelcroProperty {
	const usual = attributes[0]?.value ?? 'other';
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
				: 'Only return records that meet these conditions. Pelcro’s documentation names no attribute for this list: try the one that you need.',
		encoding: 'filters',
		routing: { send: { type: 'query', property: 'filter' } },
		options: [
			{
				displayName: 'Filter',
				name: 'filter',
				values: [
					{
						displayName: 'Attribute',
						name: 'attribute',
						type: 'options',
						default: usual,
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
					{
						displayName: 'Attribute Name or Metadata Key',
						name: 'attributeName',
						type: 'string',
						default: '',
						placeholder: 'e.g. campaign',
						description: 'Name of the attribute as Pelcro calls it, or key in the metadata',
						displayOptions: { show: { attribute: ['metadata.', 'other'] } },
					},
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

/** @param attributes what the reference lets this list be sorted by */
export function sortField(attributes: INodePropertyOptions[]): PelcroProperty {
	const usual = attributes[0]?.value ?? '';
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add sort rule',
		default: {},
		description: 'Order in which to return the records',
		encoding: 'sort',
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
						options: attributes,
					},
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						default: 'ascending',
						description: 'Which end to start from',
						options: [
							{ name: 'Ascending', value: 'ascending' },
							{ name: 'Descending', value: 'descending' },
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
