import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { openSession } from '../../transport/account/session';
import { siteOf } from '../../transport/account/scope';
import { PelcroRequestError } from '../../transport/failures/requestError';
import { addressPattern } from '../shared/recordLocator';
import { chosenCustomer } from './chosenCustomer';
import { chosenScope } from './chosenScope';
import { ownerOf, personIn, personLabel } from './labels';
import { toListError } from './listError';
import { cachedPage, cachedRecord, hasMore, type Asking } from './listPages';
import { expandedRecords, findPeople, withPeople } from './people';
import { longestWord, matchesWords, wordsOf } from './words';
import {
	CUSTOMERS_READ,
	LIST_PAGE_SIZE,
	PAGES_SEARCHED,
	MAX_PAGE_SIZE,
} from '../../transport/limits';

/** How the records of one kind are found and shown in the editor. */
export interface RecordSearch {
	path: string;
	/** Query for every page, e.g. related records to expand. */
	query?: IDataObject;
	/** Query that makes Pelcro search; without it the node looks through the labels. */
	searchQuery?: (text: string) => IDataObject;
	/** Set where the records belong to customers, by whose name or email they are shown and found. */
	ofPeople?: OfPeople;
	/** The attribute that becomes the value; the ID when left out. */
	value?: string;
	/** @param timezone the workflow's, for days */
	label: (record: IDataObject, timezone: string) => string;
	/** The record's page in the Pelcro admin, e.g. `customers`. */
	adminPage?: string;
}

/** How a list is asked for the records of customers; with neither of them the node looks through it. */
export interface OfPeople {
	/** The list's attribute to filter by customer IDs. */
	filter?: string;
	/** The customers' relation that holds the records. */
	relation?: string;
	/** Whether only what belongs to the customer chosen in the node is shown. */
	onlyChosen?: boolean;
	/** Whether the list tells the customers with the records, so that nobody has to be read for it. */
	expands?: boolean;
	/** Completes records that come with a customer, where the list itself could expand more. */
	complete?: (asking: Asking, records: IDataObject[]) => Promise<IDataObject[]>;
}

/** One search: what is asked for, and what is known already. */
interface Search extends Asking {
	search: RecordSearch;
	text: string;
	timezone: string;
	/** The customer chosen in the node, where the list keeps to that one. */
	chosen: string | undefined;
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
			const asking: Asking = { session: await openSession(this), scope: chosenScope(this) };
			const onlyChosen = search.ofPeople?.onlyChosen === true;
			const asked: Search = {
				...asking,
				search,
				text: filter?.trim() ?? '',
				timezone: this.getTimezone(),
				chosen: onlyChosen ? await chosenCustomer(this, asking) : undefined,
			};
			return await findRecords(asked, paginationToken);
		} catch (error) {
			throw toListError(this.getNode(), error);
		}
	};
}

/** First the record with the ID; behind it whatever else has the digits, unless the text can only be an ID. */
async function findRecords(
	asked: Search,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const numbered = itemsOf(asked, await recordsWithId(asked));
	if (numbered.length > 0 && !/^\d+$/.test(asked.text)) return { results: numbered };
	const found = await findByText(asked, paginationToken);
	const values = numbered.map(({ value }) => value);
	const others = found.results.filter(({ value }) => !values.includes(value));
	const first = paginationToken === undefined ? numbered : [];
	return { ...found, results: [...first, ...others] };
}

/** First what belongs to the people whom the text means, then what the list itself has. */
async function findByText(
	asked: Search,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const { chosen, search } = asked;
	if (search.ofPeople === undefined) return await lookThrough(asked, [], [], paginationToken);
	const people = await peopleOf(asked);
	const found = await recordsOfPeople(asked, people);
	const isWhole = found !== undefined && chosen !== undefined;
	if (isWhole || (found !== undefined && found.length > 0 && paginationToken === undefined)) {
		return { results: itemsOf(asked, found), ...(!isWhole && { paginationToken: '1:0' }) };
	}
	return await lookThrough(asked, people, found ?? [], paginationToken);
}

/**
 * The record whose ID was typed, or is in a pasted admin address; none where Pelcro does not have it, has no such
 * reading for this kind, or answers with something else.
 */
async function recordsWithId(asked: Search): Promise<IDataObject[]> {
	const { search, text, chosen } = asked;
	const id = idIn(text, search);
	if (id === undefined) return [];
	const record = await cachedRecord(asked, `${search.path}/${id}`, search.query ?? {}).catch(
		(refusal: unknown) => {
			const { status = 500 } = refusal instanceof PelcroRequestError ? refusal : {};
			const isOther = status >= 200 && status < 300;
			if (isOther) return undefined;
			if (status < 400 || status === 401 || status === 429 || status >= 500) throw refusal;
			return undefined;
		},
	);
	if (record === undefined) return [];
	const owner = ownerOf(record);
	if (chosen !== undefined && owner !== '' && owner !== chosen) return [];
	return search.ofPeople === undefined ? [record] : await withPeople(asked, [record], []);
}

