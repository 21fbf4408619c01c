import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { isDataObject } from '../../../transport/dataObject';
import { FieldError } from '../../../common/fieldError';
import { isEmpty } from './isEmpty';
import { toMinorUnits, type AmountUnit } from './money';
import type { Encoding, PelcroProperty } from '../../shared/types';

/** What an encoding may need besides the value. */
export interface EncodingContext {
	/** The workflow's time zone, for date-times without one. */
	timezone: string;
	/** How amounts of money are written, and their currency where one is given. */
	amounts: { unit: AmountUnit; currency: string };
}

type Encode = (value: unknown, field: PelcroProperty, context: EncodingContext) => unknown;

/** Above this, a number cannot be Unix seconds of our time (year 5138), so it is milliseconds. */
const LARGEST_UNIX_SECONDS = 100_000_000_000;

const BY_ENCODING: Readonly<Record<Encoding, Encode>> = {
	unixSeconds: (value, field, context) => Math.floor(toDateTime(value, field, context).toSeconds()),
	date: (value, field, context) => toDateTime(value, field, context).toISODate(),
	metadata: toMetadata,
	filters: toFilters,
	sort: toSort,
	commaList: (value, field) => toChoices(value, field).join(','),
	recordId: toRecordId,
	recordIds: toRecordIds,
	number: toNumber,
	money: (value, field, { amounts }) =>
		toMinorUnits(value, field.displayName, amounts.unit, amounts.currency),
	rows: toRows,
	jsonRows: toJsonRows,
	file: toText,
};

const BY_TYPE: Readonly<Partial<Record<PelcroProperty['type'], Encode>>> = {
	boolean: toBoolean,
	dateTime: BY_ENCODING.unixSeconds,
	json: toJson,
	multiOptions: toChoices,
	number: toNumber,
	options: toChoice,
	resourceLocator: toRecordId,
	string: toText,
};

/**
 * Turns a field's value into what Pelcro expects: by the field's `encoding`, else by its type. Date-times
 * become Unix seconds, IDs integers, lists arrays, JSON is parsed.
 *
 * @throws FieldError that names the field when the value cannot be used
 */
export function encode(value: unknown, field: PelcroProperty, context: EncodingContext): unknown {
	const encodeValue = field.encoding ? BY_ENCODING[field.encoding] : BY_TYPE[field.type];
	return encodeValue === undefined ? value : encodeValue(value, field, context);
}

function refuse(field: PelcroProperty, value: unknown, expected: string, help: string): FieldError {
	const shown = field.typeOptions?.password ? '' : ` It is ${shorten(value)}.`;
	return new FieldError(`'${field.displayName}' is not ${expected}`, `${help}${shown}`);
}

function shorten(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function toText(value: unknown, field: PelcroProperty): unknown {
	if (field.typeOptions?.multipleValues) return toTexts(value, field);
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw refuse(field, value, 'text', 'Enter text, or an expression that gives text.');
}

/** A list of texts: entered one by one, as an array, or separated by commas. */
function toTexts(value: unknown, field: PelcroProperty): string[] {
	const list = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(',')
			: [value];
	const single: PelcroProperty = { ...field, typeOptions: undefined };
	return list.map((entry) => String(toText(entry, single)).trim()).filter((entry) => entry !== '');
}

function toNumber(value: unknown, field: PelcroProperty): number {
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw refuse(field, value, 'a number', 'Enter a number.');
	}
	const { numberPrecision, minValue = -Infinity, maxValue = Infinity } = field.typeOptions ?? {};
	if (numberPrecision === 0 && !Number.isInteger(number)) {
		throw refuse(field, value, 'a whole number', 'Enter a number without decimals.');
	}
	if (number < minValue || number > maxValue) {
		const range =
			maxValue === Infinity ? `${minValue} or more` : `between ${minValue} and ${maxValue}`;
		throw refuse(field, value, 'in the allowed range', `Enter a number ${range}.`);
	}
	return number;
}

