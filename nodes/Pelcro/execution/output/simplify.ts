import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../transport/dataObject';
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
	const flat = { ...cardData(record), ...record };
	const present = fields?.flatMap(outputNames).filter((field) => field in flat) ?? [];
	// An answer of another kind, e.g. a message alone, would be an empty item.
	if (present.length === 0) return record;
	return Object.fromEntries(present.map((field) => [field, flat[field]]));
}

/** What Pelcro has under `properties` of a payment method, and in events beside its other attributes. Reference: amendment 13. */
function cardData({ properties }: IDataObject): IDataObject {
	return isDataObject(properties) ? properties : {};
}
