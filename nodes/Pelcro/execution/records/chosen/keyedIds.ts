import type { IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import { fetchPage, visitRecords } from '../../../../transport/lists/paging';
import { FieldError } from '../../../../common/fieldError';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, textOf } from '../keys/equality';
import { hasKey, showsKey, type RecordKey } from '../keys/keyIndex';
import { VALUE_OF_NONE, type RecordList } from '../keys/keyLookup';
import { isRefusedValue } from '../keys/keyRefusal';
import { CANDIDATES_OF_A_KEY } from '../../../../transport/limits';

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
	/** Whether lists that do not show the key filter by it. */
	private readonly filters = new Map<string, Promise<boolean>>();

	/** @param sought everything that may be asked for */
	constructor(
		private readonly session: Session,
		private readonly sought: readonly Sought[],
	) {}

	/** @throws as sendRequest; FieldError where the list neither filters by the key nor shows it */
	async find(list: RecordList, key: RecordKey): Promise<readonly string[]> {
		const name = this.readingName(list, key);
		if (!this.readings.has(name)) {
			const filtered = await this.filtered(list, key);
			if (filtered !== undefined) return filtered;
		}
		const reading = this.readings.get(name) ?? this.readWhole(list, key);
		this.readings.set(name, reading);
		const { ids, isHidden } = await reading;
		if (isHidden) throw notShown(key);
		return ids.get(comparedOf(key.value, key)) ?? [];
	}

	private readingName({ path, scope }: RecordList, { property }: RecordKey): string {
		return JSON.stringify([scopeKey(this.session, scope), path, property]);
	}

	/** @returns undefined where the list cannot be filtered by the key; a comma ends a value of a filter */
	private async filtered(list: RecordList, key: RecordKey): Promise<string[] | undefined> {
		if (key.parameter === undefined && key.value.includes(',')) return undefined;
		const records = await this.candidates(list, key);
		if (records === undefined) return undefined;
		const isFiltered = isHiddenIn(records, key)
			? await this.filtersBy(list, key)
			: records.every((record) => hasKey(record, key));
		if (!isFiltered) return undefined;
		return records.filter(({ id }) => !isEmpty(id)).map(({ id }) => textOf(id));
	}

	/** Whether the list hands out nothing for a key of none; asked once. */
	private async filtersBy(list: RecordList, key: RecordKey): Promise<boolean> {
		const name = this.readingName(list, key);
		const ofNone = { ...key, value: VALUE_OF_NONE };
		const proof =
			this.filters.get(name) ??
			this.candidates(list, ofNone).then((records) => records?.length === 0);
		this.filters.set(name, proof);
		proof.catch(() => this.filters.delete(name));
		return await proof;
	}

	/** @returns what the list gives for the key; undefined where it refuses */
	private async candidates(
		list: RecordList,
		{ parameter, property, value }: RecordKey,
	): Promise<IDataObject[] | undefined> {
		const query =
			parameter === undefined ? { [`filter[${property}]`]: `eq:${value}` } : { [parameter]: value };
		const request = { ...list, method: 'GET' as const, query };
		return await fetchPage(this.session, request, 1, CANDIDATES_OF_A_KEY).then(
			({ records }) => records.filter((record) => !isDeleted(record)),
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
	}

	private async readWhole(list: RecordList, key: RecordKey): Promise<Reading> {
		const name = this.readingName(list, key);
		const ids = new Map<string, string[]>(
			this.sought
				.filter((one) => this.readingName(...one) === name)
				.map(([, { value }]) => [comparedOf(value, key), []]),
		);
		let isHidden: boolean | undefined;
		const take = (record: IDataObject): void => {
			isHidden = isHidden !== false && isHiddenIn([record], key);
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

function isHiddenIn(records: readonly IDataObject[], { property }: RecordKey): boolean {
	return records.length > 0 && !records.some((record) => showsKey(record, property));
}

function notShown({ property, value }: RecordKey): FieldError {
	const name = property.replace(/_/g, ' ');
	return new FieldError(
		`Pelcro does not show which record has the ${name} '${value}'`,
		`Its list cannot be filtered by the ${name} and does not show it. Choose by ID, or by another key.`,
	);
}

function comparedOf(value: unknown, { caseSensitive }: Pick<RecordKey, 'caseSensitive'>): string {
	return caseSensitive ? textOf(value) : textOf(value).toLowerCase();
}