function toBoolean(value: unknown, field: PelcroProperty): boolean {
	if (value === true || value === 'true' || value === 1 || value === '1') return true;
	if (value === false || value === 'false' || value === 0 || value === '0') return false;
	throw refuse(
		field,
		value,
		'true or false',
		'Use the switch, or an expression that gives true or false.',
	);
}

function toChoice(value: unknown, field: PelcroProperty): unknown {
	const choices = choicesOf(field);
	const choice = choices.find((option) => String(option.value) === String(value));
	if (choice !== undefined) return choice.value;
	const allowed = choices.map((option) => String(option.value)).join(', ');
	throw refuse(field, value, 'one of the choices', `Allowed are: ${allowed}.`);
}

function toChoices(value: unknown, field: PelcroProperty): unknown[] {
	const list = Array.isArray(value) ? value : String(value).split(',');
	return list.map((entry: unknown) =>
		toChoice(typeof entry === 'string' ? entry.trim() : entry, field),
	);
}

function choicesOf(field: PelcroProperty): INodePropertyOptions[] {
	return (field.options ?? []).filter((option) => 'value' in option);
}

function toJson(value: unknown, field: PelcroProperty): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		throw refuse(field, value, 'valid JSON', `${reason}. Check quotes, commas and brackets.`);
	}
}

/** Key-value pairs, or JSON. Values stay as they are; null removes a key on update. Reference: 'Metadata'. */
function toMetadata(value: unknown, field: PelcroProperty): IDataObject {
	const entered = field.type === 'json' ? toJson(value, field) : value;
	if (!isDataObject(entered)) {
		throw refuse(field, value, 'a JSON object', 'Enter an object, e.g. {"campaign": "spring"}.');
	}
	if (field.type === 'json') return entered;
	const pairs = rowsOf(entered).map(({ key, value: content }): [string, IDataObject[string]] => {
		if (isEmpty(key)) {
			throw new FieldError(
				`'${field.displayName}' has a value without a key`,
				'Enter a key for each value, or remove the row.',
			);
		}
		return [String(key), content];
	});
	return Object.fromEntries(pairs);
}

/** The rows of a fixed collection, whatever the name of its only group. */
function rowsOf(value: unknown): IDataObject[] {
	if (!isDataObject(value)) return [];
	return Object.values(value).flat().filter(isDataObject);
}

/** A repeatable group: each row's fields under their `routing.send.property`; empty ones are left out. */
function toRows(value: unknown, field: PelcroProperty, context: EncodingContext): IDataObject[] {
	const [group] = field.options ?? [];
	const fields = group !== undefined && 'values' in group ? group.values : [];
	return rowsOf(value).map((row, index) => {
		const entries = fields.flatMap((own): Array<[string, IDataObject[string]]> => {
			const content = row[own.name];
			if (!isEmpty(content)) {
				// `encode` returns JSON values only.
				const encoded = encode(content, own, context) as IDataObject[string];
				return [[own.routing?.send?.property ?? own.name, encoded]];
			}
			if (!own.required) return [];
			throw new FieldError(
				`'${own.displayName}' is empty in row ${index + 1} of '${field.displayName}'`,
				'Enter a value, or remove the row.',
			);
		});
		return Object.fromEntries(entries);
	});
}

/** A list of objects from an earlier node, or as text. A single object is a list of one. */
function toJsonRows(value: unknown, field: PelcroProperty): IDataObject[] {
	const entered = toJson(value, field);
	const list: unknown[] = Array.isArray(entered) ? entered : [entered];
	if (list.every(isDataObject)) return list;
	throw refuse(field, value, 'a list of objects', 'Enter a JSON list, e.g. [{"quantity": 1}].');
}

/**
 * `filter[ATTRIBUTE]=OPERATOR:VALUE`; rows of the same attribute and operator become one, with the values
 * separated by commas. Reference: 'Sorting and filtering'.
 */
