import { isAmountAttribute, type AmountUnit } from '../../../common/money/amounts';
import { decimalPlaces } from '../../../common/money/currency';
import { isDataObject } from '../../../transport/dataObject';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import type { PelcroRequest } from '../../../transport/request';
import { encode } from '../values/encode';
import { isEmpty } from '../values/isEmpty';
import { isField, isShown, type ReadField } from './buildRequest';
import type { ItemSource } from './itemSource';

/** A field with what the item has in it. */
interface Entry {
	field: PelcroProperty;
	value: unknown;
}

/** The currency that the form says: of the field that sends `currency`, wherever it is; '' where there is none. */
export function enteredCurrency(operation: PelcroOperation, read: ReadField): string {
	const entry = entries(operation, read).find(
		({ field }) => field.routing?.send?.property === 'currency',
	);
	return String(entry?.value ?? '');
}

/**
 * The read of the record that says in which currency an amount of the item is; undefined where the form says it, or
 * nothing needs it.
 *
 * @throws FieldError when the field does not name a record
 */
export function currencyRecord(
	operation: PelcroOperation,
	{ read, options }: ItemSource,
): PelcroRequest | undefined {
	const { currencyFrom, fields } = operation;
	const field = fields.find(({ name }) => name === currencyFrom?.field);
	if (field === undefined || isEmpty(read(field.name))) return undefined;
	if (decimalPlaces(enteredCurrency(operation, read)) !== undefined) return undefined;
	const { amountUnit: unit, scope } = options;
	if (!entries(operation, read).some((entry) => needsCurrency(entry, unit))) return undefined;
	const id = encode(read(field.name), field, {
		timezone: '',
		amounts: { unit, currency: '' },
		emptied: 'notGiven',
	});
	return {
		method: 'GET',
		path: (currencyFrom?.path ?? '').replace('{id}', String(id)),
		scope,
		expects: 'record',
	};
}

/** The operation's fields that are filled in, those of its collections as well. */
function entries(operation: PelcroOperation, read: ReadField): Entry[] {
	return operation.fields
		.filter((field) => isShown(field, read))
		.flatMap((field) => entriesOf(field, read(field.name)))
		.filter(({ value }) => !isEmpty(value));
}

function entriesOf(field: PelcroProperty, value: unknown): Entry[] {
	if (field.type !== 'collection') return [{ field, value }];
	if (!isDataObject(value)) return [];
	return (field.options ?? [])
		.filter(isField)
		.map((own) => ({ field: own, value: value[own.name] }));
}

function needsCurrency({ field, value }: Entry, unit: AmountUnit): boolean {
	const { encoding } = field;
	if (encoding === 'moneyInMajorUnits') return true;
	if (unit === 'minor') return false;
	if (encoding === 'filters') return field.routing !== undefined && filtersAmount(value);
	if (encoding === 'jsonRows') return !isUntouchedJson(value);
	return encoding === 'money' || hasAmountColumn(field);
}

/** An empty list or object as text, which a JSON field starts with. */
function isUntouchedJson(value: unknown): boolean {
	return typeof value === 'string' && /^\s*(\[\s*\]|\{\s*\})\s*$/.test(value);
}

function hasAmountColumn({ options = [] }: PelcroProperty): boolean {
	return options.some(
		(group) => 'values' in group && group.values.some(({ encoding }) => encoding === 'money'),
	);
}

function filtersAmount(value: unknown): boolean {
	const rows = isDataObject(value) ? Object.values(value).flat() : [];
	return rows
		.filter(isDataObject)
		.flatMap(({ attribute, attributeName }) => [attribute, attributeName])
		.some((name) => isAmountAttribute(String(name)));
}