function idIn(text: string, { adminPage }: RecordSearch): string | undefined {
	// Typed, or at the end of a label that was copied from the list.
	const id = (/^#?(\d+)$/.exec(text) ?? /\S.*\(#(\d+)\)$/.exec(text))?.[1];
	if (id !== undefined || adminPage === undefined) return id;
	return new RegExp(addressPattern(adminPage)).exec(text)?.[1];
}

async function peopleOf(asked: Search): Promise<IDataObject[]> {
	if (asked.chosen !== undefined || asked.text === '') return [];
	return await findPeople(asked, asked.text, asked.search.ofPeople?.relation);
}

/**
 * The records of the people, or of the chosen customer, in one call.
 *
 * @returns undefined where the list cannot be asked so
 */
async function recordsOfPeople(
	asked: Search,
	people: readonly IDataObject[],
): Promise<IDataObject[] | undefined> {
	const { chosen, search, text } = asked;
	const { filter, relation, complete } = search.ofPeople ?? {};
	if (chosen === undefined && people.length === 0) return undefined;
	if (filter !== undefined) {
		const ids = chosen === undefined ? people.map(({ id }) => String(id)) : [chosen];
		const query = { ...search.query, [`filter[${filter}]`]: `eq:${ids.join(',')}` };
		const { records } = await cachedPage(asked, search.path, query, 1, MAX_PAGE_SIZE);
		const own = records.filter((record) => ids.includes(ownerOf(record) || String(ids[0])));
		return meantOnes(asked, await withPeople(asked, own, people), text);
	}
	if (relation === undefined) return undefined;
	const owners =
		chosen === undefined
			? people
			: [await cachedRecord(asked, `/customers/${chosen}`, { expand: relation })];
	const records = expandedRecords(owners, relation);
	if (records === undefined) return undefined;
	return meantOnes(asked, (await complete?.(asked, records)) ?? records, text);
}

/** Those of people's records that the text means as well. */
function meantOnes(asked: Search, records: IDataObject[], text: string): IDataObject[] {
	return records.filter((record) => matchesWords(labelOf(asked, record), text));
}

/** Page by page, until one has something that was not shown before. */
async function lookThrough(
	asked: Search,
	people: readonly IDataObject[],
	shownBefore: readonly IDataObject[],
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const start = placeIn(paginationToken);
	const before = new Set(shownBefore.map(({ id }) => String(id)));
	const { search, text } = asked;
	const word = longestWord(text);
	const searched = word === '' ? {} : (search.searchQuery?.(word) ?? {});
	const query = { ...search.query, ...searched };
	const pageSize = pageSizeOf(asked);
	const results: INodeListSearchItems[] = [];
	let { page, seen } = start;
	let more = true;
	while (more && results.length === 0 && page < start.page + PAGES_SEARCHED) {
		const found = await cachedPage(asked, search.path, query, page, pageSize);
		const meant = found.records.filter(
			(record) => !before.has(String(record.id)) && isMeant(asked, record, people),
		);
		const shown = search.ofPeople ? await withPeople(asked, meant, people) : meant;
		results.push(...itemsOf(asked, shown));
		seen += found.records.length;
		more = hasMore(found, page, pageSize, seen);
		page += 1;
	}
	return { results, ...(more && { paginationToken: `${page}:${seen}` }) };
}

/** Where the list is read on: the page, and how many records those before it had. */
function placeIn(paginationToken = '1:0'): { page: number; seen: number } {
	const [page = 1, seen = 0] = paginationToken.split(':').map(Number);
	return { page, seen };
}

function pageSizeOf({ search, text }: Search): number {
	if (search.searchQuery !== undefined) return LIST_PAGE_SIZE;
	if (text !== '') return MAX_PAGE_SIZE;
	return search.ofPeople === undefined || search.ofPeople.expands ? LIST_PAGE_SIZE : CUSTOMERS_READ;
}

function isMeant(asked: Search, record: IDataObject, people: readonly IDataObject[]): boolean {
	const { search, text, chosen } = asked;
	const owner = ownerOf(record);
	// One that does not say whose it is may be the chosen customer's.
	if (chosen !== undefined && owner !== '' && owner !== chosen) return false;
	if (text === '') return true;
	if (search.searchQuery !== undefined && wordsOf(text).length < 2) return true;
	const person = people.find(({ id }) => String(id) === owner);
	if (person !== undefined && matchesWords(personLabel(person), text)) return true;
	const whole = person === undefined || personIn(record) ? record : { ...record, user: person };
	return matchesWords(`${labelOf(asked, whole)} ${String(record[search.value ?? 'id'])}`, text);
}

function labelOf({ search, timezone }: Search, record: IDataObject): string {
	return search.label(record, timezone);
}

function itemsOf(asked: Search, records: readonly IDataObject[]): INodeListSearchItems[] {
	const { adminPage, value = 'id' } = asked.search;
	return records.map((record) => ({
		name: labelOf(asked, record),
		value: String(record[value]),
		...(adminPage && { url: adminUrl(asked, adminPage, record) }),
	}));
}

/** Reference: 'site_id' (the admin pages' address). */
function adminUrl({ session, scope }: Asking, adminPage: string, { id }: IDataObject): string {
	const { origin } = new URL(session.credentials.baseUrl);
	return `${origin}/admin/${siteOf(session, scope)}/${adminPage}/${String(id)}`;
}
