import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { MAX_PAGE_SIZE, PAGES_IN_FLIGHT } from '../../../../transport/limits';
import type { Page } from '../../../../transport/lists/envelope';
import {
	canOverlap,
	OverlappingPages,
	type OverlappingResult,
	type PageTaker,
	type Span,
} from '../../../../transport/lists/overlappingPages';
import { fetchPage, fetchRecords } from '../../../../transport/lists/paging';
import type { PelcroRequest } from '../../../../transport/request';

/** Takes what is wanted of a page; a long list is never held whole. */
export type TakePage = (page: Page) => void;

/**
 * Reads a list's first page, which tells how long the list is.
 *
 * @returns undefined where Pelcro refuses the list, or gives no pages by number: then it is of no use here
 * @throws CancelledError when the execution stops
 */
export async function firstPage(session: Session, list: PelcroRequest): Promise<Page | undefined> {
	const page = await unlessRefused(fetchPage(session, list, 1, MAX_PAGE_SIZE));
	return page === undefined || page.nextCursor !== undefined ? undefined : page;
}

/** Pages of the list that a page is of; undefined where the answer does not tell. */
export function pagesOf(page: Page): number | undefined {
	if (page.lastPage !== undefined) return page.lastPage;
	return page.hasNext === false ? (page.currentPage ?? 1) : undefined;
}

/**
 * Reads the pages after the first, a few at once, for as long as records are wanted.
 *
 * @param isDone whether all that is wanted has been found
 * @returns whether all pages that were needed could be read
 */
export async function readFollowing(
	session: Session,
	list: PelcroRequest,
	pages: number,
	take: TakePage,
	isDone: () => boolean,
): Promise<boolean> {
	for (let next = 2; next <= pages && !isDone(); next += PAGES_IN_FLIGHT) {
		const count = Math.min(PAGES_IN_FLIGHT, pages - next + 1);
		const under = Array.from(
			{ length: count },
			async (_value, index) => await fetchPage(session, list, next + index, MAX_PAGE_SIZE),
		);
		const read = await unlessRefused(Promise.all(under));
		if (read === undefined) return false;
		for (const page of read) take(page);
	}
	return true;
}

/**
 * Reads the pages after the first so that no record can slide past, for as long as records are wanted.
 *
 * @returns undefined where one could not be read
 */
export async function readOverlapping(
	session: Session,
	list: PelcroRequest,
	first: Page,
	taker: PageTaker,
): Promise<OverlappingResult | undefined> {
	if (!canOverlap(first)) return 'unsuited';
	const readPage = async ({ page, limit }: Span): Promise<Page> =>
		await fetchPage(session, list, page, limit);
	return await unlessRefused(new OverlappingPages(readPage, first, taker).readFollowing());
}

/**
 * Reads what a filter lets through.
 *
 * @param isWanted whether a record is one that was asked for; one that is not shows that the filter is ignored
 * @returns the records; undefined where the list refuses or ignores the filter
 */
export async function readFiltered(
	session: Session,
	list: PelcroRequest,
	isWanted: (record: IDataObject) => boolean,
): Promise<IDataObject[] | undefined> {
	const take = (record: IDataObject): IDataObject => {
		if (!isWanted(record)) throw new FilterIgnoredError();
		return record;
	};
	return await unlessRefused(fetchRecords(session, list, undefined, take)).catch(
		(error: unknown) => {
			if (error instanceof FilterIgnoredError) return undefined;
			throw error;
		},
	);
}

/** The list has handed out what a filter was to keep back. */
class FilterIgnoredError extends Error {}

/**
 * Whatever keeps a read ahead from being made is no failure of an item: each record can be asked for on its own, and
 * whether that works is for its own call to tell.
 *
 * @returns undefined where Pelcro refuses or does not answer
 * @throws CancelledError when the execution stops
 */
export async function unlessRefused<Result>(reading: Promise<Result>): Promise<Result | undefined> {
	return await reading.catch((error: unknown) => {
		if (error instanceof PelcroRequestError) return undefined;
		throw error;
	});
}
