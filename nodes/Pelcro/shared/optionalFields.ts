import type { PelcroProperty } from './types';

/** From this many on, n8n wants fields in the order of the alphabet; fewer stay as declared. */
const LONG_LIST = 5;

/** Optional fields, e.g. of a create. */
export function additionalFields(fields: readonly PelcroProperty[]): PelcroProperty {
	return collection('Additional Fields', 'additionalFields', fields);
}

/** Fields of an update: only those that the user adds are changed. */
export function updateFields(fields: readonly PelcroProperty[]): PelcroProperty {
	return {
		...collection('Update Fields', 'updateFields', fields),
		description: 'Fields to change. A text field that is added and left empty is cleared.',
	};
}

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
	return [...fields].sort((one, other) => one.displayName.localeCompare(other.displayName));
}
