import type { PelcroProperty } from './types';

/** Optional fields of a create, in the order of the alphabet, as n8n shows long lists. */
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
		options: [...fields].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}
