import type { IDataObject } from 'n8n-workflow';

import { fetchPage, fetchRecords } from '../../../transport/lists/paging';
import type { PelcroRequest } from '../../../transport/request';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import type { Session } from '../../../transport/account/session';
import { isEmpty } from '../values/isEmpty';

/** Records with the key that are looked at: with a filter that works there is one, or none. */
const CANDIDATES = 10;

/** A unique key of a record. */
export interface RecordKey {
	/** Pelcro's name of the attribute. */
	property: string;
	value: string;
	caseSensitive: boolean;
	/** The list's own query parameter for exactly this key, where it has one. */
	parameter?: string;
}

/** Where to look: the list, and on which site. */
export type RecordList = Pick<PelcroRequest, 'path' | 'siteId' | 'timeoutMs' | 'maximumWaitMs'>;

/** Where to look for what the request creates: records are listed where they are created, unless a path says else. */
export function listOf(
	{ path, siteId, timeoutMs, maximumWaitMs }: PelcroRequest,
	listPath = path,
): RecordList {
	return { path: listPath, siteId, timeoutMs, maximumWaitMs };
}

type Found = { searchable: true; record: IDataObject | undefined } | { searchable: false };

/**
 * Finds records by a unique key, for one run. The reference does not say for every key whether its list can
 * be filtered by it, so the filter is tried once. A list that refuses it (400), or ignores it (returns records
 * with another key), is read whole, once for the run, and looked up from then on.
 * Reference: 'Sorting and filtering'.
 */
export class KeyLookup {
	private readonly indexes = new Map<string, Promise<Map<string, string>>>();

	constructor(private readonly session: Session) {}

	/** @returns the record's ID; undefined where no record has the key */
	async find(list: RecordList, key: RecordKey): Promise<string | undefined> {
		const index = this.indexes.get(indexName(list, key));
		if (index !== undefined) return (await index).get(comparable(key.value, key));
		const found = await this.findByFilter(list, key);
		return found.searchable ? idOf(found.record) : await this.findInWhole(list, key);
	}

	/** @returns the record as Pelcro has it at this moment; undefined where no record has the key */
	async findRecord(list: RecordList, key: RecordKey): Promise<IDataObject | undefined> {
		const found = await this.findByFilter(list, key);
		if (found.searchable) return found.record;
		const records = await fetchRecords(this.session, { ...list, method: 'GET' });
		return records.find((record) => hasKey(record, key));
	}

	/** Looks again after the list has turned out to know more than this run does. */
	async findAnew(list: RecordList, key: RecordKey): Promise<string | undefined> {
		this.indexes.delete(indexName(list, key));
		return await this.find(list, key);
	}

	/** Remembers a record that this run has made. */
	async remember(list: RecordList, key: RecordKey, id: unknown): Promise<void> {
		const index = await this.indexes.get(indexName(list, key));
		if (!isEmpty(id)) index?.set(comparable(key.value, key), String(id));
	}

	private async findByFilter(list: RecordList, key: RecordKey): Promise<Found> {
		const filter = { [`filter[${key.property}]`]: `eq:${key.value}` };
		const query = key.parameter === undefined ? filter : { [key.parameter]: key.value };
		const page = fetchPage(this.session, { ...list, method: 'GET', query }, 1, CANDIDATES);
		const records = await page.then(
			(answer) => answer.records,
			(refusal: unknown) => {
				if (refusal instanceof PelcroRequestError && refusal.status === 400) return undefined;
				throw refusal;
			},
		);
		if (records === undefined || !records.every((record) => hasKey(record, key))) {
			return { searchable: false };
		}
		return { searchable: true, record: records[0] };
	}

	private async findInWhole(list: RecordList, key: RecordKey): Promise<string | undefined> {
		const name = indexName(list, key);
		const index = this.indexes.get(name) ?? this.readWhole(list, key);
		this.indexes.set(name, index);
		return (await index).get(comparable(key.value, key));
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<Map<string, string>> {
		const records = await fetchRecords(this.session, { ...list, method: 'GET' });
		return new Map(
			records
				.filter((record) => !isEmpty(record[key.property]) && !isEmpty(record.id))
				.map((record) => [comparable(record[key.property], key), String(record.id)]),
		);
	}
}

function idOf(record: IDataObject | undefined): string | undefined {
	return isEmpty(record?.id) ? undefined : String(record?.id);
}

function indexName({ path, siteId }: RecordList, { property }: RecordKey): string {
	return `${siteId ?? ''} ${path} ${property}`;
}

function hasKey(record: IDataObject, key: RecordKey): boolean {
	return comparable(record[key.property], key) === comparable(key.value, key);
}

function comparable(value: unknown, { caseSensitive }: RecordKey): string {
	const text = String(value ?? '').trim();
	return caseSensitive ? text : text.toLowerCase();
}
