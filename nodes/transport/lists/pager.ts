import type { IDataObject } from 'n8n-workflow';

import { PelcroRequestError } from '../failures/requestError';
import { MAX_PAGE_SIZE, MOST_READINGS_OF_A_LIST, PAGES_IN_FLIGHT, PAGES_IN_VAIN } from '../limits';
import { mayBeCapped } from './capped';
import { Collected, idOf, type Shape, type Sieve } from './collected';
import type { Page } from './envelope';
import { Movement } from './movement';
import { canOverlap, OverlappingPages, type OverlappingResult } from './overlappingPages';

/** What tells which page is wanted. */
export type PageQuery = { page: number; limit: number } | { cursor: string; limit: number };

export type ReadPage = (query: PageQuery) => Promise<Page>;

/** The records of a list. */
export interface ReadList {
	records: IDataObject[];
	/** How many others may be missing, because the list would not stand still or hides some. */
	unsettled: number;
	/** Whether it would not stand still. */
	isMoving: boolean;
}

/**
 * Reads a list, and decides after each page, from what the pages so far have shown, whether there is another:
 * the largest last page that any answer named, the size that pages really have, a cursor, or, where the answers
 * say nothing, until a page brings nothing new; several in a row that bring nothing are its end, whatever it announces.
 * Pages are under way together where their number is known. Where the list
 * says how long it is, its pages overlap.
 * Reference: 'Pagination' (INFERRED for all but `page` and `limit`).
 */
export class Pager {
	private readonly collected: Collected;
	private readonly pageSize: number;
	/** The largest page that came: a server may cap what it is asked for. */
	private size = 0;
	/** The largest number of pages that an answer has named. */
	private lastPage = 0;
	private firstId: string | undefined;
	/** How many records the list has, as the latest answer says. */
	private total = 0;
	private movement = new Movement();
	/** Pages with nothing on them, although the answer names further ones. */
	private readonly holes = new Set<number>();
	/** The last page that had a new record, and how many followed it in vain in this reading. */
	private furthest = 0;
	private inVain = 0;

	/**
	 * @param limit the most records to return; undefined for all of them
	 * @param sieve for a list of which only some records are looked for, so that whole pages are asked for
	 */
	constructor(
		private readonly readPage: ReadPage,
		limit: number | undefined,
		shape: Shape,
		sieve?: Sieve,
	) {
		this.collected = new Collected(limit ?? Infinity, shape, sieve ?? (() => true));
		this.pageSize =
			sieve === undefined ? Math.min(limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE) : MAX_PAGE_SIZE;
	}

	/** @throws PelcroRequestError when the list announces more and gives the same again */
	async read(): Promise<ReadList> {
		const first = await this.readPage({ page: 1, limit: this.pageSize });
		const [record] = first.records;
		this.firstId = record && idOf(record);
		const fresh = this.take(first, 1);
		const { records } = this.collected;
		if (first.nextCursor !== undefined && first.lastPage === undefined) {
			await this.followCursor(first);
			return { records, unsettled: 0, isMoving: false };
		}
		if (this.goesOn(first, 1, fresh)) {
			const result = await this.readOverlapping(first);
			const isMoving = result === 'moving';
			if (result !== 'unsuited') return { records, unsettled: isMoving ? 1 : 0, isMoving };
			await this.readFrom(2);
		}
		const unsettled = this.collected.full ? 0 : await this.settle();
		return { records, unsettled, isMoving: unsettled > 0 && this.moved };
	}

	private async readOverlapping(first: Page): Promise<OverlappingResult> {
		if (!canOverlap(first)) return 'unsuited';
		const { collected } = this;
		const taker = {
			take: (page: Page, number: number): number => this.take(page, number),
			knows: (page: Page): boolean => collected.knowsOneOf(page.records),
			get wanted(): number {
				return collected.wanted;
			},
		};
		return await new OverlappingPages(this.readPage, first, taker).readFollowing();
	}

	/** Pages in their order, together as far as their number is known, else one after the other. */
	private async readFrom(start: number): Promise<void> {
		const underWay: Array<Promise<Page>> = [];
		let next = start;
		let page: Page | undefined;
		this.inVain = 0;
		do {
			// Where the list seems to have ended, no further page is asked for before it is known.
			const mayAskMore = (): boolean => next <= this.lastPage && this.inVain === 0;
			const mayAsk = (): boolean =>
				underWay.length === 0 || (mayAskMore() && underWay.length < PAGES_IN_FLIGHT);
			while (mayAsk() && underWay.length * this.size < this.collected.wanted) {
				underWay.push(this.asked(next));
				next += 1;
			}
			page = await underWay.shift();
			if (page === undefined) return;
			const number = next - underWay.length - 1;
			const fresh = this.take(page, number);
			if (underWay.length === 0 && !this.goesOn(page, number, fresh)) return;
		} while (!this.collected.full && this.inVain < PAGES_IN_VAIN);
	}

