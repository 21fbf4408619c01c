import { isDataObject } from '../../../../transport/dataObject';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';
import { refuse } from '../refusal';

/**
 * An ID from a list, as entered, or out of the address of an admin page.
 *
 * @returns the whole number
 */
export function toRecordId(value: unknown, field: PelcroProperty): number {
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
export function toRecordIds(value: unknown, field: PelcroProperty): number[] {
	const list: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	return list.filter((entry) => !isEmpty(entry)).map((entry) => toRecordId(entry, field));
}

function idFromAddress(text: string, field: PelcroProperty): string | undefined {
	const mode = field.modes?.find(({ name }) => name === 'url');
	const regex = mode?.extractValue?.regex;
	return regex === undefined ? undefined : new RegExp(regex).exec(text)?.[1];
}
