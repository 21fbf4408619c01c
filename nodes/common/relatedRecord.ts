import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../transport/dataObject';

/** Under which name a record has its customer differs by page; all that occur are taken. Reference: object attributes. */
export const CUSTOMER_ATTRIBUTES = ['user', 'customer', 'user_id', 'customer_id'];

/**
 * The related record as far as the record has it: the whole, or its ID; neither where it names none. Where several
 * attributes name one, the whole counts, and else the first.
 *
 * @param isName whether a text can name it; without, each that is not blank
 */
export function relatedIn(
	record: IDataObject,
	{ attributes }: { attributes: readonly string[] },
	isName: (text: string) => boolean = (text) => text !== '',
): { whole?: IDataObject; id?: string } {
	const values = attributes.flatMap((name) => valuesAt(record, name));
	const whole = values.filter(isDataObject).find((value) => Object.keys(value).length > 1);
	if (whole !== undefined) return { whole };
	const id = idIn(values, isName);
	return id === undefined ? {} : { id };
}

/** @param path names with dots between them; of lists on the way, all entries */
function valuesAt(record: IDataObject, path: string): unknown[] {
	return path
		.split('.')
		.reduce<
			unknown[]
		>((values, name) => values.flat().flatMap((value) => (isDataObject(value) ? [value[name]] : [])), [record]);
}

function idIn(values: readonly unknown[], isName: (text: string) => boolean): string | undefined {
	const ids = values.map((value) => (isDataObject(value) ? value.id : value));
	const id = ids.find((candidate) => isName(String(candidate ?? '').trim()));
	return typeof id === 'number' || typeof id === 'string' ? String(id).trim() : undefined;
}

/** Whether a text can be the ID of a record of Pelcro's: a whole number from 1 on. Reference: object attributes. */
export function isRecordId(text: string): boolean {
	return /^0*[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text));
}
