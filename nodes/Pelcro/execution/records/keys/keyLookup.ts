import type { IDataObject } from 'n8n-workflow';

import { fetchRecords, visitRecords } from '../../../../transport/lists/paging';
import type { Session } from '../../../../transport/account/session';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, mayBeEqual } from './equality';
import { hasKey, KeyIndex, matchOf, type KeyMatch, type RecordKey } from './keyIndex';
import { KeyFilter, notShown } from './keyFilter';
import { listKeyName, type RecordList } from './recordList';
import { READINGS_IN_VAIN } from '../../../../transport/limits';

/** What follows from a list that does not show the key, where a record is made if there is none. */
const MAY_EXIST =
	", so that nobody can tell whether the record exists. Nothing was sent, or there could be two. Use 'Update' with the ID, or 'Create'.";

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
	private readonly filter: KeyFilter;

	constructor(private readonly session: Session) {
		this.filter = new KeyFilter(session);
	}

	/**
	 * @returns undefined where no record has the key
	 * @throws FieldError where nobody can tell, and Pelcro would make a second one
	 */
	async find(list: RecordList, key: RecordKey): Promise<KeyMatch | undefined> {
		if (!this.indexes.has(listKeyName(this.session, list, key))) {
			const found = await this.findByFilter(list, key);
			if (found.searchable) return matchOf(found.record, key);
		}
		const index = await this.index(list, key);
		const match = index.get(key.value);
		if (match === undefined && key.certain && index.isHidden) throw notShown(key, MAY_EXIST);
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
		const known = this.indexes.get(listKeyName(this.session, list, key));
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
		const index = await this.indexes.get(listKeyName(this.session, list, key));
		if (index?.get(key.value)?.id === gone.id) index.delete(key.value);
		const found = await this.find(list, key);
		return found?.id === gone.id ? undefined : found;
	}

	/** Remembers a record that this run has made. */
	async remember(list: RecordList, key: RecordKey, id: unknown): Promise<void> {
		const index = await this.indexes.get(listKeyName(this.session, list, key));
		if (!isEmpty(id)) index?.set(key.value, String(id));
	}

	/** The whole list by the key, read at the first call; a reading that failed is forgotten. */
	async index(list: RecordList, key: RecordKey): Promise<KeyIndex> {
		const name = listKeyName(this.session, list, key);
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
		const name = listKeyName(this.session, list, key);
		const inVain = this.inVain.get(name) ?? new Set();
		if (inVain.size >= READINGS_IN_VAIN) return undefined;
		if (this.indexes.get(name) === known) this.indexes.delete(name);
		const index = await this.index(list, key);
		const match = await index.getEqual(key.value, this.session);
		if (match === undefined) this.inVain.set(name, inVain.add(index));
		return match;
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<KeyIndex> {
		const index = new KeyIndex(key.property, key.caseSensitive);
		await visitRecords(this.session, { ...list, method: 'GET' }, (record) => index.add(record));
		return index;
	}

	private async findByFilter(list: RecordList, key: RecordKey): Promise<Found> {
		const records = await this.filter.candidates(list, key);
		if (records === undefined) return { searchable: false };
		const exact = records.find((record) => hasKey(record, key));
		if (exact !== undefined || records.length === 0) return { searchable: true, record: exact };
		const [only, ...others] = records;
		const equal = only !== undefined && others.length === 0 && mayBeOf(only, key);
		return equal && (await this.filter.filtersBy(list, key))
			? { searchable: true, record: only }
			: { searchable: false };
	}
}

/** Whether a record that a filter has found can be the one: lists may leave the attribute out. */
function mayBeOf(record: IDataObject, key: RecordKey): boolean {
	const value = record[key.property];
	return value === undefined || mayBeEqual(value, key.value);
}
