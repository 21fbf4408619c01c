import {
	MAX_PAGE_SIZE,
	MOST_READINGS_OF_A_LIST,
	PAGES_IN_FLIGHT,
	SMALLEST_OVERLAPPING_PAGE,
} from '../limits';
import { idOf } from './collected';
import type { Page } from './envelope';

/** A part of a list that one page holds: pages of other sizes begin at other places. */
export interface Span {
	page: number;
	limit: number;
}

/** Who takes the pages in. */
export interface PageTaker {
	/** @returns how many of the page's records were new */
	take(page: Page, number: number): number;
	/** Whether one of the page's records was taken in before. */
	knows(page: Page): boolean;
	/** How many records are wanted still. */
	readonly wanted: number;
}

/**
 * What a reading came to: no record that was there from its beginning to its end is missing; the list would not stand
 * still, so that some may be; or the list does not have the pages that it is asked for.
 */
export type OverlappingResult = 'whole' | 'moving' | 'unsuited';

/** Whether a list, by its first page, can be read by pages that overlap: it says how long it is, and its records have IDs. */
export function canOverlap({ records, total, nextCursor }: Page): boolean {
	const { length } = records;
	const isLong = total !== undefined && length >= SMALLEST_OVERLAPPING_PAGE && total > length;
	return isLong && nextCursor === undefined && records.every((it) => idOf(it) !== undefined);
}

/**
 * The page that reaches furthest beyond a place in a list, of those that begin before it.
 *
 * @param end how many records lie before the place
 * @param size the largest page
 */
export function spanBeyond(end: number, size: number): Span {
	let best: Span = { page: Math.ceil(end / size) + 1, limit: size };
	let furthest = 0;
	for (let limit = size; limit > 1; limit -= 1) {
		const page = Math.floor((end - 1) / limit) + 1;
		if (page < 2 || page * limit <= furthest) continue;
		best = { page, limit };
		furthest = page * limit;
	}
	return best;
}

/** How many calls it takes to read a list of so many records, as long as it stands still. */
export function callsToRead(total: number, size = MAX_PAGE_SIZE): number {
	let calls = 1;
	for (let end = size; end < total; calls += 1) end = endOf(spanBeyond(end, size));
	return calls;
}

/**
 * Reads a list by pages of which each begins with the last records of the one before. A page that has nothing
 * of what was read shows that records slid past it, also where as many came as went: then what lies before is read again,
 * until the two meet. So whatever was there all the time is found, as long as records keep their order among themselves.
 */
export class OverlappingPages {
	private readonly spans: Span[];
	private readonly size: number;
	private total: number;
	private readAgain = 0;
	/** Records that pages brought, also those that were read again. */
	private fresh = 0;
	private isMoving = false;
	private isUnsuited = false;

	/** @param first the list's first page, which was taken in already */
	constructor(
		private readonly readPage: (span: Span) => Promise<Page>,
		private readonly first: Page,
		private readonly taker: PageTaker,
	) {
		this.size = first.records.length;
		this.total = first.total ?? this.size;
		this.spans = [{ page: 1, limit: this.size }];
	}

	/** @throws as `readPage` */
	async readFollowing(): Promise<OverlappingResult> {
		const underWay: Array<Promise<Page>> = [];
		let asked = 0;
		let isEnd = this.ends(0, this.first);
		for (let index = 1; !isEnd && this.taker.wanted > 0; index += 1) {
			while (this.mayAsk(asked, underWay.length)) {
				asked += 1;
				underWay.push(this.asked(asked));
			}
			const page = await underWay.shift();
			if (page === undefined) break;
			isEnd = await this.joined(index, page);
			if (this.isUnsuited) return 'unsuited';
		}
		return this.isMoving ? 'moving' : 'whole';
	}

	/** Pages are under way together as far as the list is known to reach, and records are wanted. */
	private mayAsk(asked: number, underWay: number): boolean {
		if (underWay === 0) return true;
		const reaches = endOf(this.spanAt(asked)) < this.total;
		return reaches && underWay < PAGES_IN_FLIGHT && underWay * this.size < this.taker.wanted;
	}

	/** One that nobody waits for any more, as another has failed, is nobody's failure. */
	private asked(index: number): Promise<Page> {
		const reading = this.readPage(this.spanAt(index));
		reading.catch(() => {});
		return reading;
	}

	private spanAt(index: number): Span {
		for (let last = this.spans.at(-1); last !== undefined; last = this.spans.at(-1)) {
			if (this.spans.length > index) break;
			this.spans.push(spanBeyond(endOf(last), this.size));
		}
		return this.spans[index] ?? { page: 1, limit: this.size };
	}

	/**
	 * Takes a page in once it meets what was read.
	 *
	 * @returns whether the list ends with it, or before it
	 */
	private async joined(index: number, read: Page): Promise<boolean> {
		let page = this.isCutShort(index, read) ? await this.again(index) : read;
		while (index > 0 && this.isAsAsked(index, page) && !this.taker.knows(page)) {
			this.isMoving ||= this.readAgain > this.spans.length * (MOST_READINGS_OF_A_LIST - 1);
			if (this.isMoving) break;
			const { fresh } = this;
			if (await this.joined(index - 1, await this.again(index - 1))) return true;
			if (this.taker.knows(page)) break;
			const anew = await this.again(index);
			// Nothing moves, and yet the two do not meet.
			if (fresh === this.fresh && isSamePage(anew, page)) this.isUnsuited = true;
			page = anew;
		}
		this.isUnsuited ||= !this.isAsAsked(index, page);
		if (this.isUnsuited) return true;
		this.total = page.total ?? this.total;
		this.fresh += this.taker.take(page, index + 1);
		return this.ends(index, page);
	}

	private async again(index: number): Promise<Page> {
		this.readAgain += 1;
		return await this.readPage(this.spanAt(index));
	}

	/** Whether the page has the size that was asked for: else it does not begin where it is thought to. */
	private isAsAsked(index: number, page: Page): boolean {
		const { limit } = this.spanAt(index);
		const { perPage = limit, records } = page;
		const isOwnSize = index === 0 || (perPage === limit && records.length <= limit);
		return !this.isUnsuited && isOwnSize && !this.isCutShort(index, page);
	}

	/** Whether there are fewer records on a page than there should be, although others follow. */
	private isCutShort(index: number, { records, total }: Page): boolean {
		const { page, limit } = this.spanAt(index);
		return records.length < limit && (page - 1) * limit + records.length < (total ?? 0);
	}

	/** Whether the list ends with the page, by all that its answer says. */
	private ends(index: number, { records, total = this.total, lastPage, hasNext }: Page): boolean {
		const { page, limit } = this.spanAt(index);
		if (records.length < limit) return true;
		const isLast = hasNext !== true && page >= (lastPage ?? page);
		return isLast && (page - 1) * limit + records.length >= total;
	}
}

function endOf({ page, limit }: Span): number {
	return page * limit;
}

function isSamePage(one: Page, other: Page): boolean {
	return (
		one.records.length === other.records.length &&
		one.records.every((it, index) => idOf(it) === idOf(other.records[index] ?? {}))
	);
}
