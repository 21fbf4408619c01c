import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../dataObject';
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
 * a record by another name as well. What is done to a record may be answered by one of another kind (the charge of an
 * invoice that was paid), which says so, or names the record.
 *
 * @param path has the ID of the record that is read or changed at its end, or before the name of what is done
 */
export function isAnotherRecord(body: unknown, path: string, expected: Expectation): boolean {
	const [asked] = /(?<=\/)\d+(?=$|\/[a-z_-]+$)/.exec(path) ?? [];
	const record = recordOf(body);
	const ids = [record.id, record.uuid].filter((value) => hasId({ id: value }));
	if (asked === undefined || ids.length === 0) return false;
	if (ids.some((value) => isSameNumber(String(value), asked))) return false;
	if (expected !== 'done') return true;
	const { object } = record;
	if (typeof object === 'string' && object !== '') return path.includes(`/${object}s/`);
	return !Object.values(record).some((value) => names(value, asked));
}

/** Whether an attribute holds the ID, or the record with it. */
function names(value: IDataObject[string], asked: string): boolean {
	if (isDataObject(value)) return names(value.id, asked);
	return ['number', 'string'].includes(typeof value) && isSameNumber(String(value), asked);
}

function isSameNumber(one: string, other: string): boolean {
	const bare = (digits: string): string => digits.trim().replace(/^0+(?=\d)/, '');
	return bare(one) === bare(other);
}

function isNothing(body: unknown): boolean {
	return body === '' || body === null || body === undefined;
}
