import type { IDataObject } from 'n8n-workflow';

import { isAmountAttribute } from '../../../../common/money/amounts';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { isEmpty, isPlainObject } from '../isEmpty';
import { toMinorUnits } from '../money';
import { refuse, shown } from '../refusal';
import { isExact, textOf } from '../single/texts';

/** A text in quotes, or a number outside of such texts. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON as text, or as an earlier node has parsed it: an object or a list. */
export function toJson(value: unknown, field: PelcroProperty): unknown {
	const parsed = typeof value === 'string' ? parse(value, field) : value;
	if (Array.isArray(parsed) || isPlainObject(parsed)) return toJsonValue(parsed, field.displayName);
	throw refuse(field, value, 'a JSON object or list', 'Enter an object, e.g. {"city": "Quebec"}.');
}

/**
 * A list of objects from an earlier node, or as text, with their amounts in the unit of the form's. A single object is
 * a list of one.
 */
export function toJsonRows(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): IDataObject[] {
	const entered = toJson(value, field);
	const list: unknown[] = Array.isArray(entered) ? entered : [entered];
	if (list.every(isPlainObject) && !list.some((row) => Object.keys(row).length === 0)) {
		return list.map((row) => withMinorUnits(row, field, context));
	}
	throw refuse(field, value, 'a list of objects', 'Enter a JSON list, e.g. [{"quantity": 1}].');
}

function withMinorUnits(
	row: IDataObject,
	{ displayName }: PelcroProperty,
	{ amounts: { unit, currency } }: EncodingContext,
): IDataObject {
	const entries = Object.entries(row).map(([name, value]): [string, IDataObject[string]] => {
		if (!isAmountAttribute(name) || isEmpty(value)) return [name, value];
		return [name, toMinorUnits(value, `${name} in ${displayName}`, unit, currency)];
	});
	return Object.fromEntries(entries);
}

/**
 * A value as JSON has it: dates as ISO 8601; attributes that are undefined are left out.
 *
 * @throws FieldError for what JSON would change in silence: NaN, numbers beyond 2^53, functions and the like
 */
export function toJsonValue(value: unknown, label: string): unknown {
	if (Array.isArray(value)) return value.map((entry: unknown) => toJsonValue(entry, label));
	if (isPlainObject(value)) {
		const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
		return Object.fromEntries(entries.map(([key, entry]) => [key, toJsonValue(entry, label)]));
	}
	if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
	if (typeof value === 'number' && isExact(value)) return value;
	if (typeof value === 'number' || typeof value === 'bigint') throw refuseNumber(value, label);
	const text = textOf(value);
	if (text !== undefined) return text;
	throw new FieldError(
		`'${label}' has a value that is no JSON`,
		`Enter texts, numbers, true, false, lists or objects. It is ${shown(value)}.`,
	);
}

function parse(text: string, field: PelcroProperty): unknown {
	const large = (text.match(TEXT_OR_NUMBER) ?? [])
		.filter((token) => !token.startsWith('"'))
		.find((token) => !isExact(Number(token)));
	try {
		const parsed = JSON.parse(text) as unknown;
		if (large === undefined) return parsed;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		throw refuse(field, text, 'valid JSON', `${reason}. Check quotes, commas and brackets.`);
	}
	throw refuseNumber(large, field.displayName);
}

function refuseNumber(number: unknown, label: string): FieldError {
	return new FieldError(
		`'${label}' has a number that cannot be sent exactly`,
		`It is ${String(number)}. Put it in quotes, so that it is sent as text.`,
	);
}
