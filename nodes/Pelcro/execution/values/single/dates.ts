import { DateTime } from 'luxon';

import { LAST_UNIX_SECOND } from '../../../../common/times';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { refuse } from '../refusal';

/** The first second of the year 0. */
const FIRST_UNIX_SECOND = -62_167_219_200;

/**
 * Numbers nearer to 0 (1966 to 1973) are hardly Unix times: days as spreadsheets count them, years, or dates such
 * as 20260331.
 */
const SMALLEST_UNIX_SECONDS = 100_000_000;

/** A whole date comes first: not '12', '18:00' or '1050', which Luxon reads as a part of one. */
const STARTS_WITH_DATE = /^(?:(?:\d{4}|[+-]\d{6})-\d\d-\d\d|\d{8})(?!\d)/;

/** A zone that no text names: what is read in it names none. */
const NO_ZONE = 'Etc/GMT+12';

/**
 * A moment as Unix seconds. A text without a zone is read in the workflow's; of the hour that comes twice when
 * clocks are set back, the first one is taken.
 */
export function toUnixSeconds(
	value: unknown,
	field: PelcroProperty,
	{ timezone }: EncodingContext,
): number {
	return Math.floor(toExactSeconds(value, field, { timezone }));
}

/** A moment as `toUnixSeconds`, with its fraction of a second, for what is compared and not sent. */
export function toExactSeconds(
	value: unknown,
	field: PelcroProperty,
	{ timezone }: Pick<EncodingContext, 'timezone'>,
): number {
	const moment = momentOf(value, timezone);
	if (moment === undefined) throw refuseDate(value, field);
	return moment.toSeconds();
}

/**
 * What a text means in a comparison with times: a whole day in the zone, or a second.
 *
 * @returns milliseconds, until before the end; undefined for what is no date
 */
export function timeSpan(text: string, zone: string): { from: number; until: number } | undefined {
	const moment = momentOf(text, zone);
	if (moment === undefined) return undefined;
	const unit = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? 'day' : 'second';
	const from = moment.startOf(unit);
	return { from: from.toMillis(), until: from.plus({ [unit]: 1 }).toMillis() };
}

/**
 * A day as YYYY-MM-DD: the one that is written. A moment in UTC has none of its own: its first and its last second
 * stand for the UTC day, as Pelcro and databases write days; any other one is on the day that the workflow's zone
 * has then.
 */
export function toCalendarDay(
	value: unknown,
	field: PelcroProperty,
	{ timezone }: EncodingContext,
): string {
	const text = calendarDay(value, timezone);
	if (text === undefined) throw refuseDate(value, field);
	return text;
}

/** As `toCalendarDay`; undefined for what is no day. */
export function calendarDay(value: unknown, timezone: string): string | undefined {
	const day = typeof value === 'string' ? writtenDay(value.trim()) : undefined;
	const moment = day ?? momentOf(value, timezone);
	const date =
		moment && (isUtc(moment) && !isEdgeOfDay(moment) ? moment.setZone(timezone) : moment);
	const text = date?.toISODate() ?? '';
	// Before the year 0 and after 9999 it would be longer, and no day to Pelcro.
	return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
}

/** Of a text that names no zone; in UTC, where no day is ever left out. */
function writtenDay(text: string): DateTime | undefined {
	const inNoZone = parseText(text, NO_ZONE);
	if (inNoZone?.zoneName !== NO_ZONE) return undefined;
	return parseText(text.slice(0, STARTS_WITH_DATE.exec(text)?.[0].length), 'utc');
}

function momentOf(value: unknown, zone: string): DateTime | undefined {
	const moment = DateTime.isDateTime(value) ? value : parse(value, zone);
	return moment?.isValid ? moment : undefined;
}

