import type { IDataObject } from 'n8n-workflow';

/** What to keep of a record; called once for each. */
export type Shape = (record: IDataObject) => IDataObject;

/** Whether a record is one of those that are looked for. */
export type Sieve = (record: IDataObject) => boolean;

/**
 * Records in the order of their list, each once, as many as are wanted. What a page read again brings comes where it stands
 * among the page’s others, and not behind all that was read since.
 */
export class Collected {
	readonly records: IDataObject[] = [];
	/** How many there were, also of those that were not looked for. */
	seen = 0;
	private readonly ids = new Set<string>();
	/** The IDs of `records`; '' for one that has none. */
	private readonly names: string[] = [];
	/** Where the page before ended: a page of which nothing is known goes on there. */
	private end = 0;
	/** The last page whose records have no ID, as text: the same again is nothing new. */
	private nameless = '';

	constructor(
		private readonly limit: number,
		private readonly shape: Shape,
		private readonly isWanted: Sieve,
	) {}

	get full(): boolean {
		return this.records.length >= this.limit;
	}

	/** How many are wanted still. */
	get wanted(): number {
		return this.limit - this.records.length;
	}

	/**
	 * @param begins whether the list begins with the page
	 * @returns how many of the page's records were new
	 */
	add(page: readonly IDataObject[], begins: boolean): number {
		if (this.isSameNameless(page)) return 0;
		const before = this.seen;
		let at = this.placeOf(page) ?? (begins ? 0 : this.end);
		for (const record of page) {
			if (this.full) break;
			const id = idOf(record);
			if (id !== undefined && this.ids.has(id)) {
				at = this.placeBehind(id, at);
				continue;
			}
			if (id !== undefined) this.ids.add(id);
			this.seen += 1;
			if (!this.isWanted(record)) continue;
			this.records.splice(at, 0, this.shape(record));
			this.names.splice(at, 0, id ?? '');
			at += 1;
		}
		this.end = at;
		return this.seen - before;
	}

	/** Where a page begins: at the first of its records that is there already; undefined where none is. */
	private placeOf(page: readonly IDataObject[]): number | undefined {
		for (const record of page) {
			const id = idOf(record);
			const place = id !== undefined && this.ids.has(id) ? this.names.lastIndexOf(id) : -1;
			if (place !== -1) return place;
		}
		return undefined;
	}

	/** Behind a record that is there already; one that stands before the place has moved in the list, and moves nothing. */
	private placeBehind(id: string, at: number): number {
		if (this.names[at] === id) return at + 1;
		return Math.max(at, this.names.lastIndexOf(id) + 1);
	}

	/** Whether one of these was among those that came before. */
	knowsOneOf(records: readonly IDataObject[]): boolean {
		return records.some((record) => this.ids.has(idOf(record) ?? ''));
	}

	private isSameNameless(page: readonly IDataObject[]): boolean {
		const [first] = page;
		if (first === undefined || idOf(first) !== undefined) return false;
		const text = JSON.stringify(page);
		const same = text === this.nameless;
		this.nameless = text;
		return same;
	}
}

/**
 * What tells a record from others: its ID, a number or the same as text; exports have theirs as `uuid`. A blank one, and 0,
 * is none.
 */
export function idOf({ id, uuid }: IDataObject): string | undefined {
	const name = id ?? uuid;
	const isNone = name === undefined || name === null || name === 0 || String(name).trim() === '';
	if (isNone) return undefined;
	return typeof name === 'object' ? JSON.stringify(name) : String(name).trim();
}
