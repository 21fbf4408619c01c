/**
 * What the credentials of one account allow, in requests a window. Several can hold the same key and say different
 * things: as long as the one with the smallest is in use, it counts for all of them, and a window longer, for what was
 * sent under it counts so long.
 */
export class Allowances {
	/** Until when each allowance is in use (clock time, ms). */
	private readonly usedUntil = new Map<number, number>();
	/** The smallest in use. */
	smallest: number;

	/** @param initial what is allowed before any credential has said it */
	constructor(
		initial: number,
		private readonly windowMs: number,
	) {
		this.smallest = initial;
	}

	/** @param allowance that a credential in use names */
	note(allowance: number, now: number): void {
		this.usedUntil.set(allowance, now + this.windowMs);
		for (const [known, until] of this.usedUntil) if (until <= now) this.usedUntil.delete(known);
		this.smallest = Math.min(...this.usedUntil.keys());
	}
}
