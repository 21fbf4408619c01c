import type { IDataObject } from 'n8n-workflow';

/**
 * The chosen attributes of a record, in their order; those that the record lacks are left out.
 *
 * @param fields undefined for the whole record
 */
export function simplifyRecord(
	record: IDataObject,
	fields: readonly string[] | undefined,
): IDataObject {
	if (fields === undefined) return record;
	return Object.fromEntries(
		fields.filter((field) => field in record).map((field) => [field, record[field]]),
	);
}
