import { shifted, type AmountUnit } from '../../../common/money/amounts';
import { decimalPlaces } from '../../../common/money/currency';
import { FieldError } from '../../../common/fieldError';
import { shown } from './refusal';
import { mayBeThousands } from './single/texts';

/** Digits, with a point before decimals. */
const AMOUNT = /^(-?)(\d*)(?:\.(\d*))?$/;

/** From this many digits on, JavaScript's numbers are no longer exact. */
const NOISY_DIGITS = 16;

/** What a few operations on such numbers may be off by, as a part of the result. */
const FLOAT_NOISE = 2 ** -50;

/**
 * An amount in minor units, e.g. 1050 for 10.50 USD, 1050 for 1050 JPY. Decimals are converted digit by
 * digit, never through a floating-point product; what earlier nodes' products have left behind the last digit
 * (1.1 * 3 is 3.3000000000000003) is taken away. Reference: 'Response envelope' (money).
 *
 * @param value a whole number of minor units, or with unit 'decimal' an amount such as 10.5 or '10.50'
 * @param currency three letters; needed for decimals only
 * @throws FieldError when the amount is no number, has more decimals than the currency, or can be read in two ways
 */
export function toMinorUnits(
	value: unknown,
	fieldName: string,
	unit: AmountUnit,
	currency: string,
): number {
	const entered = enteredAmount(value, fieldName);
	const places = unit === 'minor' ? 0 : placesOf(currency, fieldName);
	const text = withoutNoise(entered, places);
	const [, sign = '', whole = '', rawDecimals = ''] = AMOUNT.exec(text) ?? [];
	const decimals = rawDecimals.replace(/0+$/, '');
	if (decimals.length > places) throw tooManyDecimals(fieldName, text, unit, currency, places);
	if (rawDecimals.length > places) refuseThousands(value, fieldName);
	const amount = Number(`${sign}${whole}${decimals.padEnd(places, '0')}`);
	if (Number.isSafeInteger(amount)) return amount === 0 ? 0 : amount;
	throw new FieldError(`'${fieldName}' is too large`, 'Check the amount and its unit.');
}

/**
 * An amount as it is written, for comparisons in any currency; without what floating-point products left behind.
 *
 * @throws FieldError when it is no number
 */
export function plainAmount(value: unknown, fieldName: string): string {
	const text = enteredAmount(value, fieldName)
		.replace(/^(-?)\./, '$10.')
		.replace(/\.$/, '');
	const digits = text.replace(/^-?[0.]*|\./g, '').length;
	return digits < NOISY_DIGITS || !text.includes('.')
		? text
		: String(Number(Number(text).toPrecision(NOISY_DIGITS - 1)));
}

/**
 * Refuses a text that is one amount to some and a thousand of it to others: 1.500 is fifteen hundred where people put a
 * point between thousands. A number has its point before decimals.
 *
 * @throws FieldError
 */
function refuseThousands(value: unknown, fieldName: string): void {
	if (!mayBeThousands(value)) return;
	const text = String(value).trim();
	throw new FieldError(
		`'${fieldName}' can be read in two ways`,
		`It is ${text}: write ${text.replace('.', '')} if the point is a mark between thousands, or ${text.slice(0, -1)} if it is before decimals.`,
	);
}

function enteredAmount(value: unknown, fieldName: string): string {
	const entered = writtenAmount(value);
	if (entered !== undefined) return entered;
	throw new FieldError(
		`'${fieldName}' is not an amount`,
		`${wayToWrite(value)} It is ${shown(value)}.`,
	);
}

/**
 * An amount as decimals, e.g. 10.5 for 10.50 USD, as Pelcro takes it for plans only. Reference: plans, create.
 *
 * @param value as for `toMinorUnits`
 * @param currency three letters
 * @throws as toMinorUnits
 */
