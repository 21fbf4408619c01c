import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';
import { DEEPEST_RECORD } from '../../transport/limits';
import { decimalPlaces } from './currency';

/** How amounts of money are written: 10.5 or 1050 for 10.50 USD. */
export type AmountUnit = 'decimal' | 'minor';

/**
 * Attributes that hold money in minor units, by the names that Pelcro's objects use. Those that the reference does
 * not list (`starting_balance`, `tax` outside of `amounts`) are named as their listed siblings are.
 * Reference: object attributes, and 'Response envelope' (money).
 */
const AMOUNT_ATTRIBUTES: ReadonlySet<string> = new Set([
	'amount',
	'amount_before_discount',
	'amount_due',
	'amount_off',
	'amount_paid',
	'amount_refunded',
	'amount_remaining',
	'balance',
	'ending_balance',
	'price',
	'starting_balance',
	'subtotal',
	'tax',
	'total',
	'unit_price',
]);

/** Attributes that hold money as decimals, unlike all others. Reference: vendors. */
const DECIMAL_ATTRIBUTES: ReadonlySet<string> = new Set(['total_billed']);

/** What is the user's own, whatever its names. */
const OWN_DATA: ReadonlySet<string> = new Set(['metadata']);

/** Related objects in which the currency of a record can stand that has none itself, e.g. of a refund. */
const CURRENCY_HOLDERS = ['charge', 'invoice', 'plan'];

/** How amounts go out, and what to do where it cannot be told. */
export interface AmountOutput {
	unit: AmountUnit;
	/** For records that do not say theirs. */
	currency: string;
	/** Called when an amount had to stay as it was, with its unit in its name. */
	onUnknownCurrency?: () => void;
}

export function isAmountAttribute(name: string): boolean {
	return AMOUNT_ATTRIBUTES.has(name);
}

/** Whether an attribute holds money, also one of a part or of a related record, e.g. `plan.amount`. */
export function isMoney(attribute: string): boolean {
	const names = attribute.split('.');
	const last = names.at(-1) ?? '';
	return (
		!OWN_DATA.has(names[0] ?? '') && (AMOUNT_ATTRIBUTES.has(last) || DECIMAL_ATTRIBUTES.has(last))
	);
}

/** The names under which an attribute can come out of `convertAmounts`. */
export function outputNames(name: string): string[] {
	if (DECIMAL_ATTRIBUTES.has(name)) return [name, withUnit(name, 'decimal')];
	const either = [withUnit(name, 'minor'), withUnit(name, 'decimal')];
	return AMOUNT_ATTRIBUTES.has(name) ? [name, ...either] : [name];
}

/**
 * A record of Pelcro with its amounts, nested ones as well, as the user writes them. An amount whose currency
 * nobody knows keeps its value and gets its unit into its name, e.g. `balance_minor_units`: under its usual name it
 * could be taken for a hundred times as much.
 */
export function convertAmounts(record: IDataObject, output: AmountOutput): IDataObject {
	return convertObject(record, {
		...output,
		currency: currencyIn(record) ?? output.currency,
		fallback: output.currency,
		decimals: hasDecimals(record),
		depth: 0,
	});
}

interface Conversion extends AmountOutput {
	/** The currency where a record does not say its own. */
	fallback: string;
	/** Whether the amounts came as decimals already. */
	decimals: boolean;
	/** How many records it lies within. */
	depth: number;
}

function convertObject(record: IDataObject, conversion: Conversion): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => convertEntry(name, value, conversion)),
	);
}

function convertEntry(
	name: string,
	value: IDataObject[string],
	conversion: Conversion,
): [string, IDataObject[string]] {
	const inDecimals = DECIMAL_ATTRIBUTES.has(name);
	if (!inDecimals && !AMOUNT_ATTRIBUTES.has(name)) {
		return [name, OWN_DATA.has(name) ? value : convertNested(value, conversion)];
	}
	const from = inDecimals || conversion.decimals ? 'decimal' : 'minor';
	const amount = convertAmount(value, from, conversion);
	return amount === undefined ? [withUnit(name, from), value] : [name, amount];
}

