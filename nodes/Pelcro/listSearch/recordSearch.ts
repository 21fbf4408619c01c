import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { systemClock } from '../../transport/clock';
import { scopeKey, siteOf } from '../../transport/account/scope';
import { LIST_CACHE_MS } from '../../transport/limits';
import { fetchPage } from '../../transport/lists/paging';
import { RecentResults } from '../../transport/lists/recentResults';
import { recordOf, type Page } from '../../transport/lists/envelope';
import { PelcroRequestError } from '../../transport/failures/requestError';
import { isDataObject } from '../../transport/dataObject';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import { addressPattern } from '../shared/recordLocator';
import { openSession, type Session } from '../../transport/account/session';
import { chosenScope } from './chosenScope';
import { toListError } from './listError';

/** Records that the editor gets at once; it asks for the next page as the user scrolls. */
const PAGE_SIZE = 50;

/** Pages that one search reads where Pelcro cannot search and the node has to look itself. */
const PAGES_SEARCHED = 4;

/** How the records of one kind are found and shown in the editor. */
export interface RecordSearch {
	path: string;
	/** Query for every page, e.g. related records to expand. */
	query?: IDataObject;
	/** Query that makes Pelcro search; without it the node looks through the labels. */
	searchQuery?: (text: string) => IDataObject;
	/** Query that depends on what is chosen in the node, e.g. the customer. */
	chosenQuery?: (context: ILoadOptionsFunctions) => IDataObject;
	/** Which of the records belong here, e.g. those of the chosen customer. */
	belongs?: (record: IDataObject, context: ILoadOptionsFunctions) => boolean;
	/** The attribute that becomes the value; the ID when left out. */
	value?: string;
	label: (record: IDataObject) => string;
	/** The record's page in the Pelcro admin, e.g. `customers`. */
	adminPage?: string;
}

/**
 * A list search for a resource locator: searches, pages, and goes through the shared throttle.
 *
 * @returns n8n's method `(filter, paginationToken) => results`
 */
export function recordSearch(search: RecordSearch) {
	return async function searchRecords(
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		try {
			const session = await openSession(this);
			return await findRecords(
				this,
				session,
				search,
				filter?.trim() ?? '',
				Number(paginationToken ?? 1),
			);
		} catch (error) {
			throw toListError(this.getNode(), error);
		}
	};
}

async function findRecords(
	context: ILoadOptionsFunctions,
	session: Session,
	search: RecordSearch,
	text: string,
	firstPage: number,
): Promise<INodeListSearchResult> {
	const scope = chosenScope(context);
	const id = idIn(text, search);
	const word = longestWord(text);
	const searched = word === '' ? {} : (search.searchQuery?.(word) ?? {});
	const request: PelcroRequest = {
		method: 'GET',
		path: search.path,
		query: { ...search.query, ...search.chosenQuery?.(context), ...searched },
		scope,
	};
	const site = siteOf(session, scope);
	if (id !== undefined) {
		const { query } = search;
		const records = await recordWithId(session, { ...request, query }, id);
		const found = itemsOf(context, session, search, records, '', site);
		if (found.length > 0) return { results: found };
	}
	const results: INodeListSearchItems[] = [];
	let page = firstPage;
	let more = true;
	while (more && results.length === 0 && page < firstPage + PAGES_SEARCHED) {
		const found = await cachedPage(session, request, page);
		results.push(...itemsOf(context, session, search, found.records, text, site));
		more = hasMore(found, page);
		page += 1;
	}
	return { results, ...(more && { paginationToken: String(page) }) };
}

const pages = new RecentResults<Page>(LIST_CACHE_MS, systemClock);

/** The same page is not asked for again while the user types or opens the list anew. */
async function cachedPage(session: Session, request: PelcroRequest, page: number): Promise<Page> {
	const { path, query, scope } = request;
	const key = JSON.stringify([scopeKey(session, scope), path, query, page]);
	return await pages.get(key, async () => await fetchPage(session, request, page, PAGE_SIZE));
}

function hasMore(found: Page, page: number): boolean {
	if (found.lastPage !== undefined) return page < found.lastPage;
	return found.hasNext ?? found.records.length >= PAGE_SIZE;
}

function itemsOf(
	context: ILoadOptionsFunctions,
	session: Session,
	{ label, belongs, searchQuery, adminPage, value = 'id' }: RecordSearch,
	records: readonly IDataObject[],
	text: string,
	siteId: string,
): INodeListSearchItems[] {
	return records
		.filter((record) => belongs?.(record, context) ?? true)
		.map((record) => ({
			name: label(record),
			value: String(record[value]),
			...(adminPage && { url: adminUrl(session, siteId, adminPage, record) }),
		}))
		.filter(
			({ name, value: id }) =>
				(searchQuery && wordsOf(text).length < 2) || matches(`${name} ${id}`, text),
		);
}

/** Every word has to be there: people type first and last name together, as the list itself shows them. */
function matches(label: string, text: string): boolean {
	return wordsOf(text).every((word) => label.toLowerCase().includes(word));
}

function wordsOf(text: string): string[] {
	return text
		.toLowerCase()
		.split(/[\s(),#]+/)
		.filter(Boolean);
}

/** Pelcro compares an attribute with the whole text, so it gets one word; the node compares the others. */
function longestWord(text: string): string {
	const words = text.split(/[\s(),#]+/).filter(Boolean);
	return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** The ID that was typed, or that is in a pasted admin address. */
function idIn(text: string, { adminPage }: RecordSearch): string | undefined {
	const id = /^#?(\d+)$/.exec(text)?.[1];
	if (id !== undefined || adminPage === undefined) return id;
	return new RegExp(addressPattern(adminPage)).exec(text)?.[1];
}

/** The record with the ID; none where Pelcro does not have it, or has no such reading for this kind. */
async function recordWithId(
	session: Session,
	{ path, query, scope }: PelcroRequest,
	id: string,
): Promise<IDataObject[]> {
	const request = {
		method: 'GET',
		path: `${path}/${id}`,
		query,
		scope,
		expects: 'record',
	} as const;
	return await sendRequest(session, request).then(
		(body) => [recordOf(body)],
		(refusal: unknown) => {
			const { status = 500 } = refusal instanceof PelcroRequestError ? refusal : {};
			if (status < 400 || status === 401 || status === 429 || status >= 500) throw refusal;
			return [];
		},
	);
}

/** Reference: 'site_id' (the admin pages' address). */
function adminUrl(
	{ credentials }: Session,
	siteId: string,
	adminPage: string,
	{ id }: IDataObject,
): string {
	const { origin } = new URL(credentials.baseUrl);
	return `${origin}/admin/${siteId}/${adminPage}/${String(id)}`;
}

/**
 * The customer chosen in the node, for lists of what belongs to a customer.
 *
 * @returns the ID as text; undefined where none is chosen or an expression chooses it
 */
export function chosenCustomer(context: ILoadOptionsFunctions): string | undefined {
	const locator: unknown = context.getCurrentNodeParameter('customerId');
	const value: unknown = isDataObject(locator) ? locator.value : locator;
	const text = String(value ?? '').trim();
	return /^\d+$/.test(text) ? text : new RegExp(addressPattern('customers')).exec(text)?.[1];
}
