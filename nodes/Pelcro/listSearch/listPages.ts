import type { IDataObject } from 'n8n-workflow';

import { systemClock } from '../../transport/clock';
import { scopeKey, type RequestScope } from '../../transport/account/scope';
import { LIST_CACHE_MS } from '../../transport/limits';
import { mayBeCapped } from '../../transport/lists/capped';
import { recordOf, type Page } from '../../transport/lists/envelope';
import { fetchPage } from '../../transport/lists/paging';
import { RecentResults } from '../../transport/lists/recentResults';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import type { Session } from '../../transport/account/session';

/** On whose behalf the editor asks. */
export interface Asking {
	session: Session;
	scope: RequestScope;
}

const pages = new RecentResults<Page>(LIST_CACHE_MS, systemClock);
const records = new RecentResults<IDataObject>(LIST_CACHE_MS, systemClock);

/**
 * A page of a list. The same one is not asked for again while the user types or opens the list anew.
 *
 * @throws as sendRequest
 */
export async function cachedPage(
	asking: Asking,
	path: string,
	query: IDataObject,
	page: number,
	pageSize: number,
): Promise<Page> {
	const { session, scope } = asking;
	const request: PelcroRequest = { method: 'GET', path, query, scope };
	const key = JSON.stringify([scopeKey(session, scope), path, query, page, pageSize]);
	return await pages.get(key, async () => await fetchPage(session, request, page, pageSize));
}

/**
 * One record, remembered as pages are.
 *
 * @throws as sendRequest
 */
export async function cachedRecord(
	asking: Asking,
	path: string,
	query: IDataObject,
): Promise<IDataObject> {
	const { session, scope } = asking;
	const key = JSON.stringify([scopeKey(session, scope), path, query]);
	return await records.get(key, async () =>
		recordOf(await sendRequest(session, { method: 'GET', path, query, scope, expects: 'record' })),
	);
}

/**
 * Whether the list goes on after this page, or may: a server can put fewer records on a page than were asked for, and
 * reckon the number of pages from what was asked for all the same.
 *
 * @param seen how many records the pages have had so far, this one included
 */
export function hasMore(found: Page, page: number, pageSize: number, seen: number): boolean {
	const { records, lastPage, hasNext, total } = found;
	if (lastPage !== undefined && page < lastPage) return true;
	if (total !== undefined && lastPage !== undefined) return records.length > 0 && seen < total;
	if (lastPage === undefined && (hasNext ?? records.length >= pageSize)) return true;
	return hasNext === undefined && mayBeCapped(found, pageSize);
}
