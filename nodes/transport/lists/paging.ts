import type { IDataObject } from 'n8n-workflow';

import { MAX_PAGE_SIZE, PAGES_IN_FLIGHT } from '../limits';
import { pageOf, type Page } from './envelope';
import { sendRequest, type PelcroRequest } from '../request';
import type { Session } from '../account/session';

/** What to keep of a record. */
type Shape = (record: IDataObject) => IDataObject;

/**
 * Reads a list: the first page tells how many there are, the rest are under way together within the
 * account's allowance. Order is kept; a record that moves to a later page meanwhile is not doubled.
 * Reference: 'Pagination'.
 *
 * @param request the list's request, without `page` and `limit`
 * @param limit the most records to return; undefined for all of them
 * @param shape what to keep of a record; done page by page, so that a long list neither blocks nor is held twice
 * @throws as sendRequest
 */
export async function fetchRecords(
	session: Session,
	request: PelcroRequest,
	limit?: number,
	shape: Shape = (record) => record,
): Promise<IDataObject[]> {
	const pageSize = Math.min(limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
	const collected = new Collected(limit, shape);
	const first = await fetchPage(session, request, 1, pageSize);
	collected.add(first);
	if (first.lastPage === undefined) await followPages(session, request, pageSize, first, collected);
	else await fetchUpTo(session, request, pageSize, first.lastPage, collected);
	return collected.records;
}

/** Reads one page, e.g. for a searchable list that is read on as the user scrolls. */
export async function fetchPage(
	session: Session,
	request: PelcroRequest,
	page: number,
	pageSize: number,
): Promise<Page> {
	const query = { ...request.query, page, limit: pageSize };
	return pageOf(await sendRequest(session, { ...request, query, expects: 'list' }));
}

/** The pages after the first, a few at a time, in order. */
async function fetchUpTo(
	session: Session,
	request: PelcroRequest,
	pageSize: number,
	lastPage: number,
	collected: Collected,
): Promise<void> {
	const last = Math.min(lastPage, Math.ceil(collected.limit / pageSize));
	const underWay: Array<Promise<Page>> = [];
	let next = 2;
	try {
		while (next <= last || underWay.length > 0) {
			while (next <= last && underWay.length < PAGES_IN_FLIGHT) {
				underWay.push(fetchPage(session, request, next, pageSize));
				next += 1;
			}
			const page = await underWay.shift();
			if (page !== undefined) collected.add(page);
		}
	} finally {
		// After a failure nobody waits for the others any more; what becomes of them is of no interest.
		for (const page of underWay) page.catch(() => {});
	}
}

/** A list that does not say how many pages it has is read until a page brings nothing new. */
async function followPages(
	session: Session,
	request: PelcroRequest,
	pageSize: number,
	first: Page,
	collected: Collected,
): Promise<void> {
	let page = first;
	for (let number = 2; mayGoOn(page, pageSize) && !collected.full; number += 1) {
		page = await fetchPage(session, request, number, pageSize);
		if (collected.add(page) === 0) return;
	}
}

function mayGoOn(page: Page, pageSize: number): boolean {
	return page.hasNext ?? page.records.length >= pageSize;
}

/** Records in order, each once. */
class Collected {
	readonly records: IDataObject[] = [];
	readonly limit: number;
	private readonly ids = new Set<unknown>();

	constructor(
		limit: number | undefined,
		private readonly shape: Shape,
	) {
		this.limit = limit ?? Infinity;
	}

	get full(): boolean {
		return this.records.length >= this.limit;
	}

	/** @returns how many of the page's records were new */
	add(page: Page): number {
		const before = this.records.length;
		for (const record of page.records) {
			if (this.full) break;
			const { id } = record;
			if (id !== undefined && id !== null && this.ids.has(id)) continue;
			this.ids.add(id);
			this.records.push(this.shape(record));
		}
		return this.records.length - before;
	}
}
