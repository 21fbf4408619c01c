import { CancelledError, type Clock } from '../clock';
import type { RateLimitReading } from './rateLimitHeaders';
import { SentRequests } from './sentRequests';
import { SharedAllowance } from './sharedAllowance';

/** The right to send one request. It has to be given back, whatever became of the request. */
export interface Slot {
	/** When the slot was granted (clock time, ms). */
	readonly grantedAt: number;
	/** @param reading what the answer's headers say of the allowance, where there was an answer */
	release(reading?: RateLimitReading): void;
}

export interface ThrottleOptions {
	/** Requests allowed in any window. */
	allowance: number;
	/** The window, in ms. */
	windowMs: number;
	/** Requests that may be under way at once. */
	inFlight: number;
	/** How long to hold the account after a 429, in ms, by the server's wish and the refusals in a row. */
	refusalDelay: (retryAfterMs: number | undefined, refusalsInARow: number) => number;
	clock: Clock;
}

export interface AcquireOptions {
	/** Calls of one lane are served in order; lanes take turns. */
	lane: string;
	signal?: AbortSignal;
	/** The longest that the call may wait because of others, in ms (below 0: no longer); no end when left out. */
	maximumWaitMs?: number;
}

/** Thrown when a call would have to wait longer for others than it may. */
export class MaximumWaitError extends Error {
	/** @param wouldWaitMs how long the call would have had to wait from now, in ms */
	constructor(readonly wouldWaitMs: number) {
		super('The wait for the limit would be longer than allowed');
		this.name = 'MaximumWaitError';
	}
}

interface Waiter {
	readonly maximumWaitMs: number;
	/** Since when nothing of its own lane is before it (clock time, ms). */
	firstSince?: number;
	grant(slot: Slot): void;
	refuse(error: Error): void;
}

/**
 * The longer the account has been busy to its limit, the more evenly requests are spread, so that other
 * processes find room between them: over at most this share of the time that it has been busy for …
 */
const SPREAD_OF_BUSY_TIME = 0.015;

/** … and over at most this share of a window. */
const SPREAD_OF_WINDOW = 0.15;

/** Close to the end of a shared allowance, a process has at most this share of what is left under way. */
const SHARE_UNDER_WAY = 0.25;

/** A request that has been under way for longer than this, in ms, has been counted by the server. */
const UNDECIDED_MS = 5_000;

/**
 * A sliding-window limiter, fair between lanes (a lane is an execution, or one call of the editor).
 *
 * A request counts from the moment it is sent until a whole window after its **answer**: the server counted
 * it somewhere in between, so no window of the server's, however aligned, can hold more than the allowance.
 * Waiting costs one timer for the account, whatever the number of waiting calls.
 * Reference: 'Rate limits'.
 */
export class Throttle {
	private allowance: number;
	/** When each of the requests under way was granted (clock time, ms), oldest first. */
	private readonly underWay = new Set<{ grantedAt: number }>();
	private readonly sent = new SentRequests();
	private readonly shared: SharedAllowance;
	/** After a 429: nothing is sent until then, and after that one request alone, until it is answered. */
	private hold = { since: -Infinity, until: -Infinity, refusals: 0 };
	/** Since when the account has been busy to its limit without a pause of a window, and until when it was. */
	private busy = { since: 0, until: -Infinity };
	private lastGrantAt = -Infinity;
	private readonly lanes = new Map<string, Set<Waiter>>();
	private wakeAt = Infinity;

	constructor(private readonly options: ThrottleOptions) {
		this.allowance = options.allowance;
		this.shared = new SharedAllowance(options.windowMs);
	}

	/** @param allowance requests allowed in any window from now on */
	setAllowance(allowance: number): void {
		if (allowance === this.allowance) return;
		this.allowance = allowance;
		this.pump();
	}

	/** Calls that wait for a slot now. */
	get waiting(): number {
		let count = 0;
		for (const lane of this.lanes.values()) count += lane.size;
		return count;
	}

