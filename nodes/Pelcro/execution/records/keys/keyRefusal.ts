import { PelcroRequestError } from '../../../../transport/failures/requestError';
import type { RecordKey } from './keyIndex';

/** Statuses with which values are refused. Reference: 'Errors'; 422 is the framework's own, 409 the usual one. */
const REFUSALS: readonly unknown[] = [400, 409, 422];

/** How a refusal words that another record has the value. The framework's own: 'has already been taken'. */
const TAKEN = /\b(already|taken|exists|duplicate|in use|unique)\b/i;

/**
 * Whether Pelcro refused because a record has the key already. The refusal has to be about this key and to
 * say so: a key can be refused for its form as well, and another field can be the one that is taken.
 */
export function isTaken(error: unknown, { property }: Pick<RecordKey, 'property'>): boolean {
	if (!(error instanceof PelcroRequestError) || !REFUSALS.includes(error.status)) return false;
	const fields = Object.keys(error.fieldErrors);
	if (fields.length > 0)
		return (error.fieldErrors[property] ?? []).some((text) => TAKEN.test(text));
	return TAKEN.test(error.message) && namesKey(error.message, property);
}

/** Whether values were refused as such, e.g. because a list cannot be filtered by an attribute. */
export function isRefusedValue(error: unknown): boolean {
	return error instanceof PelcroRequestError && (error.status === 400 || error.status === 422);
}

/** By whole words: `code` is not named by 'barcode'. */
function namesKey(message: string, property: string): boolean {
	return inWords(message).includes(inWords(property));
}

/** In small letters, each word between blanks. */
function inWords(text: string): string {
	return ` ${text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()} `;
}
