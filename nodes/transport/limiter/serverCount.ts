import { BELIEVED_GIVEN_BACK } from '../limits';

/** What one answer says is left, and what is known of the request that it answers. */
interface CountReading {
	/** When the answer came (clock time, ms). */
	now: number;
	/** Requests that the server says it takes still. */
	remaining: number;
	/** What the account may make in a window, as the server says. */
	allowance: number;
	/** Requests of ours that count, and how many have stopped counting since the beginning. */
	counted: number;
	ended: number;
	/** When the answered request left (clock time, ms). */
	grantedAt: number;
	/** Until when the reading says anything (clock time, ms). */
	until: number;
}

/**
 * How much the server would take still, by the latest of its answers. What stops counting here gives something back there,
 * but for requests that the server has forgotten already: a window of its own has begun since, or its bucket has filled. How
 * many of ours that were no answer tells. Where more is left than what has stopped counting explains, it is held to have
 * forgotten the same share of ours as of all; and never does it know of more of ours than it counts at all.
 */
export class ServerCount {
	private reading: CountReading | undefined;
	/** So many of our requests since the beginning, in the order in which they stop counting, the server has forgotten. */
	private forgotten = 0;

	learn(reading: CountReading): void {
		if (this.reading !== undefined && reading.grantedAt < this.reading.grantedAt) return;
		const { now, remaining, allowance, counted, ended } = reading;
		const latest = this.latest(now);
		const used = Math.max(0, allowance - remaining);
		const expected =
			latest === undefined ? used : allowance - latest.remaining - this.endedSince(latest, ended);
		const share = used < expected ? used / expected : 1;
		const known = counted - Math.max(0, this.forgotten - ended);
		this.forgotten = ended + counted - Math.min(used, Math.round(known * share));
		this.reading = reading;
	}

	/**
	 * @param ended how many of our requests have stopped counting since the beginning
	 * @returns what is left, requests under way not counted off; Infinity where no answer tells
	 */
	left(ended: number, now: number): number {
		const latest = this.latest(now);
		if (latest === undefined) return Infinity;
		return latest.remaining + Math.floor(this.endedSince(latest, ended) * BELIEVED_GIVEN_BACK);
	}

	/**
	 * @param needed what is to be left
	 * @returns how many more of our requests have to stop counting until it is; 0 where no answer tells
	 */
	endingsUntil(needed: number, ended: number, now: number): number {
		const latest = this.latest(now);
		if (latest === undefined) return 0;
		const missing = Math.max(0, needed - latest.remaining);
		const last = Math.max(latest.ended, this.forgotten) + Math.ceil(missing / BELIEVED_GIVEN_BACK);
		return Math.max(0, last - ended);
	}

	private latest(now: number): CountReading | undefined {
		return this.reading !== undefined && this.reading.until > now ? this.reading : undefined;
	}

	/** How many that the server still knew have stopped counting since the answer. */
	private endedSince(latest: CountReading, ended: number): number {
		return Math.max(0, ended - Math.max(latest.ended, this.forgotten));
	}
}
