import { DateTime } from 'luxon';

import { isDataObject } from '../transport/dataObject';
import { isYesNo } from './yesNo';

/** Attributes that hold a time, by the names that Pelcro's objects use. Reference: object attributes. */
const TIME_ATTRIBUTE = /(^|[_.])(at|date|created|updated|start|end|until|anchor|from|to)$/;

/**
 * The last second of the year 9999, which stands for 'never' in many systems, in any zone: those in the west reach it
 * a day later. A larger number is milliseconds.
 */
export const LAST_UNIX_SECOND = 253_402_300_799 + 2 * 86_400;

/** A date, a time with or without a fraction, and a zone or none. */
const WRITTEN =
	/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** How databases write that there is no time. */
const NO_TIME = /^0+(?:\.0+)?$|^0000-00-00/;

/**
 * A time as Pelcro writes it: Unix seconds (also as text), ISO 8601, or `YYYY-MM-DD HH:MM:SS`, which names no zone and
 * is UTC; also PHP's `{date, timezone}`. Reference: 'Response envelope' (timestamps), amendment 9.
 *
 * @returns milliseconds since 1970; undefined for what is none, or what no date can hold
 */
export function pelcroTime(value: unknown): number | undefined {
	if (isDataObject(value)) return timeInZone(value);
	const text = typeof value === 'string' ? value.trim() : value;
	const isNumber =
		typeof text === 'number' || (typeof text === 'string' && /^-?\d+(?:\.\d+)?$/.test(text));
	const milliseconds = isNumber ? fromNumber(Number(text)) : fromText(text);
	return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
}

/** Whether an attribute holds a time, by its name; `cancel_at_period_end` is a yes or no, and 1 in it no second. */
export function isTimeAttribute(name: string): boolean {
	return TIME_ATTRIBUTE.test(name) && !isYesNo(name) && !name.startsWith('metadata.');
}

/** Whether a value says that there is no time: 0, or a date of zeros. Reference: subscriptions, `expires_at`. */
export function isNoTime(value: unknown): boolean {
	return (
		(typeof value === 'number' || typeof value === 'string') && NO_TIME.test(`${value}`.trim())
	);
}

function fromNumber(number: number): number {
	return Math.abs(number) > LAST_UNIX_SECOND ? number : number * 1000;
}

function fromText(text: unknown): number {
	const parts = typeof text === 'string' ? WRITTEN.exec(text) : null;
	if (parts === null) return NaN;
	const [, day = '', time = '00:00', zone = 'Z'] = parts;
	return Date.parse(`${day}T${time}${offsetOf(zone)}`);
}

/** `Z`, or hours and minutes, which ISO 8601 has with a colon. */
function offsetOf(zone: string): string {
	const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
	return hours === undefined ? 'Z' : `${hours}:${minutes}`;
}

function timeInZone({ date, timezone }: Record<string, unknown>): number | undefined {
	if (typeof date !== 'string') return undefined;
	const zone = typeof timezone === 'string' ? timezone : 'utc';
	const moment = DateTime.fromSQL(date, { zone });
	return moment.isValid ? moment.toMillis() : undefined;
}
