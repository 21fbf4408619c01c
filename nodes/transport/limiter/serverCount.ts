/** What one answer says is left, and what is known of the request that it answers. */
interface CountReading {
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
 * How much the server would take still, by the latest of its answers. What stops counting gives something back, but for
 * requests that the server has forgotten already, since a window of its own has begun.
 */
export class ServerCount {
	private reading: CountReading | undefined;

	learn(reading: CountReading): void {
		if (this.reading !== undefined && reading.grantedAt < this.reading.grantedAt) return;
		this.reading = reading;
	}

	/**
	 * @param ended how many of our requests have stopped counting since the beginning
	 * @returns what is left, requests under way not counted off; Infinity where no answer tells
	 */
	left(ended: number, now: number): number {
		if (this.reading === undefined || this.reading.until <= now) return Infinity;
		const { remaining, allowance, counted, ended: endedThen } = this.reading;
		const forgotten = Math.max(0, counted - (allowance - remaining));
		return remaining + Math.max(0, ended - endedThen - forgotten);
	}
}
