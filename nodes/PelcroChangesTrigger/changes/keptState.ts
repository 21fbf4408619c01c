import { isDataObject } from '../../transport/dataObject';
import type { Known } from './look';
import { KEPT_CHARACTERS } from '../../transport/limits';

/** What has to be kept is too much. */
export class TooMuchToKeepError extends Error {
	constructor(readonly records: number) {
		super('There is too much to keep');
		this.name = 'TooMuchToKeepError';
	}
}

/** @throws TooMuchToKeepError */
export function writeKnown(known: Known): string {
	const text = JSON.stringify(known);
	if (text.length <= KEPT_CHARACTERS) return text;
	throw new TooMuchToKeepError(Object.keys(known.snapshot ?? {}).length);
}

/** @returns undefined for nothing, and for what somebody has damaged */
export function readKnown(text: unknown): Known | undefined {
	if (typeof text !== 'string') return undefined;
	try {
		const known = JSON.parse(text) as unknown;
		// It was written by `writeKnown`.
		return isDataObject(known) && typeof known.watched === 'string'
			? (known as unknown as Known)
			: undefined;
	} catch {
		return undefined;
	}
}
