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
