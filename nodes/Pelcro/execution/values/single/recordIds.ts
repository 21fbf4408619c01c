import type { PelcroProperty } from '../../../shared/types';
import { isPlainObject } from '../isEmpty';
import { refuse } from '../refusal';
import { textOf } from './texts';

/**
 * An ID from a list, as entered, or out of the address of an admin page.
 *
 * @returns the whole number
 */
export function toRecordId(value: unknown, field: PelcroProperty): number {
	const entered: unknown = isPlainObject(value) && '__rl' in value ? value.value : value;
	const text = textOf(entered)?.trim() ?? '';
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
export function toRecordIds(value: unknown, field: PelcroProperty): number[] {
	const list: unknown[] = Array.isArray(value)
		? value
		: (textOf(value)
				?.split(',')
				.filter((entry) => entry.trim() !== '') ?? [value]);
	if (list.length > 0) return list.map((entry) => toRecordId(entry, field));
	throw refuse(field, value, 'a list of Pelcro IDs', 'Enter IDs, separated by commas.');
}

function idFromAddress(text: string, field: PelcroProperty): string | undefined {
	const mode = field.modes?.find(({ name }) => name === 'url');
	const regex = mode?.extractValue?.regex;
	return regex === undefined ? undefined : new RegExp(regex).exec(text)?.[1];
}
