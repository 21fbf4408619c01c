import type { IDataObject } from 'n8n-workflow';

import { outputNames } from '../../../common/amounts';

/**
 * The chosen attributes of a record, in their order; those that the record lacks are left out.
 *
 * @param fields undefined for the whole record
 */
export function simplifyRecord(
	record: IDataObject,
	fields: readonly string[] | undefined,
): IDataObject {
	const present = fields?.flatMap(outputNames).filter((field) => field in record) ?? [];
	// An answer of another kind, e.g. a message alone, would be an empty item.
	if (present.length === 0) return record;
	return Object.fromEntries(present.map((field) => [field, record[field]]));
}

/**
 * The attributes under which an answer has the relations that it was asked to expand.
 *
 * @param expand as the form has it: a list, or texts separated by commas; relations may be named in camelCase,
 * and a relation of a relation with a point
 */
export function expandedAttributes(expand: unknown): string[] {
	const relations = (Array.isArray(expand) ? expand : String(expand ?? '').split(',')) as unknown[];
	return relations
		.map((relation) => String(relation).trim().replace(/\..*$/, ''))
		.filter((relation) => relation !== '')
		.map((relation) => relation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
