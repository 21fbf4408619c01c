import { shifted, type AmountUnit } from '../../../common/amounts';
import { decimalPlaces } from '../../../common/currency';
import { FieldError } from '../../../common/fieldError';

/**
 * An amount in minor units, e.g. 1050 for 10.50 USD, 1050 for 1050 JPY. Decimals are converted digit by
 * digit, never through a floating-point product. Reference: 'Response envelope' (money).
 *
 * @param value a whole number of minor units, or with unit 'decimal' an amount such as 10.5 or '10.50'
 * @param currency three letters; needed for decimals only
 * @throws FieldError when the amount is no number, or has more decimals than the currency
 */
export function toMinorUnits(
	value: unknown,
	fieldName: string,
	unit: AmountUnit,
	currency: string,
): number {
	const text = String(value).trim();
	const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
	if (match === null) {
		throw new FieldError(
			`'${fieldName}' is not an amount`,
			`Enter digits, with a point before decimals, e.g. 10.50. It is ${JSON.stringify(value)}.`,
		);
	}
	const [, sign = '', whole = '', rawDecimals = ''] = match;
	const decimals = rawDecimals.replace(/0+$/, '');
	const places = unit === 'minor' ? 0 : placesOf(currency, fieldName);
	if (decimals.length > places) throw tooManyDecimals(fieldName, text, unit, currency, places);
	const amount = Number(`${sign}${whole}${decimals.padEnd(places, '0')}`);
	if (Number.isSafeInteger(amount)) return amount === 0 ? 0 : amount;
	throw new FieldError(`'${fieldName}' is too large`, 'Check the amount and its unit.');
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
	return unit === 'minor'
		? new FieldError(
				`'${fieldName}' is not a whole number of minor units`,
				`It is ${text}. Enter e.g. 1050 for 10.50 USD, or remove 'Amounts' from Options to write 10.50.`,
			)
		: new FieldError(
				`'${fieldName}' has more decimals than ${currency.toUpperCase()} has`,
				`It is ${text}; ${currency.toUpperCase()} has ${places}.`,
			);
}