	/** One that nobody waits for any more, as another has failed, is nobody's failure. */
	private asked(page: number): Promise<Page> {
		const reading = this.readPage({ page, limit: this.pageSize });
		reading.catch(() => {});
		return reading;
	}

	/** @returns how many of its records were new */
	private take(page: Page, number: number): number {
		this.size = Math.max(this.size, page.records.length);
		this.total = page.total ?? this.total;
		const byTotal = this.size === 0 ? 0 : Math.ceil((page.total ?? 0) / this.size);
		// A server that caps its pages may reckon their number from what it was asked for.
		this.lastPage = Math.max(this.lastPage, page.lastPage ?? 0, byTotal);
		const isEmpty = page.records.length === 0;
		const hasNext = page.hasNext === true;
		if (isEmpty && (hasNext || number < (page.lastPage ?? 0))) this.holes.add(number);
		else this.holes.delete(number);
		this.movement.note(number, page);
		const fresh = this.collected.add(page.records, number === 1);
		if (fresh > 0) this.furthest = Math.max(this.furthest, number);
		this.inVain = fresh > 0 || number <= this.furthest ? 0 : this.inVain + 1;
		const announced = number <= this.lastPage || hasNext;
		if (fresh === 0 && number > 1 && announced && this.isFirstAgain(page)) throw this.repeats();
		return fresh;
	}

	private goesOn(page: Page, number: number, fresh: number): boolean {
		if (this.collected.full) return false;
		if (number < this.lastPage || (page.records.length === 0 && page.hasNext)) return true;
		// What says nothing is read until a page brings nothing new, and what has grown further than it said.
		if (fresh === 0) return false;
		return (page.hasNext ?? this.lastPage === 0) || this.mayGoOn(page, number);
	}

	/** Whether another page may follow the last one that was named, since the server caps its pages. */
	private mayGoOn(page: Page, number: number): boolean {
		if (this.lastPage === 0 || page.total !== undefined) return false;
		if (number === 1) return page.hasNext === undefined && mayBeCapped(page, this.pageSize);
		const { length } = page.records;
		return length === this.size && length < this.pageSize && page.perPage !== length;
	}

	private isFirstAgain({ records: [first] }: Page): boolean {
		return first !== undefined && this.firstId !== undefined && idOf(first) === this.firstId;
	}

	private async followCursor(first: Page): Promise<void> {
		const limit = this.pageSize;
		let { nextCursor: cursor } = first;
		while (cursor !== undefined && !this.collected.full) {
			const page: Page = await this.readPage({ cursor, limit });
			const fresh = this.collected.add(page.records, false);
			if (fresh === 0 && page.hasNext === true) throw this.repeats();
			cursor = page.nextCursor;
		}
	}

	/**
	 * A list that moved while it was read is read again: the pages before each move where records only came,
	 * and all of it where some went away, until a reading brings nothing new and sees nothing move.
	 *
	 * @returns how many records may be missing; 0 where the list came to rest
	 */
	private async settle(): Promise<number> {
		let fresh = 0;
		let missing = 0;
		for (let reading = 1; reading < MOST_READINGS_OF_A_LIST; reading += 1) {
			const { moved } = this;
			// A count that stays another than the list's own is not mended by reading again.
			if (!moved && fresh === 0 && this.missing === missing) return missing;
			({ missing } = this);
			fresh = await this.readAgain(this.movement.shrank || fresh > 0 || !moved);
		}
		return Math.max(fresh, this.missing, fresh > 0 || this.moved ? 1 : 0);
	}

	private get moved(): boolean {
		return this.movement.pagesBeforeMoves.length > 0;
	}

	/** How many fewer records came than the list says that it has; of one that does not say it, those of empty pages. */
	private get missing(): number {
		if (this.total === 0) {
			const before = Math.max(this.lastPage, this.furthest);
			const holes = [...this.holes].filter((number) => number < before);
			return holes.length * Math.max(this.size, 1);
		}
		return Math.max(0, this.total - this.collected.seen);
	}

	/** @returns how many records were new */
	private async readAgain(whole: boolean): Promise<number> {
		const before = this.collected.seen;
		if (whole) {
			this.movement = new Movement();
			await this.readFrom(1);
		} else {
			const moves = this.movement.pagesBeforeMoves;
			const pages = await Promise.all(moves.map(async (number) => await this.asked(number)));
			pages.forEach((page, index) => this.take(page, moves[index] ?? 1));
		}
		return this.collected.seen - before;
	}

	private repeats(): PelcroRequestError {
		return new PelcroRequestError(
			`Pelcro’s list gives the same page again after ${this.collected.seen} records, and says that there are more`,
			'Nothing was put out, because records would be missing. Set a Limit of no more than that, narrow the list by Filters, or tell Pelcro’s support.',
			undefined,
			false,
			{},
			'',
			'pelcro',
		);
	}
}