function toFilters(value: unknown, field: PelcroProperty): IDataObject {
	const filters: Record<string, { operator: string; values: string[] }> = {};
	for (const row of rowsOf(value)) {
		const attribute = filterAttribute(row, field);
		const operator = String(row.operator ?? 'eq');
		const filter = (filters[attribute] ??= { operator, values: [] });
		if (filter.operator !== operator) {
			throw new FieldError(
				`'${field.displayName}' has two conditions for ${attribute}`,
				'Pelcro takes one condition for each attribute. Use the same condition in both rows, or remove one.',
			);
		}
		filter.values.push(filterValue(row, attribute, field));
	}
	return Object.fromEntries(
		Object.entries(filters).map(([attribute, { operator, values }]) => [
			attribute,
			`${operator}:${values.join(',')}`,
		]),
	);
}

/** Attributes that take a further name: a metadata key, or one that this node does not list. */
function filterAttribute(row: IDataObject, field: PelcroProperty): string {
	const attribute = String(row.attribute ?? '');
	const name = String(row.attributeName ?? '').trim();
	const needsName = attribute === 'metadata.' || attribute === 'other';
	if (attribute === '' || (needsName && name === '')) {
		throw new FieldError(
			`'${field.displayName}' has a row without an attribute`,
			'Choose an attribute, or enter its name.',
		);
	}
	return attribute === 'other' ? name : needsName ? `${attribute}${name}` : attribute;
}

function filterValue(row: IDataObject, attribute: string, field: PelcroProperty): string {
	if (isEmpty(row.value)) {
		throw new FieldError(
			`'${field.displayName}' has no value for ${attribute}`,
			'Enter the value to look for. Without one, Pelcro could return every record.',
		);
	}
	return String(row.value);
}

/** `sort=attribute` ascending, `sort=-attribute` descending, several by comma. Reference: as above. */
function toSort(value: unknown, field: PelcroProperty): string {
	return rowsOf(value)
		.map((row) => {
			if (isEmpty(row.attribute)) {
				throw new FieldError(
					`'${field.displayName}' has a row without an attribute`,
					'Choose an attribute to sort by.',
				);
			}
			return `${row.direction === 'descending' ? '-' : ''}${String(row.attribute)}`;
		})
		.join(',');
}

/**
 * An ID from a list, as entered, or out of the address of an admin page.
 *
 * @returns the whole number
 */
function toRecordId(value: unknown, field: PelcroProperty): number {
	const entered: unknown = isDataObject(value) && '__rl' in value ? value.value : value;
	const text = String(entered ?? '').trim();
	const id = /^\d+$/.test(text) ? text : idFromAddress(text, field);
	const number = Number(id);
	if (id === undefined || number === 0 || !Number.isSafeInteger(number)) {
		throw refuse(
			field,
			entered,
			'a Pelcro ID',
			'Choose from the list, or enter the number that Pelcro shows as ID.',
		);
	}
	return number;
}

/** Several IDs: chosen from a list, as an array, or separated by commas. */
function toRecordIds(value: unknown, field: PelcroProperty): number[] {
	const list: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	return list.filter((entry) => !isEmpty(entry)).map((entry) => toRecordId(entry, field));
}

function idFromAddress(text: string, field: PelcroProperty): string | undefined {
	const mode = field.modes?.find(({ name }) => name === 'url');
	const regex = mode?.extractValue?.regex;
	return regex === undefined ? undefined : new RegExp(regex).exec(text)?.[1];
}

/** ISO 8601 (in the workflow's time zone where it names none), Unix seconds or milliseconds, or a date object. */
function toDateTime(
	value: unknown,
	field: PelcroProperty,
	{ timezone }: EncodingContext,
): DateTime {
	const dateTime = parseDateTime(value, timezone);
	if (dateTime?.isValid) return dateTime;
	throw refuse(
		field,
		value,
		'a date',
		'Choose a date, or enter one like 2026-03-31 or 2026-03-31T18:00:00.',
	);
}

function parseDateTime(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	const number = typeof value === 'string' && /^\d{9,}$/.test(value.trim()) ? Number(value) : value;
	if (typeof number === 'number') {
		return number < LARGEST_UNIX_SECONDS
			? DateTime.fromSeconds(number, { zone })
			: DateTime.fromMillis(number, { zone });
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}
