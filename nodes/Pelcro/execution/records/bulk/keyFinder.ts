import { deepCopy, type IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import { PAGES_IN_FLIGHT, LONGEST_FILTER, SENTINELS } from '../../../../transport/limits';
import type { Page } from '../../../../transport/lists/envelope';
import type { OverlappingResult } from '../../../../transport/lists/overlappingPages';
import type { PelcroRequest } from '../../../../transport/request';
import { inStretches } from '../../../../transport/stretch';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, mayBeEqual, textOf } from '../keys/equality';
import { hidesKey, type RecordKey } from '../keys/keyIndex';
import type { RecordList } from '../keys/recordList';
import { firstPage, pagesOf, readFiltered, readFollowing, readOverlapping } from './listReading';
import { planByKey, VALUES_A_CALL } from './plan';

/** A key that items of the run look for. */
interface WantedKey {
	value: string;
	/** Items that look for it and have not asked yet. */
	items: number;
	/** Whether `records` are all that have it; else nothing is known, and it is looked up on its own. */
	known: boolean;
	records: IDataObject[];
	from: Origin;
}

/** Where what is known of a key comes from: the list, the record read on its own, or the answer to a write of this run. */
export type Origin = 'list' | 'single' | 'created' | 'updated';

/** What is known of a key. */
export interface FoundByKey {
	/** All records that have it; the only one where one is enough. */
	records: IDataObject[];
	from: Origin;
}

/** Keys of one attribute in one list, by how they are compared. */
interface KeyGroup {
	list: RecordList;
	key: Omit<RecordKey, 'value'>;
	wanted: Map<string, WantedKey>;
}

/**
 * Records that a run finds by a key, looked up together: by filters with many values, or in the list read whole,
 * whichever takes fewer calls. A filter is trusted only where it also finds records that the list is known to have.
 * Reference: 'Sorting and filtering' (several values by comma).
 */
export class KeyFinder {
	private readonly groups = new Map<string, KeyGroup>();

	/** Keys by the IDs of the records that have them: several keys may lead to the same record. */
	private readonly byRecord = new Map<string, Set<WantedKey>>();

	constructor(private readonly session: Session) {}

	/** Says that an item of the run will ask for the key; call `findAhead` when all have said so. */
	add(list: RecordList, { value, ...key }: RecordKey): void {
		const name = this.groupName(list, key.property);
		const group = this.groups.get(name) ?? { list, key, wanted: new Map<string, WantedKey>() };
		this.groups.set(name, group);
		const compared = comparedOf(value, key.caseSensitive);
		const wanted = group.wanted.get(compared);
		if (wanted !== undefined) wanted.items += 1;
		else group.wanted.set(compared, { value, items: 1, known: false, records: [], from: 'list' });
	}

	/**
	 * Looks the keys up, as far as that takes fewer calls than one by one.
	 *
	 * @param isUnique whether one record for a key is enough; else all that have it are wanted
	 * @throws CancelledError when the execution stops; a list that cannot be read is no failure
	 */
	async findAhead(isUnique: boolean): Promise<void> {
		for (const group of this.groups.values()) {
			await new GroupFinding(this.session, group, isUnique).run();
			await inStretches(group.wanted.values(), this.session, (one) => this.note(one));
		}
	}

	/**
	 * What is known of a key, for one item; each gets a copy of its own.
	 *
	 * @returns undefined where it has to be looked up on its own
	 */
	take(list: RecordList, { value, property, caseSensitive }: RecordKey): FoundByKey | undefined {
		const group = this.groups.get(this.groupName(list, property));
		const compared = comparedOf(value, caseSensitive);
		const wanted = group?.wanted.get(compared);
		if (group === undefined || wanted === undefined) return undefined;
		wanted.items -= 1;
		if (wanted.items === 0) group.wanted.delete(compared);
		if (!wanted.known) return undefined;
		const { items, records, from } = wanted;
		return { records: items === 0 ? records : deepCopy(records), from };
	}

	/** Says that the record is going to be changed: whoever looks for it later, by whatever key, looks anew. */
	forget(id: unknown): void {
		for (const wanted of this.byRecord.get(textOf(id)) ?? []) {
			wanted.known = false;
			wanted.records = [];
		}
	}