	/**
	 * Waits for the right to send one request.
	 *
	 * @throws CancelledError when the signal fires first; the place in the queue is given up
	 * @throws MaximumWaitError as soon as it is known that others keep the call waiting for too long
	 */
	async acquire({ lane, signal, maximumWaitMs = Infinity }: AcquireOptions): Promise<Slot> {
		if (signal?.aborted) throw new CancelledError();
		if (maximumWaitMs < 0) throw new MaximumWaitError(0);
		return await new Promise<Slot>((resolve, reject) => {
			const refuse = (error: Error): void => {
				signal?.removeEventListener('abort', onAbort);
				this.leave(lane, waiter);
				reject(error);
			};
			const onAbort = (): void => refuse(new CancelledError());
			const waiter: Waiter = {
				maximumWaitMs,
				refuse,
				grant: (slot) => {
					signal?.removeEventListener('abort', onAbort);
					resolve(slot);
				},
			};
			signal?.addEventListener('abort', onAbort, { once: true });
			const queue = this.lanes.get(lane) ?? new Set<Waiter>();
			this.lanes.set(lane, queue.add(waiter));
			this.pump();
			if (queue.size === 1) this.refuseHopeless(lane, this.lanes.size - 1);
		});
	}

	private leave(lane: string, waiter: Waiter): void {
		const queue = this.lanes.get(lane);
		queue?.delete(waiter);
		if (queue?.size === 0) this.lanes.delete(lane);
	}

	/** Serves waiting calls as long as there is room, then sets the one timer for the rest. */
	private pump(): void {
		const now = this.options.clock.now();
		while (this.lanes.size > 0 && this.nextOpening(now) <= now) this.serveNext();
		if (this.lanes.size === 0) return;
		if (this.nextFreeSlot(now) > now) this.noteBusy(now);
		this.wakeLater(this.nextOpening(now));
	}

	/** When the next request may leave: a time in the past for 'now', Infinity for 'after an answer'. */
	private nextOpening(now: number): number {
		if (this.underWay.size >= this.options.inFlight) return Infinity;
		const spread = this.lastGrantAt + this.spacing(now);
		return Math.max(this.hold.until, spread, this.nextFreeSlot(now), this.undecidedUntil(now));
	}

	private nextFreeSlot(now: number): number {
		const others = this.shared.slotsOfOthers(now);
		const excess = this.underWay.size + this.sent.count(now) + others - this.allowance + 1;
		if (excess <= 0) return now;
		const ownOpening = this.sent.endOf(excess);
		return others > 0 ? Math.min(ownOpening, this.shared.freeAt) : ownOpening;
	}

	/** Until when answers have to be awaited first, where what is left of the allowance is not certain. */
	private undecidedUntil(now: number): number {
		const probing = this.hold.refusals > 0;
		if (!probing && !this.shared.isShared(now)) return -Infinity;
		const since = Math.max(now - UNDECIDED_MS, probing ? this.hold.since : -Infinity);
		const undecided = [...this.underWay].filter(({ grantedAt }) => grantedAt > since);
		const left = this.allowance - this.sent.count(now) - this.shared.slotsOfOthers(now);
		const most = probing ? 1 : Math.max(1, Math.floor(left * SHARE_UNDER_WAY));
		const lastOfTooMany = undecided[undecided.length - most];
		return lastOfTooMany === undefined ? -Infinity : lastOfTooMany.grantedAt + UNDECIDED_MS;
	}

	/** The least time between two requests, in ms. */
	private spacing(now: number): number {
		const { windowMs } = this.options;
		if (now - this.busy.until > windowMs) return 0;
		const spread = SPREAD_OF_BUSY_TIME * (now - this.busy.since);
		return Math.min(spread, SPREAD_OF_WINDOW * windowMs) / this.allowance;
	}

	private noteBusy(now: number): void {
		if (now - this.busy.until > this.options.windowMs) this.busy.since = now;
		this.busy.until = now;
	}

