import { DateTime, type Zone } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../transport/dataObject';

/** Attributes that hold a time, by the names that Pelcro's objects use. Reference: object attributes. */
const TIME_ATTRIBUTE = /(^|_)(at|date|created|updated|start|end|until|anchor|from|to)$/;

/** 2001 to 2100 in Unix seconds: smaller numbers are counts or IDs, larger ones something else. */
const EARLIEST = 1_000_000_000;
const LATEST = 4_102_444_800;

/** A time zone as luxon knows it; looked up once and not for every time. */
export function zoneOf(timezone: string): Zone {
	return DateTime.local({ zone: timezone }).zone;
}

/**
 * Turns Unix seconds into ISO 8601 in a time zone, in all attributes that hold a time, nested ones as well. Times that
 * come in another form, and everything else, stay as they are.
 */
export function convertTimestamps(record: IDataObject, zone: Zone): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, convertValue(name, value, zone)]),
	);
}

function convertValue(name: string, value: IDataObject[string], zone: Zone): IDataObject[string] {
	if (Array.isArray(value)) {
		const entries: unknown[] = value;
		// The cast: an object stays an object, everything else is as it was.
		return entries.map((entry) =>
			isDataObject(entry) ? convertTimestamps(entry, zone) : entry,
		) as IDataObject[string];
	}
	if (isDataObject(value)) return name === 'metadata' ? value : convertTimestamps(value, zone);
	const isTime =
		typeof value === 'number' &&
		Number.isInteger(value) &&
		value >= EARLIEST &&
		value < LATEST &&
		TIME_ATTRIBUTE.test(name);
	return isTime ? DateTime.fromSeconds(value, { zone }).toISO() : value;
}
