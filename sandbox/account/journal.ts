import type { IncomingHttpHeaders } from 'node:http';

/** One request to the emulated API, as it arrived. */
export interface JournalEntry {
	index: number;
	/** Arrival, milliseconds since the epoch. */
	time: number;
	method: string;
	/** Path without query. */
	path: string;
	query: Record<string, unknown>;
	/** Request headers; the key in `authorization` is masked. */
	headers: IncomingHttpHeaders;
	body: unknown;
	/** Status that was sent; null while under way and when the connection was cut instead. */
	status: number | null;
	/** Kind of the fault that was applied. */
	fault: string | null;
	/** Whether the operation ran and succeeded, so that what it changes is changed. */
	processed: boolean;
}

/** The requests of one account in order of arrival. */
export class Journal {
	private kept: JournalEntry[] = [];

	private count = 0;

	get entries(): readonly JournalEntry[] {
		return this.kept;
	}

	open(request: Pick<JournalEntry, 'method' | 'path' | 'query' | 'headers'>): JournalEntry {
		const entry: JournalEntry = {
			index: this.count++,
			time: Date.now(),
			...request,
			headers: { ...request.headers, authorization: 'Bearer ***' },
			body: null,
			status: null,
			fault: null,
			processed: false,
		};
		this.kept.push(entry);
		return entry;
	}

	/** Forgets all entries; the index starts again at 0. */
	clear(): void {
		this.kept = [];
		this.count = 0;
	}
}
