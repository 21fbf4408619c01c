import { CancelledError, type Clock } from './clock';
import type { RateLimitReading } from './rateLimitHeaders';

interface Waiter {
	grant(slot: Slot): void;
}

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
	private inFlight = 0;
	/** When the counted requests stop counting, oldest first; those before `firstLive` are over. */
	private expiries: number[] = [];
	private firstLive = 0;
	/** Slots that somebody else has spent, as the server told us, and until when. */
	private foreign = { slots: 0, until: 0 };
	private heldUntil = 0;
	private heldAt = -Infinity;
	private refusals = 0;
	private readonly lanes = new Map<string, Set<Waiter>>();
	private wakeAt = Infinity;

	constructor(private readonly options: ThrottleOptions) {
		this.allowance = options.allowance;
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
	 * @param lane calls of one lane are served in order; lanes take turns
	 * @throws CancelledError when the signal fires first; the place in the queue is given up
	 */
	async acquire(lane: string, signal?: AbortSignal): Promise<Slot> {
		if (signal?.aborted) throw new CancelledError();
		return await new Promise<Slot>((resolve, reject) => {
			const onAbort = (): void => {
				this.leave(lane, waiter);
				reject(new CancelledError());
			};
			const waiter: Waiter = {
				grant: (slot) => {
					signal?.removeEventListener('abort', onAbort);
					resolve(slot);
				},
			};
			signal?.addEventListener('abort', onAbort, { once: true });
			const queue = this.lanes.get(lane) ?? new Set<Waiter>();
			this.lanes.set(lane, queue.add(waiter));
			this.pump();
		});
	}

	private leave(lane: string, waiter: Waiter): void {
		const queue = this.lanes.get(lane);
		queue?.delete(waiter);
		if (queue?.size === 0) this.lanes.delete(lane);
	}

	/** Serves waiting calls as long as there is room, then sets the one timer for the rest. */
	private pump(): void {
		while (this.lanes.size > 0 && this.nextOpening() <= this.options.clock.now()) this.serveNext();
		if (this.lanes.size > 0) this.wakeLater(this.nextOpening());
	}

	/** When the next request may leave: a time in the past for 'now', Infinity for 'after an answer'. */
	private nextOpening(): number {
		if (this.inFlight >= this.options.inFlight) return Infinity;
		return Math.max(this.heldUntil, this.nextFreeSlot());
	}

	private nextFreeSlot(): number {
		const now = this.options.clock.now();
		this.forgetExpired(now);
		const foreign = this.foreign.until > now ? this.foreign.slots : 0;
		const excess = this.inFlight + this.live() + foreign - this.allowance + 1;
		if (excess <= 0) return now;
		const ownOpening = this.expiries[this.firstLive + excess - 1] ?? Infinity;
		return foreign > 0 ? Math.min(ownOpening, this.foreign.until) : ownOpening;
	}

	private live(): number {
		return this.expiries.length - this.firstLive;
	}

	private forgetExpired(now: number): void {
		while (this.live() > 0 && (this.expiries[this.firstLive] ?? Infinity) <= now)
			this.firstLive += 1;
		if (this.firstLive > 1024 && this.firstLive * 2 > this.expiries.length) {
			this.expiries = this.expiries.slice(this.firstLive);
			this.firstLive = 0;
		}
	}

	private serveNext(): void {
		const next = this.lanes.entries().next();
		if (next.done) return;
		const [lane, queue] = next.value;
		const [waiter] = queue;
		this.lanes.delete(lane);
		if (waiter === undefined) return;
		queue.delete(waiter);
		// To the end of the round: the lanes take turns.
		if (queue.size > 0) this.lanes.set(lane, queue);
		this.inFlight += 1;
		waiter.grant(this.slot());
	}

	private slot(): Slot {
		let released = false;
		const grantedAt = this.options.clock.now();
		return {
			grantedAt,
			release: (reading) => {
				if (released) return;
				released = true;
				this.inFlight -= 1;
				this.expiries.push(this.options.clock.now() + this.options.windowMs);
				if (reading !== undefined) this.learn(reading, grantedAt);
				this.pump();
			},
		};
	}

	private learn(reading: RateLimitReading, grantedAt: number): void {
		if (reading.refused) this.hold(reading.retryAfterMs, grantedAt);
		else this.refusals = 0;
		if (reading.remaining !== undefined) this.learnRemaining(reading.remaining, reading.resetInMs);
	}

	/**
	 * Holds the whole account after a 429. The refusal of a request that left before the present hold began
	 * says nothing new and does not lengthen it.
	 */
	private hold(retryAfterMs: number | undefined, grantedAt: number): void {
		if (grantedAt <= this.heldAt) return;
		const now = this.options.clock.now();
		this.refusals += 1;
		this.heldAt = now;
		const until = now + this.options.refusalDelay(retryAfterMs, this.refusals);
		this.heldUntil = Math.max(this.heldUntil, until);
	}

	/** Lets the server's own count override ours where it leaves us less. */
	private learnRemaining(remaining: number, resetInMs: number | undefined): void {
		const now = this.options.clock.now();
		this.forgetExpired(now);
		const ourRoom = this.allowance - this.inFlight - this.live();
		// Requests still under way may not be in the server's count yet.
		const serverRoom = remaining - this.inFlight;
		this.foreign = {
			slots: Math.max(0, ourRoom - serverRoom),
			until: now + Math.min(resetInMs ?? this.options.windowMs, this.options.windowMs),
		};
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
