/**
 * What the credentials of one account allow, in requests a window. Several can hold the same key and say different
 * things: as long as the one with the smallest is in use, it counts for all of them, and a window longer, for what was
 * sent under it counts so long. What the server itself says it allows is the most.
 */
export class Allowances {
	/** Until when each allowance is in use (clock time, ms). */
	private readonly usedUntil = new Map<number, number>();
	private smallestInUse: number;
	/** What the server has said last, and until when that holds. */
	private server = { allowance: Infinity, until: -Infinity };
	private now = -Infinity;

	/** @param initial what is allowed before any credential has said it */
	constructor(
		initial: number,
		private readonly windowMs: number,
	) {
		this.smallestInUse = initial;
	}

	/** The smallest in use. */
	get smallest(): number {
		const { allowance, until } = this.server;
		return until > this.now ? Math.min(this.smallestInUse, allowance) : this.smallestInUse;
	}

	/** @param allowance that the server names in an answer; it holds for a window, unless another answer follows */
	noteServer(allowance: number, now: number): void {
		this.now = now;
		this.server = { allowance: Math.max(1, allowance), until: now + this.windowMs };
	}

	/** @param allowance that a credential in use names */
	note(allowance: number, now: number): void {
		this.now = now;
		this.usedUntil.set(allowance, now + this.windowMs);
		for (const [known, until] of this.usedUntil) if (until <= now) this.usedUntil.delete(known);
		this.smallestInUse = Math.min(...this.usedUntil.keys());
	}
}
