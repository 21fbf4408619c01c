import type { IDataObject } from 'n8n-workflow';

/**
 * A record's ID.
 *
 * @throws RangeError where it is no whole number, by which the order of records could not be told
 */
export function recordId({ id }: IDataObject): number {
	const number = typeof id === 'string' && /^\d+$/.test(id) ? Number(id) : id;
	if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
	throw new RangeError('A record of this list has no ID that is a whole number');
}
