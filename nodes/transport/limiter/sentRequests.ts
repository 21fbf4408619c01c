import { FORGOTTEN_REQUESTS } from '../limits';

/** The requests that still count against the allowance, by when each stops counting (clock time, ms). */
export class SentRequests {
	private entries: Array<{ until: number; lane: string }> = [];
	/** The entries before this one are over. */
	private first = 0;
	/** How many have stopped counting since the beginning. */
	ended = 0;
	private readonly byLane = new Map<string, number>();

	/** @param until not before that of any request added earlier */
	add(until: number, lane: string): void {
		this.entries.push({ until, lane });
		this.byLane.set(lane, (this.byLane.get(lane) ?? 0) + 1);
	}

	/** How many count at the time. Time does not go backwards. */
	count(now: number): number {
		for (;;) {
			const entry = this.entries[this.first];
			if (entry === undefined || entry.until > now) break;
			this.forget(entry.lane);
		}
		if (this.first > FORGOTTEN_REQUESTS && this.first * 2 > this.entries.length) {
			this.entries = this.entries.slice(this.first);
			this.first = 0;
		}
		return this.entries.length - this.first;
	}

	/** How many of those counted last are of other lanes. */
	countOfOthers(lane: string): number {
		return this.entries.length - this.first - (this.byLane.get(lane) ?? 0);
	}

	/** When the n-th of those counted last (from 1) stops counting; Infinity where there are fewer. */
	endOf(nth: number): number {
		return this.entries[this.first + nth - 1]?.until ?? Infinity;
	}

	private forget(lane: string): void {
		this.first += 1;
		this.ended += 1;
		const left = (this.byLane.get(lane) ?? 1) - 1;
		if (left > 0) this.byLane.set(lane, left);
		else this.byLane.delete(lane);
	}
}
