import type { INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../resources';
import type { PelcroOperation, PelcroProperty, PelcroResource } from '../shared/types';

/** What never changes. */
const FIXED = ['id', 'created', 'created_at'];

/** Short forms that people know in capitals. */
const CAPITALS = /\b(id|ip|url|sku|dns)\b/gi;

/**
 * The attributes of resources' records, as far as the reference names them: those that their forms send, show, filter
 * and sort by. They are in the order of the alphabet, each once.
 *
 * @param values of the resources
 */
export function attributeChoices(values: readonly string[]): INodePropertyOptions[] {
	const names = resources
		.filter(({ value }) => values.includes(value))
		.flatMap(namesOf)
		.filter((name) => !FIXED.includes(name));
	return [...new Set(names)]
		.map((value) => ({ name: titleOf(value), value, description: value }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

function namesOf({ simplifiedFields = [], operations }: PelcroResource): string[] {
	return [
		...simplifiedFields,
		...operations.flatMap(sentNames),
		...operations.flatMap(listedNames),
	];
}

/** The operations that make or change a record name its attributes; what others send are instructions. */
function sentNames({ option, output, fields }: PelcroOperation): string[] {
	const changes = ['create', 'update', 'upsert'].includes(String(option.value));
	return changes && output === 'record' ? fields.flatMap(bodyNames) : [];
}

/** What a list is filtered and sorted by. */
function listedNames({ fields }: PelcroOperation): string[] {
	const ofLists = fields.filter(({ encoding }) => encoding === 'filters' || encoding === 'sort');
	const chosen = ofLists.flatMap(({ options = [] }) => options.flatMap(chosenNames));
	// One that may have several names is another record's, e.g. the customer's.
	const compared = fields.flatMap(({ condition: { attributes = [] } = {} }) =>
		attributes.length === 1 ? attributes : [],
	);
	return [...chosen, ...compared].filter(isAttribute);
}

function chosenNames(option: NonNullable<PelcroProperty['options']>[number]): string[] {
	const fields = 'values' in option ? option.values : [];
	return fields.flatMap(({ name, options = [] }) =>
		name === 'attribute'
			? options.flatMap((one) => ('value' in one ? [String(one.value)] : []))
			: [],
	);
}

/** No choice that stands for others: 'other', or a key of the metadata. */
function isAttribute(name: string): boolean {
	return name !== 'other' && /^\w+$/.test(name);
}

function bodyNames({ routing, options = [], comparison }: PelcroProperty): string[] {
	const { type, property = '' } = routing?.send ?? {};
	const isSent = type === 'body' && comparison !== 'instruction' && isAttribute(property);
	const inner = options.flatMap((option) => ('type' in option ? bodyNames(option) : []));
	return [...(isSent ? [property] : []), ...inner];
}

/** E.g. Plan ID for `plan_id`. */
function titleOf(name: string): string {
	return name
		.replace(/_/g, ' ')
		.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
		.replace(CAPITALS, (word) => word.toUpperCase());
}