function convertNested(value: IDataObject[string], conversion: Conversion): IDataObject[string] {
	if (conversion.depth >= DEEPEST_RECORD) return value;
	if (Array.isArray(value)) {
		const entries: unknown[] = value;
		// The cast: an object stays an object, everything else is as it was.
		return entries.map((entry) =>
			isDataObject(entry) ? convertChild(entry, conversion) : entry,
		) as IDataObject[string];
	}
	return isDataObject(value) ? convertChild(value, conversion) : value;
}

/** A related record has a currency of its own (or null); a part of this one, e.g. a line, has this one's. */
function convertChild(child: IDataObject, parent: Conversion): IDataObject {
	const isPart = !('currency' in child);
	return convertObject(child, {
		...parent,
		currency: currencyIn(child) ?? (isPart ? parent.currency : parent.fallback),
		decimals: (isPart && parent.decimals) || hasDecimals(child),
		depth: parent.depth + 1,
	});
}

function currencyIn(record: IDataObject): string | undefined {
	const holders = CURRENCY_HOLDERS.map((name) => record[name]).filter(isDataObject);
	const currencies = [record, ...holders].map(({ currency }) => currency);
	return currencies.find((currency): currency is string => decimalPlaces(currency) !== undefined);
}

/**
 * Whether the record's own amounts came as decimals: one with a point is enough. Some bills do; that a bill whose
 * amounts are all whole is in minor units is a guess. Reference: bills, `amounts`.
 */
function hasDecimals(record: IDataObject): boolean {
	const parts = isDataObject(record.amounts) ? { ...record, ...record.amounts } : record;
	return Object.entries(parts).some(
		([name, value]) => AMOUNT_ATTRIBUTES.has(name) && /^-?\d+\.\d+$/.test(textOf(value)),
	);
}

/** @returns the amount in the wanted unit; undefined where the currency would have to be known */
function convertAmount(
	value: IDataObject[string],
	from: AmountUnit,
	{ unit, currency, onUnknownCurrency }: Conversion,
): IDataObject[string] | undefined {
	const text = textOf(value);
	const wellFormed = from === 'minor' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
	// What is no amount (null, an object, a text) stays as it is.
	if (!wellFormed.test(text)) return value ?? null;
	if (from === unit) return exactNumber(text);
	const places = decimalPlaces(currency);
	if (places !== undefined) {
		return exactNumber(shifted(text, unit === 'decimal' ? -places : places));
	}
	// Nothing is nothing in every currency.
	if (Number(text) === 0) return 0;
	onUnknownCurrency?.();
	return undefined;
}

function withUnit(name: string, unit: AmountUnit): string {
	return `${name}_${unit === 'minor' ? 'minor_units' : 'decimals'}`;
}

function textOf(value: unknown): string {
	return typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
}

/**
 * An amount for people to read, e.g. `10.50 USD`; '' where it is none or nobody knows its currency.
 *
 * @param minor in minor units
 */
export function amountText(minor: unknown, currency: unknown): string {
	const places = decimalPlaces(currency);
	const text = textOf(minor);
	if (places === undefined || !/^-?\d+$/.test(text)) return '';
	const [whole = '', fraction = ''] = shifted(text, -places).split('.');
	const decimals = places === 0 ? '' : `.${fraction.padEnd(places, '0')}`;
	return `${whole}${decimals} ${String(currency).trim().toUpperCase()}`;
}

/**
 * Moves the point of a decimal number, digit by digit, never through a floating-point product.
 *
 * @param digits to the right, or with a minus to the left
 */
export function shifted(decimal: string, digits: number): string {
	const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
	const left = Math.max(0, -digits);
	const all = `${'0'.repeat(left)}${whole}${fraction.padEnd(Math.max(0, digits), '0')}`;
	const point = left + whole.length + digits;
	const rest = all.slice(point).replace(/0+$/, '');
	const moved = `${all.slice(0, point).replace(/^0+(?=\d)/, '') || '0'}${rest && `.${rest}`}`;
	return Number(moved) === 0 ? '0' : `${sign}${moved}`;
}

/** A number where it holds every digit, as it does up to 15 of them; else the text. */
function exactNumber(text: string): number | string {
	const plain = shifted(text, 0);
	const number = Number(plain);
	return String(number) === plain ? number : plain;
}
