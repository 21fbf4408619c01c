/**
 * While others share the allowance, so much of it is left alone, as a share of it: requests of theirs may be
 * under way to the last free slots.
 */
const RESERVE = 0.02;

/** The reserve is no larger than this, so that an allowance that was set far too high does not block. */
const LARGEST_RESERVE = 10;

/** What one answer says of the account, beside what this process has spent itself. */
export interface AllowanceReading {
	/** Clock time, ms. */
	now: number;
	/** Requests a window that the account may make. */
	allowance: number;
	/** What the server says is left of it. */
	remaining: number;
	/** Requests of this process that count. */
	counted: number;
	/** Further requests of this process that the server may have counted: under way, or ended meanwhile. */
	uncertain: number;
	/** When what others have spent is free again at the latest (clock time, ms). */
	until: number;
}

/**
 * What others (workers of the same n8n, other systems) spend of the account's allowance, learnt from what the
 * server says is left. The server counts some requests of ours that are under way, and nobody knows which, so
 * others are believed in only where the difference cannot be our own.
 * Reference: 'Rate limits' (headers INFERRED).
 */
export class SharedAllowance {
	private slots = 0;
	private until = -Infinity;
	private sharedUntil = -Infinity;

	constructor(private readonly windowMs: number) {}

	/** Slots that are not ours, as far as known: spent by others, or left to them. */
	slotsOfOthers(now: number): number {
		return this.until > now ? this.slots : 0;
	}

	/** When those slots are free at the latest (clock time, ms). */
	get freeAt(): number {
		return this.until;
	}

	/** Whether others were at work within the last window. */
	isShared(now: number): boolean {
		return this.sharedUntil > now;
	}

	learn({ now, allowance, remaining, counted, uncertain, until }: AllowanceReading): void {
		const difference = allowance - remaining - counted;
		if (difference > uncertain) this.sharedUntil = now + this.windowMs;
		const reserve = Math.min(LARGEST_RESERVE, Math.ceil(allowance * RESERVE));
		this.slots = this.isShared(now) ? Math.max(0, difference) + reserve : 0;
		this.until = until;
	}
}
