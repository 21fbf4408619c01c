import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../dataObject';
import { hasId, listIn, listOf, recordOf } from './envelope';

/** Beside lists with names of their own an answer may have these. Reference: 'Response envelope'. */
const ENVELOPE = /^(status|success|links|meta)$/;

/** What an object with no ID has that stands for none, or for a message. */
const NO_ENTRY = /^(id|uuid|message|error|errors)$/;

/**
 * The records of a short list without pages; one that stands alone is a list of one.
 *
 * @throws TypeError when something in it is no record: who goes by 'there is an entry' would take a message for one
 */
export function recordsOf(body: unknown): IDataObject[] {
	const records = recordsIn(body);
	if (records === undefined) throw new TypeError('The answer holds no list of records');
	return records;
}

/**
 * Entries of a short list, or of all lists where the answer has several (exports: types and records); names become
 * objects.
 *
 * @throws TypeError when there is no list, or something in one is neither a record nor a name
 */
export function entriesOf(body: unknown): IDataObject[] {
	const entries = entriesIn(body);
	if (entries === undefined) throw new TypeError('The answer holds no lists');
	return entries;
}

/** @returns undefined for what is none */
export function recordsIn(body: unknown): IDataObject[] | undefined {
	const records = listIn(body)?.map(recordOf) ?? [recordOf(body)];
	return records.every(hasId) ? records : undefined;
}

/** @returns undefined for what is none */
export function entriesIn(body: unknown): IDataObject[] | undefined {
	const lists = listsIn(body);
	return lists?.every((entries) => entries.every(isEntry)) ? lists.flat().map(entryOf) : undefined;
}

function listsIn(content: unknown): unknown[][] | undefined {
	const list = listOf(content);
	if (list !== undefined) return [list];
	if (!isDataObject(content)) return undefined;
	if (hasId(content)) return [[content]];
	if (isDataObject(content.data)) return listsIn(content.data);
	const named = Object.entries(content).filter(([name]) => !ENVELOPE.test(name));
	const lists = named.map(([, value]) => listOf(value)).filter((value) => value !== undefined);
	return lists.length > 0 && lists.length === named.length ? lists : undefined;
}

/** A name, a record, or a kind of record, which has no ID: but no message, and nothing whose ID is empty. */
function isEntry(value: unknown): boolean {
	if (!isDataObject(value)) return typeof value === 'string' && value.trim() !== '';
	if (hasId(value)) return true;
	const names = Object.keys(value);
	return names.length > 0 && !names.some((name) => NO_ENTRY.test(name));
}

function entryOf(value: unknown): IDataObject {
	return isDataObject(value) ? value : { name: String(value) };
}
