import type { IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import { fetchPage, fetchRecords, visitRecords } from '../../../../transport/lists/paging';
import type { PelcroRequest } from '../../../../transport/request';
import type { Session } from '../../../../transport/account/session';
import { FieldError } from '../../../../common/fieldError';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, mayBeEqual } from './equality';
import { hasKey, KeyIndex, matchOf, type KeyMatch, type RecordKey } from './keyIndex';
import { isRefusedValue } from './keyRefusal';
import { CANDIDATES_OF_A_KEY, READINGS_IN_VAIN } from '../../../../transport/limits';

/** A key that no record has: a list that hands out records for it does not filter. */
export const VALUE_OF_NONE = 'no-record-has-this-key-7f3a91';

/** Where to look: the list, and on which site. */
export type RecordList = Pick<PelcroRequest, 'path' | 'scope'>;

/** Where to look for what the request creates: records are listed where they are created, unless a path says else. */
export function listOf({ path, scope }: PelcroRequest, listPath = path): RecordList {
	return { path: listPath, scope };
}

type Found = { searchable: true; record: IDataObject | undefined } | { searchable: false };

/**
 * Finds records by a unique key, for one run. The reference does not say for every key whether its list can
 * be filtered by it, so the filter is tried once. A list that refuses it (400 or 422), or ignores it (returns
 * records with another key), is read whole, once for the run, and looked up from then on; and so it is for
 * keys with a comma, which a filter takes for several.
 * Reference: 'Sorting and filtering'.
 */
export class KeyLookup {
	private readonly indexes = new Map<string, Promise<KeyIndex>>();
	/** Readings after which a taken key was still not to be found. */
	private readonly inVain = new Map<string, Set<KeyIndex>>();
	/** Whether lists are known to filter by a key. */
	private readonly filters = new Map<string, Promise<boolean>>();

	constructor(private readonly session: Session) {}

	/**
	 * @returns undefined where no record has the key
	 * @throws FieldError where nobody can tell, and Pelcro would make a second one
	 */
	async find(list: RecordList, key: RecordKey): Promise<KeyMatch | undefined> {
		if (!this.indexes.has(this.indexName(list, key))) {
			const found = await this.findByFilter(list, key);
			if (found.searchable) return matchOf(found.record, key);
		}
		const index = await this.index(list, key);
		const match = index.get(key.value);
		if (match === undefined && key.certain && index.isHidden) throw notShown(key);
		return match;
	}

	/** @returns the record as Pelcro has it at this moment; undefined where no record has the key */
	async findRecord(list: RecordList, key: RecordKey): Promise<IDataObject | undefined> {
		const found = await this.findByFilter(list, key);
		if (found.searchable) return found.record;
		const equal = await fetchRecords(
			this.session,
			{ ...list, method: 'GET' },
			undefined,
			(record) => record,
			(record) => !isDeleted(record) && mayBeEqual(record[key.property], key.value),
		);
		return (
			equal.find((record) => hasKey(record, key)) ?? (equal.length === 1 ? equal[0] : undefined)
		);
	}

	/**
	 * Looks again after Pelcro has said that the key is taken. Its equality counts: the record may differ in
	 * case or accents. What a filter has not found is looked for in the whole list, and in that anew.
	 *
	 * @throws FieldError when several records may be meant
	 */
	async findTaken(list: RecordList, key: RecordKey): Promise<KeyMatch | undefined> {
		const known = this.indexes.get(this.indexName(list, key));
		if (known !== undefined) {
			const match = await (await known).getEqual(key.value, this.session);
			return match ?? (await this.findAnew(list, key, known));
		}
		const found = await this.findByFilter(list, key);
		const match = found.searchable ? matchOf(found.record, key) : undefined;
		return match ?? (await this.findAnew(list, key, known));
	}

	/**
	 * Looks again after the record that had the key turned out to be gone.
	 *
	 * @returns undefined where no other record has it
	 */
	async findOther(list: RecordList, key: RecordKey, gone: KeyMatch): Promise<KeyMatch | undefined> {
		const index = await this.indexes.get(this.indexName(list, key));
		if (index?.get(key.value)?.id === gone.id) index.delete(key.value);
		const found = await this.find(list, key);
		return found?.id === gone.id ? undefined : found;
	}

