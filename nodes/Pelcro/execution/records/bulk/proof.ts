import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';

/**
 * What a record from a list says of the list: whether it may stand for the record as it is answered by its ID.
 *
 * - 'same': it has all that the single answer has;
 * - 'less': an attribute is missing or has another form, so the list cannot stand for single answers;
 * - 'changed': somebody changed the record between the two, so it proves nothing.
 */
export type Proof = 'same' | 'less' | 'changed';

/** @param single the record as it is answered by its ID, read after `listed` */
export function proofOf(single: IDataObject, listed: IDataObject): Proof {
	if (isCovered(single, listed)) return 'same';
	return String(single.updated_at) === String(listed.updated_at) ? 'less' : 'changed';
}

/** Everything in the one is in the other, to the letter. */
function isCovered(single: unknown, listed: unknown): boolean {
	if (Array.isArray(single)) {
		if (!Array.isArray(listed) || single.length !== listed.length) return false;
		return single.every((entry, index) => isCovered(entry, listed[index]));
	}
	if (!isDataObject(single)) return single === listed;
	if (!isDataObject(listed)) return false;
	return Object.entries(single).every(
		([name, value]) => Object.hasOwn(listed, name) && isCovered(value, listed[name]),
	);
}
