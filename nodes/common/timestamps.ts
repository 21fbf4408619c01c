import { DateTime, type Zone } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { isTimeAttribute, pelcroTime } from './times';
import { isDataObject } from '../transport/dataObject';
import { DEEPEST_RECORD } from '../transport/limits';

/** Of these names some hold IDs or counts: a number below the time of 2001 is none there. */
const AMBIGUOUS = /(^|_)(from|to)$/;
const EARLIEST = 1_000_000_000;

/** A time that names its zone says all already. */
const NAMES_ZONE = /(Z|[+-]\d\d:?\d\d)$/i;

/** A day alone stays a day. */
const IS_DAY = /^\d{4}-\d\d-\d\d$/;

/** A time zone as luxon knows it; looked up once and not for every time. */
export function zoneOf(timezone: string): Zone {
	return DateTime.local({ zone: timezone }).zone;
}

/**
 * Turns Unix seconds and times without a zone (which are UTC) into ISO 8601 in a time zone, in all attributes that hold
 * a time, nested ones as well. Days, times that name their zone, 0 (no time), and everything else stay as they are.
 */
export function convertTimestamps(record: IDataObject, zone: Zone): IDataObject {
	return convertObject(record, zone, 0);
}

/** @param depth how many records it lies within */
function convertObject(record: IDataObject, zone: Zone, depth: number): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, convertValue(name, value, zone, depth)]),
	);
}

function convertValue(
	name: string,
	value: IDataObject[string],
	zone: Zone,
	depth: number,
): IDataObject[string] {
	if (Array.isArray(value) || (isDataObject(value) && !isTimeObject(name, value))) {
		if (name === 'metadata' || depth >= DEEPEST_RECORD) return value;
		return convertNested(value, (child) => convertObject(child, zone, depth + 1));
	}
	const time = isTimeAttribute(name) && isUnreadable(name, value) ? pelcroTime(value) : undefined;
	return time === undefined ? value : isoOf(time, zone);
}

/**
 * Luxon puts the text together piece by piece, and V8 keeps the pieces, several times as large, until a regular expression
 * looks at the text: of the times of a long list that would be most of the memory.
 */
function isoOf(time: number, zone: Zone): string | null {
	const text = DateTime.fromMillis(time, { zone }).toISO();
	return text !== null && NAMES_ZONE.test(text) ? text : null;
}

/** PHP's date with its zone, where a time is expected. */
function isTimeObject(name: string, value: IDataObject): boolean {
	return isTimeAttribute(name) && pelcroTime(value) !== undefined;
}

function convertNested(
	value: IDataObject | (IDataObject[string] & unknown[]),
	convert: (child: IDataObject) => IDataObject,
): IDataObject[string] {
	if (!Array.isArray(value)) return convert(value);
	const entries: unknown[] = value;
	// The cast: an object stays an object, everything else is as it was.
	return entries.map((entry) =>
		isDataObject(entry) ? convert(entry) : entry,
	) as IDataObject[string];
}

/** Whether a value may be a time that people cannot read, or not without knowing its zone. */
function isUnreadable(name: string, value: IDataObject[string]): boolean {
	if (typeof value === 'number') {
		return Number.isInteger(value) && value !== 0 && (value >= EARLIEST || !AMBIGUOUS.test(name));
	}
	if (isDataObject(value)) return true;
	if (typeof value !== 'string' || NAMES_ZONE.test(value) || IS_DAY.test(value)) return false;
	// Digits alone may be an ID or a year, but for as many as seconds or milliseconds since 1970 have.
	return /\D/.test(value) || /^(\d{10}|\d{13})$/.test(value);
}
