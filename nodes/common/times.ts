/** The last second of the year 9999; a larger number is milliseconds. */
const LAST_UNIX_SECOND = 253_402_300_799;

/** A date, a time with or without a fraction, and a zone or none. */
const WRITTEN =
	/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A time as Pelcro writes it: Unix seconds (also as text), ISO 8601, or `YYYY-MM-DD HH:MM:SS`, which names no zone and
 * is UTC. Reference: 'Response envelope' (timestamps), amendment 9.
 *
 * @returns milliseconds since 1970; undefined for what is none, or what no date can hold
 */
export function pelcroTime(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : value;
	const isNumber = typeof text === 'number' || (typeof text === 'string' && /^-?\d+$/.test(text));
	const milliseconds = isNumber ? fromNumber(Number(text)) : fromText(text);
	return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
}

function fromNumber(number: number): number {
	return Math.abs(number) > LAST_UNIX_SECOND ? number : number * 1000;
}

function fromText(text: unknown): number {
	const parts = typeof text === 'string' ? WRITTEN.exec(text) : null;
	if (parts === null) return NaN;
	const [, day = '', time = '00:00', zone = 'Z'] = parts;
	return Date.parse(`${day}T${time}${zone.toUpperCase()}`);
}