	/**
	 * Says that records may have been changed: whoever looks for one later looks anew.
	 *
	 * @param mayBeChanged whether a record, as it is known, is one of them
	 */
	forgetWhere(mayBeChanged: (record: IDataObject) => boolean): void {
		for (const { wanted } of this.groups.values()) {
			for (const one of wanted.values()) {
				if (one.records.some(mayBeChanged)) Object.assign(one, { known: false, records: [] });
			}
		}
	}

	/** Tells the items that look for the same key later what became of its record. */
	learn(list: RecordList, key: RecordKey, record: IDataObject, from: Origin): void {
		const wanted = this.wantedBy(list, key);
		if (wanted === undefined) return;
		Object.assign(wanted, { known: true, records: [deepCopy(record)], from });
		this.note(wanted);
	}

	/** Says that it is not known what became of the key's record. */
	unlearn(list: RecordList, key: RecordKey): void {
		const wanted = this.wantedBy(list, key);
		if (wanted !== undefined) wanted.known = false;
	}

	private wantedBy(
		list: RecordList,
		{ value, property, caseSensitive }: RecordKey,
	): WantedKey | undefined {
		const compared = comparedOf(value, caseSensitive);
		return this.groups.get(this.groupName(list, property))?.wanted.get(compared);
	}

	/** Items may name the site or leave it to the credential: it is the same list. */
	private groupName({ path, scope }: RecordList, property: string): string {
		return JSON.stringify([scopeKey(this.session, scope), path, property]);
	}

	private note(wanted: WantedKey): void {
		for (const { id } of wanted.records) {
			const keys = this.byRecord.get(textOf(id)) ?? new Set();
			this.byRecord.set(textOf(id), keys.add(wanted));
		}
	}
}

/**
 * What a filter with many values has shown: that it can be trusted; that it does not find what is there, though one with a single
 * value may; or that the list refuses or ignores it.
 */
type Filter = 'trusted' | 'doubtful' | 'none';

/** Looks one group's keys up. */
class GroupFinding {
	private readonly ids = new Set<unknown>();

	constructor(
		private readonly session: Session,
		private readonly group: KeyGroup,
		private readonly isUnique: boolean,
	) {}

	async run(): Promise<void> {
		const { wanted, list } = this.group;
		if (planByKey({ records: wanted.size, filterable: true }) !== 'look first') return;
		const first = await firstPage(this.session, { ...list, method: 'GET' });
		const pages = first && pagesOf(first);
		if (first === undefined || pages === undefined) return;
		if (hidesKey(first.records, this.group.key.property)) return;
		this.collect(first.records);
		if (this.isUnique) {
			for (const one of wanted.values()) one.known = one.records.length > 0;
		}
		const sentinels = this.sentinelsOf(first);
		const filterable = this.group.key.parameter === undefined && sentinels.length > 0;
		const counts = { records: this.missing().length, pages };
		const way = planByKey({ ...counts, filterable });
		if (way === 'one by one') return;
		const filter = way === 'filtered' ? await this.findByFilter(sentinels) : 'none';
		// Where the list does not filter at all, one by one comes to reading it whole as well.
		const isOneByOne = planByKey({ ...counts, filterable: false }) === 'one by one';
		if (filter === 'trusted' || (filter === 'doubtful' && isOneByOne)) return;
		await this.findInWhole(first, pages);
	}

	/** Some records of which is known that the list has them: a filter that does not find them is none. */
	private sentinelsOf({ records }: Page): string[] {
		const keys = records
			.filter((record) => !isDeleted(record))
			.map((record) => textOf(record[this.group.key.property]))
			.filter((key) => key !== '' && !key.includes(','));
		return [...new Set([keys.at(0), keys.at(-1)])].filter((key) => key !== undefined);
	}

	private missing(): WantedKey[] {
		return [...this.group.wanted.values()].filter(({ known }) => !known);
	}

	/** Keys that the filter cannot tell of stay unknown. */
	private async findByFilter(sentinels: readonly string[]): Promise<Filter> {
		const keys = this.missing().filter(({ value }) => !value.includes(','));
		const chunks = chunked(keys);
		for (let next = 0; next < chunks.length; ) {
			const count = next === 0 ? 1 : PAGES_IN_FLIGHT;
			const together = chunks.slice(next, next + count);
			const answers = await Promise.all(
				together.map(async (chunk) => await this.findChunk(chunk, next === 0 ? sentinels : [])),
			);
			const failed = answers.find((filter) => filter !== 'trusted');
			if (failed !== undefined) return failed;
			next += count;
		}
		return 'trusted';
	}

