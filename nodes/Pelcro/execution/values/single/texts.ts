import { DateTime } from 'luxon';

import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

/** What n8n and JavaScript write in the place of what has no text. */
const NO_TEXT = /\[object \w+\]|^Invalid (Date|DateTime)$/;

/** A text without the blanks around it, or a list of texts. Passwords and their like stay as they are. */
export function toText(value: unknown, field: PelcroProperty): string | string[] {
	if (field.typeOptions?.multipleValues) return toTexts(value, field);
	const text = textOf(value);
	if (text === undefined || NO_TEXT.test(text)) {
		throw refuseText(value, field);
	}
	return field.typeOptions?.password ? text : text.trim();
}

/**
 * The text that means the same as a value: dates as ISO 8601, numbers as far as JavaScript has them exactly.
 *
 * @returns undefined where there is none
 */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return isExact(value) ? String(value) : undefined;
	if (DateTime.isDateTime(value)) return value.toISO() ?? undefined;
	if (Object.prototype.toString.call(value) !== '[object Date]') return undefined;
	const time = Number(value);
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** How spreadsheets write a long number into a narrow cell, and into the file as well: 4.9170E+11. */
const SHORTENED = /^-?\d(?:[.,]\d+)?e\+\d{1,3}$/i;

/** Whether a text is the beginning of a longer number, whose other digits are lost. */
export function isShortened(text: string): boolean {
	return SHORTENED.test(text);
}

/** A point before exactly three digits. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** Whether a text is one number to some and a thousand of it to others: 1.000. A number has its point before decimals. */
export function mayBeThousands(value: unknown): boolean {
	return typeof value === 'string' && THOUSANDS.test(value.trim());
}

/** Whether JavaScript has the number as it was meant: whole numbers only up to 2^53. */
export function isExact(number: number): boolean {
	return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}

/** A list of texts: entered one by one, as an array, or separated by commas. */
function toTexts(value: unknown, field: PelcroProperty): string[] {
	const single: PelcroProperty = { ...field, typeOptions: undefined };
	const list = Array.isArray(value)
		? value.map((entry: unknown) => String(toText(entry, single)))
		: String(toText(value, single))
				.split(',')
				.map((entry) => entry.trim())
				.filter((entry) => entry !== '');
	if (list.length > 0 && !list.includes('')) return list;
	throw refuse(
		field,
		value,
		'a list without empty entries',
		'Remove the empty entries, or check that the item has the data that the field refers to.',
	);
}

function refuseText(value: unknown, field: PelcroProperty): Error {
	return typeof value === 'number' && Number.isFinite(value)
		? refuse(
				field,
				value,
				'an exact number',
				'Numbers as large as this one are rounded before they get here: send it as text, in quotes where it comes from.',
			)
		: refuse(field, value, 'text', 'Enter text, or an expression that gives text.');
}
