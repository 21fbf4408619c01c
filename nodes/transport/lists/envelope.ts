import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../dataObject';

/**
 * What Pelcro answers, unwrapped. A single object comes as `{data: {...}, status}` (SEEN on subscriptions) or
 * bare; both are read. Reference: 'Response envelope'.
 */
export function recordOf(body: unknown): IDataObject {
	if (!isDataObject(body)) return {};
	return isDataObject(body.data) ? body.data : body;
}

/** One page of a list. */
export interface Page {
	records: IDataObject[];
	/** The number of the last page, where the answer names it. */
	lastPage: number | undefined;
	/** Whether the answer says that another page follows; undefined where it says nothing. */
	hasNext: boolean | undefined;
}

/**
 * Reads a list answer: `{data: [...], links, meta}`, the framework's older flat form with `last_page` beside
 * `data`, or a bare array. Reference: 'Response envelope' (INFERRED for lists).
 */
export function pageOf(body: unknown): Page {
	if (Array.isArray(body)) {
		return { records: body.filter(isDataObject), lastPage: undefined, hasNext: false };
	}
	const envelope = isDataObject(body) ? body : {};
	const meta = isDataObject(envelope.meta) ? envelope.meta : envelope;
	const next = isDataObject(envelope.links) ? envelope.links.next : envelope.next_page_url;
	return {
		records: Array.isArray(envelope.data) ? envelope.data.filter(isDataObject) : [],
		lastPage: typeof meta.last_page === 'number' ? meta.last_page : undefined,
		hasNext: next === undefined ? undefined : typeof next === 'string' && next !== '',
	};
}
