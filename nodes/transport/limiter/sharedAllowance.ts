import { LARGEST_RESERVE, RESERVE } from '../limits';

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
	/** Those under way. */
	underWay: number;
	/** Whether no other request of this process was under way while the answered one was. */
	alone: boolean;
	/** When what others have spent is free again at the latest (clock time, ms). */
	until: number;
}

/**
 * What others (workers of the same n8n, other systems) spend of the account's allowance, learnt from what the
 * server says is left. The server counts some requests of ours that are under way, and nobody knows which, so
 * others are believed in only where the difference cannot be our own: the difference to what we count, and that to
 * the latest answer with which none of ours was under way.
 * Reference: 'Rate limits' (headers INFERRED).
 */
export class SharedAllowance {
	private slots = 0;
	/** So many of them are left to requests of others that are under way. */
	reserve = 0;
	private until = -Infinity;
	private sharedUntil = -Infinity;
	private answered = 0;
	/** What was left when the latest request that was alone was answered, and which one it was. */
	private certain: { remaining: number; answered: number } | undefined;

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

	learn(reading: AllowanceReading): void {
		const { now, allowance, remaining, counted, uncertain, until } = reading;
		const difference = allowance - remaining - counted;
		if (difference > uncertain || this.takenByOthers(reading) > 0) {
			this.sharedUntil = now + this.windowMs;
		}
		this.reserve = Math.min(LARGEST_RESERVE, Math.ceil(allowance * RESERVE));
		this.slots = this.isShared(now) ? Math.max(0, difference) + this.reserve : 0;
		this.until = until;
	}

	/** How many requests since the latest certain answer cannot have been ours. */
	private takenByOthers({ remaining, underWay, alone }: AllowanceReading): number {
		this.answered += 1;
		if (alone) this.certain = { remaining, answered: this.answered };
		if (this.certain === undefined) return 0;
		const answeredSince = this.answered - this.certain.answered;
		return this.certain.remaining - remaining - answeredSince - underWay;
	}
}
