import type { IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import { fetchPage, visitRecords } from '../../../../transport/lists/paging';
import { isEmpty } from '../../values/isEmpty';
import { textOf } from '../keys/equality';
import { hasKey, type RecordKey } from '../keys/keyIndex';
import type { RecordList } from '../keys/keyLookup';
import { isRefusedValue } from '../keys/keyRefusal';
import { CANDIDATES_OF_A_KEY } from '../../../../transport/limits';

type Sought = readonly [list: RecordList, key: RecordKey];

/**
 * Finds all records that have a key, one key at a time, by the list's filter. A list that refuses the filter or
 * ignores it is read whole, once for all keys; only the IDs of what is sought are kept.
 */
export class KeyedIds {
	private readonly readings = new Map<string, Promise<Map<string, string[]>>>();

	/** @param sought everything that may be asked for */
	constructor(
		private readonly session: Session,
		private readonly sought: readonly Sought[],
	) {}

	/** @throws as sendRequest */
	async find(list: RecordList, key: RecordKey): Promise<readonly string[]> {
		const name = this.readingName(list, key);
		if (!this.readings.has(name)) {
			const filtered = await this.filtered(list, key);
			if (filtered !== undefined) return filtered;
		}
		const reading = this.readings.get(name) ?? this.readWhole(list, key);
		this.readings.set(name, reading);
		return (await reading).get(comparedOf(key.value, key)) ?? [];
	}

	private readingName({ path, scope }: RecordList, { property }: RecordKey): string {
		return JSON.stringify([scopeKey(this.session, scope), path, property]);
	}

	/** @returns undefined where the list cannot be filtered by the key; a comma ends a value of a filter */
	private async filtered(list: RecordList, key: RecordKey): Promise<string[] | undefined> {
		const { parameter, property, value } = key;
		if (parameter === undefined && value.includes(',')) return undefined;
		const query =
			parameter === undefined ? { [`filter[${property}]`]: `eq:${value}` } : { [parameter]: value };
		const request = { ...list, method: 'GET' as const, query };
		const records = await fetchPage(this.session, request, 1, CANDIDATES_OF_A_KEY).then(
			(page) => page.records,
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
		if (records?.every((record) => hasKey(record, key)) !== true) return undefined;
		return records.filter(({ id }) => !isEmpty(id)).map(({ id }) => textOf(id));
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<Map<string, string[]>> {
		const name = this.readingName(list, key);
		const ids = new Map<string, string[]>(
			this.sought
				.filter((one) => this.readingName(...one) === name)
				.map(([, { value }]) => [comparedOf(value, key), []]),
		);
		const take = (record: IDataObject): void => {
			const { [key.property]: value, id } = record;
			const found = ids.get(comparedOf(value, key));
			if (found !== undefined && !isEmpty(id) && !found.includes(textOf(id))) {
				found.push(textOf(id));
			}
		};
		await visitRecords(this.session, { ...list, method: 'GET' }, take);
		return ids;
	}
}

function comparedOf(value: unknown, { caseSensitive }: Pick<RecordKey, 'caseSensitive'>): string {
	return caseSensitive ? textOf(value) : textOf(value).toLowerCase();
}