	private serveNext(): void {
		const next = this.lanes.entries().next();
		if (next.done) return;
		const [lane, queue] = next.value;
		const [waiter] = queue;
		this.lanes.delete(lane);
		if (waiter === undefined) return;
		queue.delete(waiter);
		this.lastGrantAt = this.options.clock.now();
		waiter.grant(this.slot(lane));
		if (queue.size === 0) return;
		// To the end of the round: the lanes take turns.
		this.lanes.set(lane, queue);
		this.refuseHopeless(lane, this.lanes.size - 1);
	}

	private slot(lane: string): Slot {
		const grantedAt = this.options.clock.now();
		const endedBefore = this.sent.ended;
		const request = { grantedAt };
		this.underWay.add(request);
		return {
			grantedAt,
			release: (reading) => {
				if (!this.underWay.delete(request)) return;
				this.sent.add(this.options.clock.now() + this.options.windowMs, lane);
				if (reading !== undefined) this.learn(reading, grantedAt, endedBefore);
				this.pump();
			},
		};
	}

	private learn(reading: RateLimitReading, grantedAt: number, endedBefore: number): void {
		if (reading.refused) this.holdAccount(reading.retryAfterMs, grantedAt);
		else if (grantedAt > this.hold.since) this.hold.refusals = 0;
		if (reading.remaining === undefined || reading.refused) return;
		const { windowMs, clock } = this.options;
		const now = clock.now();
		const counted = this.sent.count(now);
		this.shared.learn({
			now,
			allowance: this.allowance,
			remaining: reading.remaining,
			counted,
			uncertain: this.underWay.size + this.sent.ended - endedBefore,
			until: now + Math.min(reading.resetInMs ?? windowMs, windowMs),
		});
	}

	/**
	 * Holds the whole account after a 429. The refusal of a request that left before the present hold began
	 * says nothing new and does not lengthen it.
	 */
	private holdAccount(retryAfterMs: number | undefined, grantedAt: number): void {
		if (grantedAt <= this.hold.since) return;
		const now = this.options.clock.now();
		const refusals = this.hold.refusals + 1;
		const until = now + this.options.refusalDelay(retryAfterMs, refusals);
		this.hold = { since: now, until: Math.max(this.hold.until, until), refusals };
		[...this.lanes.keys()].forEach((lane, position) => this.refuseHopeless(lane, position));
	}

	/** Refuses the first calls of a lane as long as others keep them waiting for longer than they may. */
	private refuseHopeless(lane: string, position: number): void {
		const now = this.options.clock.now();
		const opensAt = this.openingAgainstOthers(lane, position, now);
		for (const waiter of this.lanes.get(lane) ?? []) {
			waiter.firstSince ??= now;
			const wouldWaitMs = opensAt - waiter.firstSince;
			if (wouldWaitMs <= waiter.maximumWaitMs) return;
			waiter.refuse(new MaximumWaitError(wouldWaitMs));
		}
	}

	/** When the lane would be served if it had sent nothing itself: its own queue is no reason to give up. */
	private openingAgainstOthers(lane: string, position: number, now: number): number {
		const others = this.sent.countOfOthers(lane) + this.shared.slotsOfOthers(now);
		const rounds = Math.floor(position / this.allowance) * this.options.windowMs;
		const free = others < this.allowance ? now : this.nextFreeSlot(now);
		return Math.max(this.hold.until, Number.isFinite(free) ? free : now) + rounds;
	}

	private wakeLater(at: number): void {
		if (at === Infinity || at >= this.wakeAt) return;
		this.wakeAt = at;
		void this.options.clock.sleep(Math.max(0, at - this.options.clock.now())).then(() => {
			// A timer that was overtaken by an earlier one has nothing left to do.
			if (this.wakeAt !== at) return;
			this.wakeAt = Infinity;
			this.pump();
		});
	}
}
