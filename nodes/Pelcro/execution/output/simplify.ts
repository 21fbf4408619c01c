import type { IDataObject } from 'n8n-workflow';

import { outputNames } from '../../../common/money/amounts';
import { isDataObject } from '../../../transport/dataObject';
import type { RelatedFields } from '../../description/operationIndex';

/**
 * The chosen attributes of a record, in their order; those that the record lacks are left out. Records in it, e.g.
 * expanded ones, are simplified as well.
 *
 * @param fields undefined for the whole record
 */
export function simplifyRecord(
	record: IDataObject,
	fields: readonly string[] | undefined,
	related: RelatedFields,
): IDataObject {
	const flat = { ...cardData(record), ...record };
	const present = fields?.flatMap(outputNames).filter((field) => field in flat) ?? [];
	// An answer of another kind, e.g. a message alone, would be an empty item.
	if (present.length === 0) return record;
	return Object.fromEntries(
		present.map((field) => [field, simplifyRelated(flat[field], related.get(field), related)]),
	);
}

/** A record, a list of records, or a list object with them; whatever else stays. */
function simplifyRelated(
	value: IDataObject[string],
	fields: readonly string[] | undefined,
	related: RelatedFields,
): IDataObject[string] {
	if (fields === undefined) return value;
	if (Array.isArray(value)) {
		const entries: unknown[] = value;
		// The cast: an object stays an object, everything else is as it was.
		return entries.map((entry) =>
			isDataObject(entry) ? simplifyRecord(entry, fields, related) : entry,
		) as IDataObject[string];
	}
	if (!isDataObject(value)) return value;
	return value.object === 'list' && Array.isArray(value.data)
		? { ...value, data: simplifyRelated(value.data, fields, related) }
		: simplifyRecord(value, fields, related);
}

/** What Pelcro has under `properties` of a payment method, and in events beside its other attributes. Reference: amendment 13. */
function cardData({ properties }: IDataObject): IDataObject {
	return isDataObject(properties) ? properties : {};
}
