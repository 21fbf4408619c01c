import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';
import { PelcroRequestError } from '../../transport/failures/requestError';
import { ownerOf, personIn, personLabel } from './labels';
import { longestWord, matchesWords, wordsOf } from './words';
import { cachedPage, cachedRecord, hasMore, type Asking } from './listPages';
import {
	CUSTOMER_PAGES,
	CUSTOMERS_READ,
	FEW_CUSTOMERS,
	MAX_PAGE_SIZE,
	NAMES_SEARCHED,
} from '../../transport/limits';

/** The query that finds customers by a part of their email or name. */
export function customerQuery(word: string): IDataObject {
	return {
		'filter[email]': `orlike:${word}`,
		'filter[first_name]': `orlike:${word}`,
		'filter[last_name]': `orlike:${word}`,
	};
}

/**
 * The customers whom a text may mean, of the first pages that the longest word has; where nobody has all its words,
 * those who have one of them.
 *
 * @param expand the customers' relation that is wanted with them
 * @throws as sendRequest
 */
export async function findPeople(
	asking: Asking,
	searched: string,
	expand?: string,
): Promise<IDataObject[]> {
	const expanded = expand === undefined ? {} : { expand };
	const found = await customersWith(
		asking,
		{ ...customerQuery(longestWord(searched)), ...expanded },
		1,
		(label) => matchesWords(label, searched),
	);
	const names = wordsOf(searched).filter(canBeName).slice(0, NAMES_SEARCHED);
	if (found.length > 0 || wordsOf(searched).length < 2 || names.length === 0) return found;
	// Some of the words may be about the record: 'Ann open'. Several values of a filter are separated by commas.
	return await customersWith(
		asking,
		{ ...customerQuery(names.join(',')), ...expanded },
		MAX_PAGE_SIZE,
		(label) => names.some((name) => matchesWords(label, name)),
	);
}

/** Neither an amount nor an ID, nor what is in every email. */
function canBeName(word: string): boolean {
	return /\p{L}{2}/u.test(word);
}

/** Those of the first pages, until there are enough. */
async function customersWith(
	asking: Asking,
	query: IDataObject,
	enough: number,
	isMeant: (label: string) => boolean,
): Promise<IDataObject[]> {
	const people: IDataObject[] = [];
	let page = 1;
	let seen = 0;
	let more = true;
	while (more && people.length < enough && page <= CUSTOMER_PAGES) {
		const found = await cachedPage(asking, '/customers', query, page, MAX_PAGE_SIZE);
		people.push(...found.records.filter((customer) => isMeant(personLabel(customer))));
		seen += found.records.length;
		more = hasMore(found, page, MAX_PAGE_SIZE, seen);
		page += 1;
	}
	return people;
}

/**
 * What belongs to these customers, where they came with it expanded, each record with its customer in it.
 *
 * @returns undefined where it did not come as records
 */
export function expandedRecords(
	people: readonly IDataObject[],
	relation: string,
): IDataObject[] | undefined {
	const records = people.flatMap((customer) => {
		const related = customer[relation];
		const list: unknown = isDataObject(related) ? related.data : related;
		const entries: unknown[] = Array.isArray(list) ? list : [undefined];
		return entries.map((entry) => (isDataObject(entry) ? { ...entry, user: customer } : undefined));
	});
	return records.every((record) => record !== undefined) ? records : undefined;
}

/**
 * The records with their customers in them, as far as a few calls can tell. A customer who cannot be read leaves
 * the record as it is.
 *
 * @param known customers who have been read already
 */
export async function withPeople(
	asking: Asking,
	records: readonly IDataObject[],
	known: readonly IDataObject[],
): Promise<IDataObject[]> {
	const people = new Map(known.map((customer) => [String(customer.id), customer]));
	const missing = (): string[] => [
		...new Set(
			records
				.filter((record) => personIn(record) === undefined)
				.map(ownerOf)
				.filter((owner) => owner !== '' && !people.has(owner)),
		),
	];
	if (missing().length > FEW_CUSTOMERS) await readShortList(asking, people);
	await Promise.all(
		missing()
			.slice(0, CUSTOMERS_READ)
			.map(async (id) => {
				const customer = await unlessRefused(
					async () => await cachedRecord(asking, `/customers/${encodeURIComponent(id)}`, {}),
				);
				if (customer !== undefined) people.set(id, customer);
			}),
	);
	return records.map((record) => {
		const person = personIn(record) ?? people.get(ownerOf(record));
		return person === undefined ? record : { ...record, user: person };
	});
}

async function readShortList(asking: Asking, people: Map<string, IDataObject>): Promise<void> {
	const read = async (page: number) =>
		await unlessRefused(
			async () => await cachedPage(asking, '/customers', {}, page, MAX_PAGE_SIZE),
		);
	let page = 1;
	let found = await read(page);
	while (found !== undefined) {
		for (const customer of found.records) people.set(String(customer.id), customer);
		const last = found.lastPage ?? Infinity;
		if (last > CUSTOMER_PAGES || !hasMore(found, page, MAX_PAGE_SIZE, people.size)) return;
		page += 1;
		found = await read(page);
	}
}

/** A list without names is better than none. */
async function unlessRefused<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
	return await read().catch((error: unknown) => {
		if (error instanceof PelcroRequestError) return undefined;
		throw error;
	});
}
