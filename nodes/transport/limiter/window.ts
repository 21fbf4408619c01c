import { SPREAD_OF_BUSY_TIME, SPREAD_OF_SHARED_TIME, SPREAD_OF_WINDOW } from '../limits';
import type { RateLimitReading } from './rateLimitHeaders';
import { Allowances } from './allowances';
import { SentRequests } from './sentRequests';
import { ServerCount } from './serverCount';
import { SharedAllowance } from './sharedAllowance';

/** What is known of a request whose answer came. */
interface Answered {
	/** When it left (clock time, ms). */
	grantedAt: number;
	/** Other requests of ours that the server may have counted. */
	underWay: number;
	/** How many had stopped counting when it left: the server may count them still. */
	endedBefore: number;
	/** Whether no other request of ours was under way while it was. */
	alone: boolean;
}

/**
 * How much of the allowance is used in the sliding window: by what this process has sent, and by others, as far
 * as answers tell. A request counts from the moment it is sent until a whole window after its **answer**: the
 * server counted it somewhere in between, so no window of the server's, however aligned, can hold more than the
 * allowance. All times are clock times in ms. Reference: 'Rate limits'.
 */
export class Window {
	private readonly sent = new SentRequests();
	private readonly shared: SharedAllowance;
	private readonly server = new ServerCount();
	private readonly allowances: Allowances;
	/** Since when the account has been busy to its limit without a pause of a window, and until when it was. */
	private busy = { since: 0, until: -Infinity };

	constructor(
		allowance: number,
		private readonly windowMs: number,
	) {
		this.shared = new SharedAllowance(windowMs);
		this.allowances = new Allowances(allowance, windowMs);
	}

	/** How many requests have stopped counting since the beginning. */
	get ended(): number {
		return this.sent.ended;
	}

	/** What all credentials that are in use allow, and the server. */
	get allowance(): number {
		return this.allowances.smallest;
	}

	/** @param allowance of a credential whose call waits, is sent, or is answered */
	noteUse(allowance: number, now: number): void {
		this.allowances.note(allowance, now);
	}

	isShared(now: number): boolean {
		return this.shared.isShared(now);
	}

	/** What is left of the allowance now, but for requests under way: beside others, no more than the server would take still. */
	left(now: number): number {
		const left = this.leftByCount(now);
		if (this.shared.slotsOfOthers(now) === 0) return left;
		return Math.min(left, this.leftAtServer(now) - this.shared.reserve);
	}

	/** What the server takes still, as far as its latest answer tells; requests under way are not counted off. */
	leftAtServer(now: number): number {
		this.sent.count(now);
		return this.server.left(this.ended, now);
	}

	/** When a slot is free: a time in the past for 'now', Infinity for 'after an answer'. */
	nextFreeSlot(now: number, underWay: number): number {
		const needed = underWay + 1;
		if (this.left(now) >= needed) return -Infinity;
		const endings = needed - this.leftByCount(now);
		if (this.shared.slotsOfOthers(now) === 0) return this.sent.endOf(endings);
		const atServer = this.server.endingsUntil(needed + this.shared.reserve, this.ended, now);
		return Math.min(this.sent.endOf(Math.max(endings, atServer)), this.shared.freeAt);
	}

	/** Whether the allowance is used up even without what the lane itself has sent. */
	isUsedUpByOthers(lane: string, now: number): boolean {
		this.sent.count(now);
		return this.sent.countOfOthers(lane) + this.shared.slotsOfOthers(now) >= this.allowance;
	}

	/** The least time between two requests, in ms. */
	spacing(now: number): number {
		if (now - this.busy.until > this.windowMs) return 0;
		const share = this.isShared(now) ? SPREAD_OF_SHARED_TIME : SPREAD_OF_BUSY_TIME;
		const spread = share * (now - this.busy.since);
		return Math.min(spread, SPREAD_OF_WINDOW * this.windowMs) / this.allowance;
	}

	noteBusy(now: number): void {
		if (now - this.busy.until > this.windowMs) this.busy.since = now;
		this.busy.until = now;
	}

	/** Counts a request that was answered, or given up. */
	count(lane: string, now: number): void {
		this.sent.add(now + this.windowMs, lane);
	}

	/** Learns from the answer to a request that was counted already. */
	learn({ remaining, resetInMs, limit }: RateLimitReading, now: number, answered: Answered): void {
		const counted = this.sent.count(now);
		// Whoever has taken more counts something else: one address alone, or over a shorter time.
		if (limit !== undefined && counted > limit) return;
		if (limit !== undefined) this.allowances.noteServer(limit, now);
		if (remaining === undefined) return;
		const { underWay, endedBefore, grantedAt, alone } = answered;
		const until = now + Math.min(resetInMs ?? this.windowMs, this.windowMs);
		const { ended, allowance } = this;
		const reading = { now, remaining, counted, ended, grantedAt, until };
		this.server.learn({ ...reading, allowance: limit ?? allowance });
		const uncertain = underWay + ended - endedBefore;
		this.shared.learn({ now, allowance, remaining, counted, uncertain, underWay, alone, until });
	}

	/** The same by what is counted here, and what the latest answer told of others. */
	private leftByCount(now: number): number {
		return this.allowance - this.sent.count(now) - this.shared.slotsOfOthers(now);
	}
}
