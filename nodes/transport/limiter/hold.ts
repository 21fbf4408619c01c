import { FAILURES_OF_AN_OUTAGE } from '../limits';
import type { RateLimitReading } from './rateLimitHeaders';

/** Why an account is held. */
export type HoldReason = 'limit' | 'outage';

export interface HoldDelays {
	/** How long to hold the account after a 429, in ms, by the server's wish and the refusals in a row. */
	refusalDelay: (retryAfterMs: number | undefined, refusalsInARow: number) => number;
	/** The same after a failed look for the end of an outage. */
	outageDelay: (retryAfterMs: number | undefined, looks: number) => number;
}

/**
 * When nothing at all may be sent for an account: after a 429, and while Pelcro is away. Once the time is over, one
 * request goes ahead alone (the probe), and its answer ends the hold or lengthens it. All times are clock times in ms.
 */
export class Hold {
	until = -Infinity;
	/** When the present hold began, or was lengthened by a probe. */
	since = -Infinity;
	private refusals = 0;
	/** When the request that was refused had left. */
	private refusedGrantedAt = -Infinity;
	/** Failures in a row of the kind 'Pelcro is not there', and when the first of them was seen. */
	private failures = 0;
	/** Which calls those were: one alone that fails again and again may be all that is wrong. */
	private readonly failing = new Set<unknown>();
	private firstFailureAt = -Infinity;
	private looks = 0;
	/** Whether Pelcro has ever answered this process: an address where nobody ever was has no outage. */
	private seen = false;
	/** For how long Pelcro has been away in all outages that are over. */
	private awayMs = 0;

	constructor(private readonly delays: HoldDelays) {}

	/** Whether one request alone has to find out whether the hold is over. */
	get probing(): boolean {
		return this.refusals > 0 || this.isOutage;
	}

	get isOutage(): boolean {
		return this.looks > 0;
	}

	get reason(): HoldReason {
		return this.isOutage ? 'outage' : 'limit';
	}

	/** Since when Pelcro has been away; undefined while it is there. */
	get awaySince(): number | undefined {
		return this.isOutage ? this.firstFailureAt : undefined;
	}

	/** For how long Pelcro has been away so far, in ms, the present outage included. */
	totalAwayMs(now: number): number {
		return this.awayMs + (this.isOutage ? now - this.firstFailureAt : 0);
	}

	/**
	 * @param grantedAt when the request left
	 * @param underWay how many others are under way
	 * @returns whether the hold has grown, so that some may not be able to wait for its end
	 */
	learn(reading: RateLimitReading, grantedAt: number, now: number, underWay: number): boolean {
		if (reading.refused) return this.learnRefusal(reading.retryAfterMs, grantedAt, now);
		if (reading.away) return this.learnFailure(reading, grantedAt, now);
		// No answer in time says nothing of the others.
		if (reading.unanswered) return false;
		this.endOutage(now);
		if (grantedAt > this.since) this.refusals = 0;
		else if (this.refutes(reading, grantedAt, underWay)) this.endHold();
		return false;
	}

	/**
	 * One that left before the hold began says little new: it is no further refusal, but what it asks for counts.
	 */
	private learnRefusal(retryAfterMs: number | undefined, grantedAt: number, now: number): boolean {
		this.seen = true;
		if (grantedAt <= this.since) {
			if (retryAfterMs === undefined) return false;
			return this.extend(now + this.delays.refusalDelay(retryAfterMs, 1));
		}
		this.refusals += 1;
		this.since = now;
		this.refusedGrantedAt = grantedAt;
		return this.extend(now + this.delays.refusalDelay(retryAfterMs, this.refusals));
	}

	private learnFailure(
		{ retryAfterMs, unanswered, call }: RateLimitReading,
		grantedAt: number,
		now: number,
	): boolean {
		if (!unanswered) this.seen = true;
		if (!this.seen) return false;
		if (this.failures === 0) this.firstFailureAt = now;
		this.failures += 1;
		this.failing.add(call);
		const isOutage = this.failures >= FAILURES_OF_AN_OUTAGE && this.failing.size > 1;
		if (!this.isOutage && !isOutage) return false;
		if (this.isOutage && grantedAt <= this.since) {
			return retryAfterMs === undefined ? false : this.extend(now + retryAfterMs);
		}
		this.looks += 1;
		this.since = now;
		return this.extend(now + this.delays.outageDelay(retryAfterMs, this.looks));
	}

	/**
	 * A success that left later than what was refused, and sees plenty left, tells that the refusal was about
	 * a window that is over: a server's count and its timer can be two things.
	 */
	private refutes({ remaining }: RateLimitReading, grantedAt: number, underWay: number): boolean {
		const isLimit = this.refusals > 0 && !this.isOutage;
		return isLimit && grantedAt > this.refusedGrantedAt && (remaining ?? 0) > underWay;
	}

	private endOutage(now: number): void {
		this.seen = true;
		const wasOutage = this.isOutage;
		if (wasOutage) this.awayMs += now - this.firstFailureAt;
		this.failures = 0;
		this.failing.clear();
		this.looks = 0;
		if (wasOutage && this.refusals === 0) this.until = -Infinity;
	}

	private endHold(): void {
		this.refusals = 0;
		this.until = -Infinity;
	}

	private extend(until: number): boolean {
		const longer = until > this.until;
		this.until = Math.max(this.until, until);
		return longer;
	}
}
