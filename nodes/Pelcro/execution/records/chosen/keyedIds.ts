import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { visitRecords } from '../../../../transport/lists/paging';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, textOf } from '../keys/equality';
import { KeyFilter, notShown } from '../keys/keyFilter';
import { hasKey, hidesKey, type RecordKey } from '../keys/keyIndex';
import { listKeyName, type RecordList } from '../keys/recordList';

type Sought = readonly [list: RecordList, key: RecordKey];

/** What a whole list has shown. */
interface Reading {
	/** IDs by the key that was sought. */
	ids: ReadonlyMap<string, string[]>;
	/** Whether it leaves the key out. */
	isHidden: boolean;
}

/**
 * Finds all records that have a key, one key at a time, by the list's filter. A list that refuses the filter or
 * ignores it is read whole, once for all keys; only the IDs of what is sought are kept.
 */
export class KeyedIds {
	private readonly readings = new Map<string, Promise<Reading>>();
	private readonly filter: KeyFilter;

	/** @param sought everything that may be asked for */
	constructor(
		private readonly session: Session,
		private readonly sought: readonly Sought[],
	) {
		this.filter = new KeyFilter(session);
	}

	/** @throws as sendRequest; FieldError where the list neither filters by the key nor shows it */
	async find(list: RecordList, key: RecordKey): Promise<readonly string[]> {
		const name = listKeyName(this.session, list, key);
		if (!this.readings.has(name)) {
			const filtered = await this.filtered(list, key);
			if (filtered !== undefined) return filtered;
		}
		const reading = this.readings.get(name) ?? this.readWhole(list, key);
		this.readings.set(name, reading);
		const { ids, isHidden } = await reading;
		if (isHidden) throw notShown(key, '. Choose by ID, or by another key.');
		return ids.get(comparedOf(key.value, key)) ?? [];
	}

	/** @returns undefined where the list cannot be filtered by the key */
	private async filtered(list: RecordList, key: RecordKey): Promise<string[] | undefined> {
		const records = await this.filter.candidates(list, key);
		if (records === undefined) return undefined;
		const isFiltered = hidesKey(records, key.property)
			? await this.filter.filtersBy(list, key)
			: records.every((record) => hasKey(record, key));
		if (!isFiltered) return undefined;
		return records.filter(({ id }) => !isEmpty(id)).map(({ id }) => textOf(id));
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<Reading> {
		const name = listKeyName(this.session, list, key);
		const ids = new Map<string, string[]>(
			this.sought
				.filter((one) => listKeyName(this.session, ...one) === name)
				.map(([, { value }]) => [comparedOf(value, key), []]),
		);
		let isHidden: boolean | undefined;
		const take = (record: IDataObject): void => {
			isHidden = isHidden !== false && hidesKey([record], key.property);
			const { [key.property]: value, id } = record;
			const found = ids.get(comparedOf(value, key));
			if (
				found !== undefined &&
				!isDeleted(record) &&
				!isEmpty(id) &&
				!found.includes(textOf(id))
			) {
				found.push(textOf(id));
			}
		};
		await visitRecords(this.session, { ...list, method: 'GET' }, take);
		return { ids, isHidden: isHidden === true };
	}
}

function comparedOf(value: unknown, { caseSensitive }: Pick<RecordKey, 'caseSensitive'>): string {
	return caseSensitive ? textOf(value) : textOf(value).toLowerCase();
}
