import { FieldError } from '../../../common/fieldError';

/** Currencies whose minor unit is not a hundredth: digits after the point (ISO 4217). */
const DIGITS: Readonly<Record<string, number>> = {
	...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
	...digits(3, 'BHD IQD JOD KWD LYD OMR TND'),
};

/** How the user writes amounts of money. */
export type AmountUnit = 'minor' | 'decimal';

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

function placesOf(currency: string, fieldName: string): number {
	const code = currency.trim().toUpperCase();
	if (/^[A-Z]{3}$/.test(code)) return DIGITS[code] ?? 2;
	throw new FieldError(
		`The currency of '${fieldName}' is not known`,
		"Enter its three-letter code under 'Currency' or in Options under 'Currency of Amounts', or enter amounts in minor units.",
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
				`It is ${text}. Enter e.g. 1050 for 10.50, or set 'Amounts' in Options to Decimals.`,
			)
		: new FieldError(
				`'${fieldName}' has more decimals than ${currency.toUpperCase()} has`,
				`It is ${text}; ${currency.toUpperCase()} has ${places}.`,
			);
}

function digits(count: number, currencies: string): Record<string, number> {
	return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}
