import type { Session } from '../../transport/account/session';
import { saysNoRecord } from '../../transport/failures/requestError';
import { fetchPage, fetchRecords } from '../../transport/lists/paging';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import { TooManyRecordsError, type ListReader } from './listReader';
import { COMPARED_RECORDS } from '../../transport/limits';

/** What has to be known of a list to read it. */
export interface ReadableList {
	/** Below the base URL, e.g. `/customers`; a record is below it by its ID where `hasRecords`. */
	path: string;
	/** Whether the reference lets the list be sorted by `id`. */
	sortsById: boolean;
	/** Whether the reference has a call that gets one record. */
	hasRecords: boolean;
}

/**
 * @param request the list's, without pages and order
 * @param most so many records may be read at once
 */
export function readerOf(
	session: Session,
	list: ReadableList,
	request: PelcroRequest,
	most = COMPARED_RECORDS,
): ListReader {
	const sorted = { ...request, query: { ...request.query, sort: '-id' } };
	const ordered = list.sortsById ? sorted : request;
	return {
		newestFirst: list.sortsById,
		page: async (number, size) => await fetchPage(session, ordered, number, size),
		all: async () => {
			let count = 0;
			return await fetchRecords(session, ordered, undefined, (record) => {
				count += 1;
				if (count > most) throw new TooManyRecordsError(most);
				return record;
			});
		},
		exists: list.hasRecords
			? async (id) => await recordExists(session, request, `${list.path}/${encodeURIComponent(id)}`)
			: undefined,
	};
}

/** Of a GET by ID, 404 says that there is no such record; a message with 200 says nothing. Reference: amendments, 7. */
async function recordExists(
	session: Session,
	{ scope }: PelcroRequest,
	path: string,
): Promise<boolean> {
	const request: PelcroRequest = {
		method: 'GET',
		path,
		expects: 'record',
		...(scope && { scope }),
	};
	return await sendRequest(session, request).then(
		() => true,
		(error: unknown) => {
			if (saysNoRecord(error)) return false;
			throw error;
		},
	);
}
