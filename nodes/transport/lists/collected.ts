import type { IDataObject } from 'n8n-workflow';

/** What to keep of a record; called once for each. */
export type Shape = (record: IDataObject) => IDataObject;

/** Whether a record is one of those that are looked for. */
export type Sieve = (record: IDataObject) => boolean;

/** Records in the order in which they came, each once, as many as are wanted. */
export class Collected {
	readonly records: IDataObject[] = [];
	/** How many there were, also of those that were not looked for. */
	seen = 0;
	private readonly ids = new Set<string>();
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

	/** @returns how many of the page's records were new */
	add(page: readonly IDataObject[]): number {
		if (this.isSameNameless(page)) return 0;
		const before = this.seen;
		for (const record of page) {
			if (this.full) break;
			const id = idOf(record);
			if (id !== undefined && this.ids.has(id)) continue;
			if (id !== undefined) this.ids.add(id);
			this.seen += 1;
			if (this.isWanted(record)) this.records.push(this.shape(record));
		}
		return this.seen - before;
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
