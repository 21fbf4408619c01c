import type { IDataObject } from 'n8n-workflow';

import { recordId } from './recordId';
import type { ListReader } from './listReader';
import {
	LAST_OVERLAPPING_PAGE,
	MAX_PAGE_SIZE,
	MOST_READINGS_OF_A_LIST,
} from '../../transport/limits';

/** The newest records of a list. */
export interface Newest {
	records: IDataObject[];
	/** Whether the list has older records than these. */
	hasOlder: boolean;
}

/**
 * Reads the newest records of a list, back to the first page that has a known one.
 *
 * @param isKnown tells of an ID whether the record was seen before
 * @throws RangeError as recordId; as the reader does
 */
export async function readNewest(
	reader: ListReader,
	isKnown: (id: number) => boolean,
): Promise<Newest> {
	const first = await reader.page(1, MAX_PAGE_SIZE);
	// A server may not know the order that it is asked for, and give another one without a word.
	if (reader.newestFirst && steps(first.records).up === 0) {
		return await fromTheFront(reader, isKnown, first.records);
	}
	if (first.lastPage === undefined) return { records: await reader.all(), hasOlder: false };
	if (first.lastPage <= 1) return { records: first.records, hasOlder: false };
	const last = await reader.page(first.lastPage, MAX_PAGE_SIZE);
	// The reference does not say how a list that does not sort is ordered. Both ways by ID are read from one end.
	const { up, down } = steps([...first.records, ...last.records]);
	// A few may be out of place in a list by time.
	if (Math.min(up, down) > (up + down) / 10) {
		return { records: await reader.all(), hasOlder: false };
	}
	if (down > up) {
		return await fromTheFront(reader, isKnown, first.records);
	}
	return await fromTheEnd(reader, isKnown, { number: first.lastPage, records: last.records });
}

/**
 * The newest come first. Pages overlap: page 2 of 99 records begins with the last one of page 1 of 100, page 3 of 98
 * with the last two before, and so on. Where nothing overlaps, records were deleted meanwhile and others may have
 * slipped to a page that was read already: then it is read again from the front.
 */
async function fromTheFront(
	reader: ListReader,
	isKnown: (id: number) => boolean,
	firstPage: IDataObject[] | undefined,
): Promise<Newest> {
	let given = firstPage;
	for (let tries = 1; tries <= MOST_READINGS_OF_A_LIST; tries += 1) {
		const newest = await overlappingPages(reader, isKnown, given);
		if (newest !== undefined) return newest;
		given = undefined;
	}
	return { records: await reader.all(), hasOlder: false };
}

/** @returns undefined where two pages did not overlap */
async function overlappingPages(
	reader: ListReader,
	isKnown: (id: number) => boolean,
	firstPage: IDataObject[] | undefined,
): Promise<Newest | undefined> {
	const found = new Map<number, IDataObject>();
	for (let number = 1; number <= LAST_OVERLAPPING_PAGE; number += 1) {
		const size = MAX_PAGE_SIZE + 1 - number;
		const given = number === 1 ? firstPage : undefined;
		const records = given ?? (await reader.page(number, size)).records;
		const ids = records.map(recordId);
		const overlaps = number === 1 || ids.some((id) => found.has(id));
		if (!overlaps) return undefined;
		records.forEach((record, index) => found.set(ids[index] ?? 0, record));
		if (ids.some(isKnown)) return { records: [...found.values()], hasOlder: true };
		// A server that caps its pages puts fewer on them than it was asked for; only an empty rest is the end.
		if (records.length < size) return await theRest(reader, number, size, found);
	}
	return { records: await reader.all(), hasOlder: false };
}

async function theRest(
	reader: ListReader,
	number: number,
	size: number,
	found: ReadonlyMap<number, IDataObject>,
): Promise<Newest> {
	if (found.size === 0) return { records: [], hasOlder: false };
	const { records } = await reader.page(number + 1, size);
	const isEnd = records.every((record) => found.has(recordId(record)));
	if (isEnd) return { records: [...found.values()], hasOlder: false };
	return { records: await reader.all(), hasOlder: false };
}

/**
 * The newest come last. From the last page on, pages are read backwards: what is deleted meanwhile moves records to
 * pages that are still to be read. (Forwards, they would slip past the reader.)
 */
async function fromTheEnd(
	reader: ListReader,
	isKnown: (id: number) => boolean,
	last: NumberedPage,
): Promise<Newest> {
	let page = await lastPageFrom(reader, last);
	const found = new Map<number, IDataObject>();
	for (;;) {
		page.records.forEach((record) => found.set(recordId(record), record));
		const hasOlder = page.number > 1;
		if (!hasOlder || page.records.some((record) => isKnown(recordId(record)))) {
			return { records: [...found.values()], hasOlder };
		}
		const number = page.number - 1;
		page = { number, records: (await reader.page(number, MAX_PAGE_SIZE)).records };
	}
}

interface NumberedPage {
	number: number;
	records: IDataObject[];
}

/** A full page is not the last one any more: others may have come into being since the first look. */
async function lastPageFrom(reader: ListReader, last: NumberedPage): Promise<NumberedPage> {
	let page = last;
	while (page.records.length >= MAX_PAGE_SIZE) {
		const number = page.number + 1;
		page = { number, records: (await reader.page(number, MAX_PAGE_SIZE)).records };
	}
	return page;
}

/** How often the ID goes up from one record to the next, and how often down. */
function steps(records: readonly IDataObject[]): { up: number; down: number } {
	const ids = records.map(recordId);
	const isUp = ids.slice(1).map((id, index) => id > (ids[index] ?? id));
	const up = isUp.filter(Boolean).length;
	return { up, down: isUp.length - up };
}
