import { DateTime } from 'luxon';

import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { refuse } from '../refusal';

/** Above this, a number cannot be Unix seconds of our time (year 5138), so it is milliseconds. */
const LARGEST_UNIX_SECONDS = 100_000_000_000;

/** A moment as Unix seconds. */
export function toUnixSeconds(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): number {
	return Math.floor(toDateTime(value, field, context).toSeconds());
}

/** A day as YYYY-MM-DD. */
export function toCalendarDay(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): string | null {
	return toDateTime(value, field, context).toISODate();
}

/** ISO 8601 (in the workflow's time zone where it names none), Unix seconds or milliseconds, or a date object. */
function toDateTime(
	value: unknown,
	field: PelcroProperty,
	{ timezone }: EncodingContext,
): DateTime {
	const dateTime = parseDateTime(value, timezone);
	if (dateTime?.isValid) return dateTime;
	throw refuse(
		field,
		value,
		'a date',
		'Choose a date, or enter one like 2026-03-31 or 2026-03-31T18:00:00.',
	);
}

function parseDateTime(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	const number = typeof value === 'string' && /^\d{9,}$/.test(value.trim()) ? Number(value) : value;
	if (typeof number === 'number') {
		return number < LARGEST_UNIX_SECONDS
			? DateTime.fromSeconds(number, { zone })
			: DateTime.fromMillis(number, { zone });
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}
