import type { IDataObject } from 'n8n-workflow';

import { hasId, listIn, recordListIn, recordOf } from './envelope';
import { entriesIn, recordsIn } from './shortLists';

/**
 * What an answer has to hold to be one: a page of a list, a record, a record where it holds anything, a short list of
 * records, short lists of records or names, or whatever is said of what was done, but no list of messages.
 */
export type Expectation = 'list' | 'record' | 'recordOrNothing' | 'records' | 'entries' | 'done';

const HOLDS: Readonly<Record<Expectation, (body: unknown) => boolean>> = {
	list: (body) => recordListIn(body) !== undefined,
	record: (body) => hasId(recordOf(body)),
	recordOrNothing: (body) => isNothing(body) || hasId(recordOf(body)),
	records: (body) => recordsIn(body) !== undefined,
	entries: (body) => entriesIn(body) !== undefined,
	done: (body) => !listIn(body)?.some(isMessage),
};

/** Whether the answer holds what was asked for. A message is no record, and nothing at all is no empty list. */
export function holds(body: unknown, expected: Expectation): boolean {
	return HOLDS[expected](body);
}

/** What is listed where nothing was done: a sentence, and no record that it is about. */
function isMessage(entry: IDataObject): boolean {
	return !hasId(entry) && [entry.message, entry.error].some((text) => typeof text === 'string');
}

/**
 * Whether the answer is another record than the one that the address names. Only numbers are compared: Pelcro may know
 * a record by another name as well.
 *
 * @param path ends with the ID of the record that is read or changed
 */
export function isAnotherRecord(body: unknown, path: string): boolean {
	const [asked] = /(?<=\/)\d+$/.exec(path) ?? [];
	const { id, uuid } = recordOf(body);
	const ids = [id, uuid].filter((value) => hasId({ id: value }));
	if (asked === undefined || ids.length === 0) return false;
	return !ids.some((value) => isSameNumber(String(value), asked));
}

function isSameNumber(one: string, other: string): boolean {
	const bare = (digits: string): string => digits.trim().replace(/^0+(?=\d)/, '');
	return bare(one) === bare(other);
}

function isNothing(body: unknown): boolean {
	return body === '' || body === null || body === undefined;
}