	private async findChunk(
		chunk: readonly WantedKey[],
		sentinels: readonly string[],
	): Promise<Filter> {
		const { list, key } = this.group;
		const [before = [], after = []] = [sentinels.slice(0, 1), sentinels.slice(1)];
		const values = [...before, ...chunk.map(({ value }) => value), ...after];
		const query = { [`filter[${key.property}]`]: `eq:${values.join(',')}` };
		const asked = new Set(values.map((value) => this.compared(value)));
		const unclear: unknown[] = [];
		const isWanted = (record: IDataObject): boolean => {
			const { [key.property]: found } = record;
			if (asked.has(this.compared(found))) return true;
			unclear.push(found);
			return values.some((value) => mayBeEqual(value, found));
		};
		const records = await readFiltered(this.session, { ...list, method: 'GET', query }, isWanted);
		if (records === undefined) return 'none';
		const found = new Set(records.map((record) => this.compared(record[key.property])));
		if (!sentinels.every((value) => found.has(this.compared(value)))) return 'doubtful';
		this.collect(records);
		for (const wanted of chunk) {
			wanted.known = !unclear.some((value) => mayBeEqual(value, wanted.value));
		}
		return 'trusted';
	}

	/**
	 * What was not found is known not to be there only where no record can have slid past. Of a key that Pelcro lets only
	 * one record have, a record that is made twice is refused, so that a plain reading will do, which takes fewer calls.
	 */
	private async findInWhole(first: Page, pages: number): Promise<void> {
		const { list, wanted, key } = this.group;
		this.take(first);
		const request = { ...list, method: 'GET' as const };
		const isCertain = key.certain === true || !this.isUnique;
		const overlapping = isCertain ? await this.readOverlapping(request, first) : 'unsuited';
		const isComplete =
			overlapping === 'unsuited'
				? await this.readPlainly(request, first, pages)
				: overlapping === 'whole';
		for (const one of wanted.values()) {
			one.known = isComplete || (this.isUnique && one.records.length > 0);
		}
	}

	private async readOverlapping(
		request: PelcroRequest,
		first: Page,
	): Promise<OverlappingResult | undefined> {
		const isDone = (): boolean => this.isDone;
		const taker = {
			take: (page: Page): number => this.take(page),
			knows: ({ records }: Page): boolean => records.some(({ id }) => this.ids.has(id)),
			get wanted(): number {
				return isDone() ? 0 : Infinity;
			},
		};
		return await readOverlapping(this.session, request, first, taker);
	}

	/** @returns whether the list stood still, as far as its length tells */
	private async readPlainly(request: PelcroRequest, first: Page, pages: number): Promise<boolean> {
		let isSteady = true;
		const take = (page: Page): void => {
			isSteady &&= page.total === first.total;
			this.take(page);
		};
		const isWhole = await readFollowing(this.session, request, pages, take, () => this.isDone);
		return isWhole && isSteady && this.ids.size === first.total;
	}

	private get isDone(): boolean {
		return (
			this.isUnique && [...this.group.wanted.values()].every(({ records }) => records.length > 0)
		);
	}

	private take({ records }: Page): number {
		const before = this.ids.size;
		for (const { id } of records) this.ids.add(id);
		this.collect(records);
		return this.ids.size - before;
	}

	private collect(records: readonly IDataObject[]): void {
		const { key, wanted } = this.group;
		for (const record of records) {
			if (isEmpty(record.id) || isDeleted(record)) continue;
			const one = wanted.get(this.compared(record[key.property]));
			if (one === undefined || one.known) continue;
			if (!one.records.some(({ id }) => id === record.id)) one.records.push(record);
		}
	}

	private compared(value: unknown): string {
		return comparedOf(value, this.group.key.caseSensitive);
	}
}

/** As many keys in a call as fit, with room for those that prove the filter. */
function chunked(keys: readonly WantedKey[]): WantedKey[][] {
	const chunks: WantedKey[][] = [];
	let length = Infinity;
	for (const key of keys) {
		length += encodeURIComponent(`${key.value},`).length;
		const last = chunks.at(-1);
		if (last === undefined || last.length >= VALUES_A_CALL - SENTINELS || length > LONGEST_FILTER) {
			chunks.push([key]);
			length = encodeURIComponent(`${key.value},`).length;
		} else last.push(key);
	}
	return chunks;
}

function comparedOf(value: unknown, caseSensitive: boolean): string {
	return caseSensitive ? textOf(value) : textOf(value).toLowerCase();
}
