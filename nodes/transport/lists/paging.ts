import type { IDataObject } from 'n8n-workflow';

import { sendRequest, type PelcroRequest } from '../request';
import type { Session } from '../account/session';
import type { Shape, Sieve } from './collected';
import { pageOf, type Page } from './envelope';
import { Pager, type PageQuery, type ReadList } from './pager';

/**
 * Reads a list, page by page within the account's allowance. Order is kept, and no record comes twice; a list
 * that moves meanwhile is read again where records may have slid past. Reference: 'Pagination'.
 *
 * @param request the list's request, without `page` and `limit`
 * @param limit the most records to return; undefined for all of them
 * @param shape what to keep of a record; done page by page, so that a long list neither blocks nor is held twice
 * @param sieve which of the list's records are looked for; all when left out
 * @throws as sendRequest; PelcroRequestError when the list announces more and gives the same again
 */
export async function fetchRecords(
	session: Session,
	request: PelcroRequest,
	limit?: number,
	shape: Shape = (record) => record,
	sieve?: Sieve,
): Promise<IDataObject[]> {
	return (await readList(session, request, limit, shape, sieve)).records;
}

/**
 * Reads a whole list, of which something else than its records is kept.
 *
 * @param visit called with each record
 * @returns whether no record can be missing that was there all the time
 * @throws as fetchRecords
 */
export async function visitRecords(
	session: Session,
	request: PelcroRequest,
	visit: (record: IDataObject) => void,
): Promise<boolean> {
	// A sieve that lets none through: nothing is held.
	const sieve = (record: IDataObject): boolean => {
		visit(record);
		return false;
	};
	const { isMoving } = await readList(session, request, undefined, (record) => record, sieve);
	return !isMoving;
}

async function readList(
	session: Session,
	request: PelcroRequest,
	limit: number | undefined,
	shape: Shape,
	sieve?: Sieve,
): Promise<ReadList> {
	const readPage = async (query: PageQuery): Promise<Page> =>
		await readBy(session, request, { ...query });
	const list = await new Pager(readPage, limit, shape, sieve).read();
	session.statistics.unsettled += list.unsettled;
	return list;
}

/** Reads one page, e.g. for a searchable list that is read on as the user scrolls. */
export async function fetchPage(
	session: Session,
	request: PelcroRequest,
	page: number,
	pageSize: number,
): Promise<Page> {
	return await readBy(session, request, { page, limit: pageSize });
}

async function readBy(
	session: Session,
	request: PelcroRequest,
	paging: IDataObject,
): Promise<Page> {
	const query = { ...request.query, ...paging };
	return pageOf(await sendRequest(session, { ...request, query, expects: 'list' }));
}