function parse(value: unknown, zone: string): DateTime | undefined {
	if (isDate(value)) return DateTime.fromMillis(value.getTime(), { zone: 'utc' });
	if (typeof value === 'number') return fromNumber(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^-?\d+(\.\d+)?$/.test(text) && !/^\d{8}$/.test(text)) return fromNumber(Number(text));
	return parseText(text, zone);
}

/** Unix seconds, or milliseconds where seconds would be after the year 9999 in every zone. */
function fromNumber(number: number): DateTime | undefined {
	if (Math.abs(number) < SMALLEST_UNIX_SECONDS) return undefined;
	const zone = 'utc';
	if (number >= FIRST_UNIX_SECOND && number <= LAST_UNIX_SECOND) {
		return DateTime.fromSeconds(number, { zone });
	}
	const seconds = number / 1000;
	const isTime = seconds >= FIRST_UNIX_SECOND && seconds < LAST_UNIX_SECOND + 1;
	return isTime ? DateTime.fromMillis(number, { zone }) : undefined;
}

/** ISO 8601 and SQL with a whole date, or as mails and HTTP write it. */
function parseText(text: string, zone: string): DateTime | undefined {
	const options = { zone, setZone: true };
	const written = STARTS_WITH_DATE.test(text)
		? [DateTime.fromISO(text, options), DateTime.fromSQL(text, options)]
		: [DateTime.fromRFC2822(text, options)];
	const moment = written.find(({ isValid }) => isValid);
	// Luxon decides by the season in which the code runs which one of two equal hours it takes.
	return moment?.getPossibleOffsets()[0];
}

/** Whatever realm it comes from. */
function isDate(value: unknown): value is Date {
	return Object.prototype.toString.call(value) === '[object Date]';
}

function isUtc({ zone, offset }: DateTime): boolean {
	return zone.type === 'fixed' && offset === 0;
}

function isEdgeOfDay(moment: DateTime): boolean {
	const first = moment.startOf('day');
	return +moment === +first || +moment.startOf('second') === +moment.endOf('day').startOf('second');
}

function refuseDate(value: unknown, field: PelcroProperty): Error {
	const text = String(value).trim();
	const number = typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(text);
	return refuse(
		field,
		value,
		'a date',
		number
			? 'A number has to be Unix time. Spreadsheets count days: format the column as a date, or give the date as text like 2026-03-31.'
			: wayToWrite(text),
	);
}

/**
 * Of a day that is written with the year last, where day and month may each be first, and often only its writer knows;
 * or in the right order with other marks.
 */
function wayToWrite(text: string): string {
	const [, ...parts] = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text) ?? [];
	const inOrder = DateTime.fromISO(parts.map((part) => part.padStart(2, '0')).join('-'));
	if (parts.length > 0 && inOrder.isValid) return `Write it with hyphens: ${inOrder.toISODate()}.`;
	const [, first = '', mark = '', second = '', year = ''] =
		/^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
	// Of one letter each: Luxon takes two for days and months that are written with both digits alone.
	const orders: Array<[format: string, month: string, day: string]> = [
		[`d${mark}M${mark}yyyy`, second, first],
		[`M${mark}d${mark}yyyy`, first, second],
	];
	const meant = orders
		.map(([format, month, day]) => ({
			format,
			date: DateTime.fromISO(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
		}))
		.filter(({ date }) => year !== '' && date.isValid);
	const days = [...new Set(meant.map(({ date }) => date.toISODate()))].join(' or ');
	if (days === '') {
		return 'Choose a date, or enter one like 2026-03-31 or 2026-03-31T18:00:00.';
	}
	const [format, other] = meant.map((one) => one.format);
	const otherwise = other === undefined ? '' : ` (or with '${other}')`;
	// n8n's Date & Time node would read the day in the workflow's zone and write it in UTC: east of Greenwich the day before.
	return `Write it with the year first: ${days}. An expression rewrites a whole column: {{ DateTime.fromFormat($json.day, '${format}').toISODate() }}${otherwise}, with the column’s name in place of day.`;
}
