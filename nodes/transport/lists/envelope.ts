import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../dataObject';

/**
 * What Pelcro answers, unwrapped. A single object comes as `{data: {...}, status}` (SEEN on subscriptions) or
 * bare; a list of exactly one is read as well. Reference: 'Response envelope'.
 *
 * @returns the answer as it is where it wraps nothing, e.g. a message; an empty object for what is no object
 */
export function recordOf(body: unknown): IDataObject {
	if (Array.isArray(body)) return body.length === 1 ? recordOf(body[0]) : {};
	if (!isDataObject(body)) return {};
	const { data } = body;
	if (hasId(body) || data === null || typeof data !== 'object') return withMetadata(body);
	return recordOf(data);
}

/** One page of a list. */
export interface Page {
	records: IDataObject[];
	/** The number of the last page, where the answer names it. */
	lastPage: number | undefined;
	/** Whether the answer says that another page follows; undefined where it says nothing. */
	hasNext: boolean | undefined;
	/** How many records the server puts on a page, where it names it: fewer than asked for where it caps them. */
	perPage: number | undefined;
	/** How many records the whole list has, where the answer names it. */
	total: number | undefined;
	/** The number that the answer gives this page, where it does. */
	currentPage: number | undefined;
	/** What a list that goes by cursor wants for the next page, where the answer has it. */
	nextCursor: string | undefined;
}

/**
 * Reads a list answer: `{data: [...], links, meta}` (SEEN), the framework's older flat form with `last_page` beside
 * `data`, also inside a further `data`, or a bare array. A list whose keys are numbers is one, too: PHP writes lists
 * so that have lost an entry. Numbers may come as text. Reference: 'Response envelope'.
 *
 * @throws TypeError when it holds no list; `holds` tells before
 */
export function pageOf(body: unknown): Page {
	const records = listIn(body);
	if (records === undefined) throw new TypeError('The answer holds no list');
	const envelope = envelopeOf(body);
	const meta = isDataObject(envelope.meta) ? envelope.meta : envelope;
	const next = isDataObject(envelope.links) ? envelope.links.next : envelope.next_page_url;
	const nextCursor = cursorOf(meta.next_cursor, next);
	const said = next === undefined ? undefined : typeof next === 'string' && next !== '';
	return {
		records: records.map(withMetadata),
		lastPage: wholeNumber(meta.last_page),
		hasNext: nextCursor !== undefined || said,
		perPage: wholeNumber(meta.per_page),
		total: wholeNumber(meta.total),
		currentPage: wholeNumber(meta.current_page),
		nextCursor,
	};
}

/**
 * The objects of a list answer, as they came.
 *
 * @returns undefined for what is no list of objects
 */
export function listIn(body: unknown): IDataObject[] | undefined {
	const { data } = envelopeOf(body);
	return [body, data].map(objectsOf).find((list) => list !== undefined);
}

/**
 * The records of a list that goes by pages. All that Pelcro lists so have an ID; what has none is a message.
 *
 * @returns undefined for what is no list of records: also for none at all beside a sentence that says why
 */
export function recordListIn(body: unknown): IDataObject[] | undefined {
	const list = listIn(body);
	if (list === undefined || !list.every(hasId)) return undefined;
	return list.length === 0 && saysWhyNone(body) ? undefined : list;
}

/** Sentences beside a list that say only that it is one. */
const HARMLESS =
	/^(ok|okay|done|none)\b|\b(success(ful(ly)?)?|retrieved|fetched|listed|empty|no (\w+ ){0,3}(found|yet)|not found any)\b/i;

/** A list that says how many records or pages it has is one, whatever else it says. */
function saysWhyNone(body: unknown): boolean {
	const { message, meta, links, ...rest } = envelopeOf(body);
	const isPaged =
		isDataObject(meta) || isDataObject(links) || 'last_page' in rest || 'total' in rest;
	const sentence = typeof message === 'string' ? message.trim() : '';
	return sentence !== '' && !isPaged && !HARMLESS.test(sentence);
}

/** The object that has the list as its `data`: the answer, or what the answer wraps as every other record. */
function envelopeOf(body: unknown): IDataObject {
	if (!isDataObject(body)) return {};
	const { data } = body;
	return isDataObject(data) && objectsOf(data.data) !== undefined ? data : body;
}

function objectsOf(value: unknown): IDataObject[] | undefined {
	const entries = listOf(value);
	return entries?.every(isDataObject) ? entries : undefined;
}

/** A list, also one whose keys are numbers; undefined for what is none. */
export function listOf(value: unknown): unknown[] | undefined {
	return Array.isArray(value) ? value : numbered(value);
}

/** The values of an object whose keys are numbers, in the order of the numbers. */
function numbered(value: unknown): unknown[] | undefined {
	if (!isDataObject(value)) return undefined;
	const keys = Object.keys(value);
	return keys.length > 0 && keys.every((key) => /^\d+$/.test(key))
		? Object.values(value)
		: undefined;
}

function wholeNumber(value: unknown): number | undefined {
	const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
	return isNumber && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
}

/** Named, or in the address of the next page. */
function cursorOf(named: unknown, next: unknown): string | undefined {
	if (typeof named === 'number' || (typeof named === 'string' && named !== ''))
		return String(named);
	const cursor = typeof next === 'string' ? /[?&]cursor=([^&#]+)/.exec(next)?.[1] : undefined;
	return cursor === undefined ? undefined : decodeURIComponent(cursor.replace(/\+/g, ' '));
}

/**
 * A record with its metadata, and that of the records within it, as objects: PHP writes an empty map, and one with the
 * keys 0, 1, 2, as a list. Reference: amendment 9.
 */
function withMetadata(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => {
			if (name === 'metadata') return [name, Array.isArray(value) ? { ...value } : value];
			if (isDataObject(value)) return [name, withMetadata(value)];
			const isList = Array.isArray(value) && value.some(isDataObject);
			// The cast: a list of records stays one.
			return [name, isList ? (value.map(entryWithMetadata) as IDataObject[]) : value];
		}),
	);
}

const entryWithMetadata = (entry: unknown): unknown =>
	isDataObject(entry) ? withMetadata(entry) : entry;

/** A record is what has an ID; exports have theirs as `uuid`. Reference: amendment 17, exports attributes. */
export function hasId({ id, uuid }: IDataObject): boolean {
	return [id, uuid].some(
		(value) => typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''),
	);
}