	/** Remembers a record that this run has made. */
	async remember(list: RecordList, key: RecordKey, id: unknown): Promise<void> {
		const index = await this.indexes.get(this.indexName(list, key));
		if (!isEmpty(id)) index?.set(key.value, String(id));
	}

	/** The whole list by the key, read at the first call; a reading that failed is forgotten. */
	async index(list: RecordList, key: RecordKey): Promise<KeyIndex> {
		const name = this.indexName(list, key);
		const known = this.indexes.get(name);
		if (known !== undefined) return await known;
		const reading = this.readWhole(list, key);
		this.indexes.set(name, reading);
		reading.catch(() => {
			if (this.indexes.get(name) === reading) this.indexes.delete(name);
		});
		return await reading;
	}

	/** @param known the index that does not have the key; another one has been read meanwhile */
	private async findAnew(
		list: RecordList,
		key: RecordKey,
		known: Promise<KeyIndex> | undefined,
	): Promise<KeyMatch | undefined> {
		const name = this.indexName(list, key);
		const inVain = this.inVain.get(name) ?? new Set();
		if (inVain.size >= READINGS_IN_VAIN) return undefined;
		if (this.indexes.get(name) === known) this.indexes.delete(name);
		const index = await this.index(list, key);
		const match = await index.getEqual(key.value, this.session);
		if (match === undefined) this.inVain.set(name, inVain.add(index));
		return match;
	}

	private indexName({ path, scope }: RecordList, { property }: RecordKey): string {
		return `${scopeKey(this.session, scope)} ${path} ${property}`;
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<KeyIndex> {
		const index = new KeyIndex(key.property, key.caseSensitive);
		await visitRecords(this.session, { ...list, method: 'GET' }, (record) => index.add(record));
		return index;
	}

	private async findByFilter(list: RecordList, key: RecordKey): Promise<Found> {
		if (!canBeFilteredBy(key)) return { searchable: false };
		const records = await this.filtered(list, key);
		if (records === undefined) return { searchable: false };
		const exact = records.find((record) => hasKey(record, key));
		if (exact !== undefined || records.length === 0) return { searchable: true, record: exact };
		const [only, ...others] = records;
		const equal = only !== undefined && others.length === 0 && mayBeOf(only, key);
		return equal && (await this.filtersBy(list, key))
			? { searchable: true, record: only }
			: { searchable: false };
	}

	/** Whether the list filters by this attribute: for a key of none it hands out nothing. Asked once for the run. */
	private async filtersBy(list: RecordList, key: RecordKey): Promise<boolean> {
		const name = this.indexName(list, key);
		const known = this.filters.get(name);
		if (known !== undefined) return await known;
		const proof = this.filtered(list, { ...key, value: VALUE_OF_NONE }).then(
			(records) => records?.length === 0,
		);
		this.filters.set(name, proof);
		proof.catch(() => this.filters.delete(name));
		return await proof;
	}

	/** @returns undefined where the list refuses the filter */
	private async filtered(list: RecordList, key: RecordKey): Promise<IDataObject[] | undefined> {
		const filter = { [`filter[${key.property}]`]: `eq:${key.value}` };
		const query = key.parameter === undefined ? filter : { [key.parameter]: key.value };
		const page = fetchPage(this.session, { ...list, method: 'GET', query }, 1, CANDIDATES_OF_A_KEY);
		return await page.then(
			({ records }) => records.filter((record) => !isDeleted(record)),
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
	}
}

function notShown({ property, value }: RecordKey): FieldError {
	const name = property.replace(/_/g, ' ');
	return new FieldError(
		`Pelcro does not show which record has the ${name} '${value}'`,
		`Its list cannot be filtered by the ${name} and does not show it, so that nobody can tell whether the record exists. Nothing was sent, or there could be two. Use 'Update' with the ID, or 'Create'.`,
	);
}

/** A filter takes a comma for the end of a value. Reference: 'Sorting and filtering'. */
function canBeFilteredBy({ parameter, value }: RecordKey): boolean {
	return parameter !== undefined || !value.includes(',');
}

/** Whether a record that a filter has found can be the one: lists may leave the attribute out. */
function mayBeOf(record: IDataObject, key: RecordKey): boolean {
	const value = record[key.property];
	return value === undefined || mayBeEqual(value, key.value);
}
