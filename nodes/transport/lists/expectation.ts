import { hasId, listIn, recordOf } from './envelope';
import { entriesIn, recordsIn } from './shortLists';

/**
 * What an answer has to hold to be one: a page of a list, a record, a record where it holds anything, a short list of
 * records, or short lists of records or names.
 */
export type Expectation = 'list' | 'record' | 'recordOrNothing' | 'records' | 'entries';

const HOLDS: Readonly<Record<Expectation, (body: unknown) => boolean>> = {
	list: (body) => listIn(body) !== undefined,
	record: (body) => hasId(recordOf(body)),
	recordOrNothing: (body) => isNothing(body) || hasId(recordOf(body)),
	records: (body) => recordsIn(body) !== undefined,
	entries: (body) => entriesIn(body) !== undefined,
};

/** Whether the answer holds what was asked for. A message is no record, and nothing at all is no empty list. */
export function holds(body: unknown, expected: Expectation): boolean {
	return HOLDS[expected](body);
}

function isNothing(body: unknown): boolean {
	return body === '' || body === null || body === undefined;
}
