import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../transport/dataObject';

/** Empty metadata as the object that it is: PHP writes an empty object as an empty list. */
export function withMetadataObjects(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, asObject(name, value)]),
	);
}

function asObject(name: string, value: IDataObject[string]): IDataObject[string] {
	if (name === 'metadata') return Array.isArray(value) && value.length === 0 ? {} : value;
	if (Array.isArray(value)) {
		const entries: unknown[] = value;
		// The cast: an object stays an object, everything else is as it was.
		return entries.map((entry) =>
			isDataObject(entry) ? withMetadataObjects(entry) : entry,
		) as IDataObject[string];
	}
	return isDataObject(value) ? withMetadataObjects(value) : value;
}
