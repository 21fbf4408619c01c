import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';
import { isShortened, toText } from './texts';

/** What people write between the digits; marks for the direction of writing come along from address books. */
const NUMBER = /^[\d\s+()./\-‑–—'’\p{Cf}]*$/u;

/** Two whole numbers in one cell. */
const SEVERAL = /(?:\D*\d){7}[^/;,|]*[/;,|](?:\D*\d){7}/;

/**
 * The digits of a phone number, which are all that Pelcro keeps; whatever else has digits in it would become part of
 * the number. Reference: customers and addresses, `phone`.
 *
 * @throws FieldError for what is not one phone number
 */
export function toPhone(value: unknown, field: PelcroProperty): string {
	const text = toPhoneText(value, field);
	if (SEVERAL.test(text)) {
		throw refuse(field, value, 'one phone number', 'Enter one of them.');
	}
	if (!NUMBER.test(text)) {
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