export function toMajorUnits(
	value: unknown,
	fieldName: string,
	unit: AmountUnit,
	currency: string,
): number {
	const places = placesOf(currency, fieldName);
	return Number(shifted(String(toMinorUnits(value, fieldName, unit, currency)), -places));
}

/** A currency before or after the digits, by its sign or code. */
const CURRENCY_BESIDE =
	/^(?:[A-Z]{0,3}\$|\p{Sc}|[A-Z]{3}\b)|(?:[A-Z]{0,3}\$|\p{Sc}|\b[A-Z]{3})$/giu;

/** A comma may stand for decimals or for thousands; only the person who wrote it knows. */
function wayToWrite(value: unknown): string {
	const entered = typeof value === 'string' ? value.trim() : '';
	const text = entered.replace(CURRENCY_BESIDE, '').trim();
	const [, decimals] = /^-?[\d.\s’']*\d,(\d+)$/.exec(text) ?? [];
	const thousands = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text);
	const plain = text.replace(/[\s’']/g, '');
	if (thousands && !text.includes('.') && decimals?.length === 3) {
		return `Write it without marks between thousands and with a point before decimals: ${plain.replace(/,/g, '')}, or ${plain.replace(',', '.')} if the comma is for decimals.`;
	}
	if (thousands) return `Write it without marks between thousands: ${plain.replace(/,/g, '')}.`;
	if (decimals !== undefined) {
		return `Write it with a point before decimals and no marks between thousands: ${plain.replace(/\./g, '').replace(',', '.')}.`;
	}
	if (/^-?\d{1,3}(?:\.\d{3}){2,}$/.test(plain)) {
		return `Write it without marks between thousands: ${plain.replace(/\./g, '')}.`;
	}
	if (plain === entered || writtenAmount(plain) === undefined) {
		return 'Enter digits, with a point before decimals, e.g. 10.50.';
	}
	return text === entered
		? `Write it without marks between thousands: ${plain}.`
		: `Write it without the currency: ${plain}.`;
}

/** @returns undefined for what is no amount, such as a list of one */
function writtenAmount(value: unknown): string | undefined {
	if (!['string', 'number', 'bigint'].includes(typeof value)) return undefined;
	const text = String(value).trim();
	return AMOUNT.test(text) && /\d/.test(text) ? text : undefined;
}

/** Rounds only where nobody can have meant the digits: behind the 15th, and next to an amount that has its places. */
function withoutNoise(text: string, places: number): string {
	const significant = text.replace(/^-?[0.]*|\./g, '').length;
	const decimals = text.split('.')[1]?.length ?? 0;
	if (significant < NOISY_DIGITS || decimals <= places) return text;
	const number = Number(text);
	const rounded = number.toFixed(places);
	return Math.abs(number - Number(rounded)) <= Math.abs(number) * FLOAT_NOISE ? rounded : text;
}

function placesOf(currency: string, fieldName: string): number {
	const places = decimalPlaces(currency);
	if (places !== undefined) return places;
	throw new FieldError(
		`The currency of '${fieldName}' is not known`,
		"Enter its three-letter code, e.g. USD, under 'Currency', or where the form has no such field, in Options under 'Currency of Amounts'.",
	);
}

function tooManyDecimals(
	fieldName: string,
	text: string,
	unit: AmountUnit,
	currency: string,
	places: number,
): FieldError {
	const thousands = mayBeThousands(text)
		? ` If the point is a mark between thousands, write ${text.replace('.', '')}.`
		: '';
	return unit === 'minor'
		? new FieldError(
				`'${fieldName}' is not a whole number of minor units`,
				`It is ${text}. Enter e.g. 1050 for 10.50 USD, or remove 'Amounts' from Options to write 10.50.`,
			)
		: new FieldError(
				`'${fieldName}' has more decimals than ${currency.toUpperCase()} has`,
				`It is ${text}; ${currency.toUpperCase()} has ${places}.${thousands}`,
			);
}
