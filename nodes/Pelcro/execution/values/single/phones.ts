import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';
import { isShortened, toText } from './texts';

/** What people write between the digits, and no dash before them; marks for the direction of writing come along from address books. */
const NUMBER = /^(?![-‑–—])[\d\s+()./\-‑–—'’\p{Cf}]*$/u;

/** What people write between two numbers; the second may begin with its country's plus. */
const BETWEEN_NUMBERS = /[/;,|+\r\n]/;

/** Hardly a number has fewer digits, without and with its country, which may begin with 00. */
const FEWEST_DIGITS = { local: 7, afterPlus: 8, afterZeros: 10 };

/**
 * The digits of a phone number, which are all that Pelcro keeps; whatever else has digits in it would become part of
 * the number. Reference: customers and addresses, `phone`.
 *
 * @throws FieldError for what is not one phone number
 */
export function toPhone(value: unknown, field: PelcroProperty): string {
	const text = toPhoneText(value, field);
	if (isSeveral(text)) {
		throw refuse(field, value, 'one phone number', 'Enter one of them.');
	}
	// Marks alone stand for no number, and would be taken for an empty text, which clears the number that is there.
	if (!NUMBER.test(text) || /^\D+$/.test(text) || isFraction(value)) {
		throw refuse(
			field,
			value,
			'a phone number',
			'Pelcro keeps the digits alone: enter the number without words and extension.',
		);
	}
	return text.replace(/\D/g, '');
}

/**
 * A phone number as it is written, where Pelcro keeps that. Reference: vendors, `phone`.
 *
 * @throws FieldError for a number of which a spreadsheet has left the beginning only
 */
export function toPhoneText(value: unknown, field: PelcroProperty): string {
	const text = String(toText(value, field));
	if (!isShortened(text)) return text;
	throw refuse(
		field,
		value,
		'a whole phone number',
		'A spreadsheet has shortened it: format the column as text or as a number without decimals there, and save the file again.',
	);
}

/** Of a text, a point may stand between digits; of a number it is one before decimals. */
function isFraction(value: unknown): boolean {
	return typeof value === 'number' && !Number.isInteger(value);
}

/** Whether a cell has two whole numbers. A country and an area before a slash are none: 0049 711 / 1234567. */
function isSeveral(text: string): boolean {
	const parts = text.split(BETWEEN_NUMBERS).map((part) => part.replace(/\D/g, '').length);
	const digits = parts.reduce((sum, part) => sum + part, 0);
	const fewest = FEWEST_DIGITS[beginningOf(text)];
	let before = 0;
	return parts.some((part) => {
		before += part;
		return before >= fewest && digits - before >= FEWEST_DIGITS.local;
	});
}

function beginningOf(text: string): keyof typeof FEWEST_DIGITS {
	if (/^\D*00/.test(text)) return 'afterZeros';
	return /^\D*\+/.test(text) ? 'afterPlus' : 'local';
}
