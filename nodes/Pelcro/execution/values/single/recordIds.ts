import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty, isPlainObject } from '../isEmpty';
import { refuse, shown } from '../refusal';
import { textOf, toText } from './texts';

/**
 * An ID from a list, as entered, or out of the address of an admin page.
 *
 * @returns the whole number
 */
export function toRecordId(value: unknown, field: PelcroProperty): number {
	refuseOtherMode(value, field);
	const entered = enteredIn(value);
	const text = textOf(entered)?.trim() ?? '';
	const id = /^\d+$/.test(text) ? text : idFromAddress(text, field);
	const number = Number(id);
	if (id === undefined || number === 0 || !Number.isSafeInteger(number)) {
		throw refuse(
			field,
			entered,
			'a Pelcro ID',
			`Choose from the list, or enter the number that Pelcro shows as ID${otherWays(field)}.`,
		);
	}
	return number;
}

/** Several IDs: chosen from a list, as an array, or separated by commas. */
export function toRecordIds(value: unknown, field: PelcroProperty): number[] {
	const list: unknown[] = Array.isArray(value)
		? value
		: (textOf(value)
				?.split(',')
				.filter((entry) => entry.trim() !== '') ?? [value]);
	if (list.length > 0) return list.map((entry) => toRecordId(entry, field));
	throw refuse(field, value, 'a list of Pelcro IDs', 'Enter IDs, separated by commas.');
}

/**
 * The name of a record, from a list or as entered. Digits alone are an ID, as records have it: taken for a name, it
 * would be another record's.
 */
export function toRecordName(value: unknown, field: PelcroProperty): string {
	refuseOtherMode(value, field);
	const entered = enteredIn(value);
	const name = String(toText(entered, field));
	if (!/^\d+$/.test(name)) return name;
	throw refuse(
		field,
		entered,
		'a name',
		'Pelcro takes the name here, and this looks like an ID. Choose from the list, or enter the name.',
	);
}

/** The code of a record, from a list or as entered; it may be of digits alone. */
export function toRecordCode(value: unknown, field: PelcroProperty): string {
	refuseOtherMode(value, field);
	return String(toText(enteredIn(value), field));
}

function enteredIn(value: unknown): unknown {
	return isPlainObject(value) && '__rl' in value ? value.value : value;
}

/** An expression may give a locator with any mode; a name or an email that is taken for an ID would be another record's. */
function refuseOtherMode(value: unknown, { displayName, modes }: PelcroProperty): void {
	if (modes === undefined || !isPlainObject(value) || !('__rl' in value)) return;
	const { mode } = value;
	if (isEmpty(mode) || modes.some(({ name }) => name === mode)) return;
	throw new FieldError(
		`'${displayName}' cannot be chosen by ${shown(mode)}`,
		`It can be chosen by ${modes.map(({ name }) => `'${name}'`).join(', ')}.`,
	);
}

/** What people have in place of an ID, they choose by in the box before the value. */
function otherWays({ chosenBy, modes = [] }: PelcroProperty): string {
	const keys = Object.keys(chosenBy?.keys ?? {});
	const names = modes.filter(({ name }) => keys.includes(name));
	if (names.length === 0) return '';
	return `, or change 'By ID' before the value to ${names.map(({ displayName }) => `'${displayName}'`).join(' or ')}`;
}

function idFromAddress(text: string, field: PelcroProperty): string | undefined {
	const mode = field.modes?.find(({ name }) => name === 'url');
	const regex = mode?.extractValue?.regex;
	return regex === undefined ? undefined : new RegExp(regex).exec(text)?.[1];
}
