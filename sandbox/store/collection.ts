import type { ChangeLog } from './changes';

/** Attributes by which a collection finds records at once; `groups` also lists all with a value. */
export interface Indexes<R> {
	groups?: (keyof R & string)[];
}

type IndexKey = string | number;

/** The form in which values are compared: text without case. Null and empty text are in no index. */
function indexKey(value: unknown): IndexKey | undefined {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
}

/** Position of an id in records that are in order of id; where it would stand if it is absent. */
function position(records: readonly { id: number }[], id: number): number {
	let low = 0;
	let high = records.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((records[middle]?.id ?? Infinity) < id) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Records of one kind: by id at once, by indexed attribute at once, and in order of id without a copy.
 * Removed records are kept aside, as Pelcro's deletes are soft.
 */
export class Collection<R extends { id: number }> {
	private readonly byId = new Map<number, R>();

	private readonly inOrder: R[] = [];

	private readonly removed = new Map<number, R>();

	private readonly indexes = new Map<string, Map<IndexKey, Set<R>>>();

	private nextId: number;

	private log: ChangeLog | null = null;

	/**
	 * @param name name of the resource, as in paths
	 * @param firstId id of the first record; ids then count up
	 * @param indexes attributes to index
	 */
	constructor(
		readonly name: string,
		firstId: number,
		indexes: Indexes<R> = {},
	) {
		this.nextId = firstId;
		for (const attribute of indexes.groups ?? []) this.indexes.set(attribute, new Map());
	}

	/** From now on all changes are noted in the log. */
	watch(log: ChangeLog): void {
		this.log = log;
	}

	get size(): number {
		return this.inOrder.length;
	}

	/** All records in order of id. Not to be changed by the caller. */
	get records(): readonly R[] {
		return this.inOrder;
	}

	/** Ids of the removed records. */
	get removedIds(): number[] {
		return [...this.removed.keys()];
	}

	/** The id that the next record will have. */
	get upcomingId(): number {
		return this.nextId;
	}

	get(id: number): R | undefined {
		return this.byId.get(id);
	}

	/** Finds removed records too, for relations that outlive their target. */
	getEvenRemoved(id: number): R | undefined {
		return this.byId.get(id) ?? this.removed.get(id);
	}

	isIndexed(attribute: string): boolean {
		return this.indexes.has(attribute);
	}

	/**
	 * @param attribute an indexed attribute
	 * @param value text (compared without case) or number
	 * @returns the records that have the value, in order of id
	 * @throws Error when the attribute is not indexed
	 */
	having(attribute: keyof R & string, value: unknown): R[] {
		const index = this.indexes.get(attribute);
		if (index === undefined) throw new Error(`${this.name} has no index on ${attribute}`);
		const key = indexKey(value);
		const found = key === undefined ? undefined : index.get(key);
		return found === undefined ? [] : [...found].sort((a, b) => a.id - b.id);
	}

	/** Stores a record under the next id and returns it. */
	insert(attributes: Omit<R, 'id'>): R {
		// TypeScript cannot see that Omit<R, 'id'> and an id make an R
		const record = { id: this.nextId++, ...attributes } as unknown as R;
		this.byId.set(record.id, record);
		this.inOrder.push(record);
		for (const attribute of this.indexes.keys()) this.enter(attribute, record);
		this.log?.inserted(this.name, record);
		return record;
	}

	/** Changes attributes of a stored record in place and keeps the indexes right. */
	update(record: R, changes: Partial<Omit<R, 'id'>>): R {
		this.log?.touched(this.name, record, false);
		const touched = Object.keys(changes).filter((name) => this.indexes.has(name));
		for (const attribute of touched) this.leave(attribute, record);
		Object.assign(record, changes);
		for (const attribute of touched) this.enter(attribute, record);
		return record;
	}

	remove(record: R): void {
		if (!this.byId.delete(record.id)) return;
		this.log?.touched(this.name, record, true);
		this.removed.set(record.id, record);
		this.inOrder.splice(position(this.inOrder, record.id), 1);
		for (const attribute of this.indexes.keys()) this.leave(attribute, record);
	}

	private valueOf(attribute: string, record: R): IndexKey | undefined {
		return indexKey((record as Record<string, unknown>)[attribute]);
	}

	private enter(attribute: string, record: R): void {
		const key = this.valueOf(attribute, record);
		const index = this.indexes.get(attribute);
		if (key === undefined || index === undefined) return;
		const entry = index.get(key);
		if (entry) entry.add(record);
		else index.set(key, new Set([record]));
	}

	private leave(attribute: string, record: R): void {
		const key = this.valueOf(attribute, record);
		const index = this.indexes.get(attribute);
		if (key === undefined || index === undefined) return;
		const entry = index.get(key);
		entry?.delete(record);
		if (entry?.size === 0) index.delete(key);
	}
}
