import type { PelcroProperty } from './types';

/** From this many on, n8n wants fields in the order of the alphabet; fewer stay as declared. */
const LONG_LIST = 5;

/** Optional fields, e.g. of a create. */
export function additionalFields(fields: readonly PelcroProperty[]): PelcroProperty {
	return collection('Additional Fields', 'additionalFields', fields);
}

/** The one rule for fields that are added and empty, in updates; `execution/request` follows it. */
const EMPTY_FIELDS =
	'A field that is added and empty (empty text or null) is cleared; one for which an expression finds nothing (undefined) stays as it is.';

/** Fields of an update: only those that the user adds are changed. */
export function updateFields(fields: readonly PelcroProperty[]): PelcroProperty {
	return {
		...collection('Update Fields', 'updateFields', [...fields, fieldsToClear]),
		description: `Fields to change. ${EMPTY_FIELDS}`,
	};
}

/** Optional fields of 'Create or Update', which clears as an update does; a new record goes without them. */
export function upsertFields(fields: readonly PelcroProperty[]): PelcroProperty {
	return {
		...collection('Additional Fields', 'additionalFields', [...fields, fieldsToClear]),
		description: `Where the record exists: ${EMPTY_FIELDS.charAt(0).toLowerCase()}${EMPTY_FIELDS.slice(1)}`,
	};
}

/** For AI agents, who write an empty text for what they were not told, and for lists of names from elsewhere. */
const fieldsToClear: PelcroProperty = {
	displayName: 'Fields to Clear',
	name: 'fieldsToClear',
	type: 'string',
	default: '',
	placeholder: 'e.g. Phone, Last Name',
	description:
		'Names of fields to clear, separated by commas. For an AI agent this is the only way: an empty value from an agent means that it was not given.',
	encoding: 'fieldsToClear',
};

function collection(
	displayName: string,
	name: string,
	fields: readonly PelcroProperty[],
): PelcroProperty {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: inUsualOrder(fields),
	};
}

function inUsualOrder(fields: readonly PelcroProperty[]): PelcroProperty[] {
	if (fields.length < LONG_LIST) return [...fields];
	return [...fields].sort((one, other) =>
		placeOf(one.displayName).localeCompare(placeOf(other.displayName)),
	);
}

/** By the alphabet; but an end comes after its start, and a maximum after its minimum. */
function placeOf(displayName: string): string {
	return displayName
		.replace(/\bEnd\b(.*)/, 'Start$1 zz')
		.replace(/\bMaximum\b(.*)/, 'Minimum$1 zz');
}
