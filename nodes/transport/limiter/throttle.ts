import { CancelledError, type Clock } from '../clock';
import { OPENING_MS, SHARE_UNDER_WAY, UNDECIDED_MS } from '../limits';
import { Hold, type HoldDelays, type HoldReason } from './hold';
import { Queue, type Waiter } from './queue';
import type { RateLimitReading } from './rateLimitHeaders';
import { Window } from './window';

/** The right to send one request. It has to be given back, whatever became of the request. */
export interface Slot {
	/** When the slot was granted (clock time, ms). */
	readonly grantedAt: number;
	/** Whether it could not be granted at once. */
	readonly waited: boolean;
	/** @param reading what the answer, or the lack of one, says of the account */
	release(reading?: RateLimitReading): void;
}

export interface ThrottleOptions extends HoldDelays {
	/** Requests allowed in any window, where a call does not say what its credential allows. */
	allowance: number;
	/** The window, in ms. */
	windowMs: number;
	/** Requests that may be under way at once, and downloads besides them. */
	inFlight: number;
	downloadsInFlight?: number;
	clock: Clock;
}

export interface AcquireOptions {
	/** Calls of one lane are served in order; lanes take turns. */
	lane: string;
	/** Downloads take long, and so have places of their own. */
	download?: boolean;
	signal?: AbortSignal;
	/** The longest that the call may wait because of others, in ms no end when left out. */
	maximumWaitMs?: number;
	/** Since when the call has waited for others already (clock time, ms). */
	heldSince?: number;
	/** Requests allowed in any window by the call's credential: of all that are in use, the smallest counts. */
	allowance?: number;
}

/** Thrown when a call would have to wait longer for others than it may. */
export class MaximumWaitError extends Error {
	/** @param wouldWaitMs how long the call would have had to wait, as far as is known, in ms */
	constructor(
		readonly wouldWaitMs: number,
		readonly reason: HoldReason = 'limit',
	) {
		super('The wait for others would be longer than allowed');
		this.name = 'MaximumWaitError';
	}
}

interface UnderWay {
	grantedAt: number;
	lane: string;
	download: boolean;
	allowance: number;
}

/** Nothing is known of a request that was given up. */
const UNANSWERED: RateLimitReading = { refused: false, unanswered: true };

/**
 * Lets an account's requests go: when the window has room (`Window`), nothing holds the account (`Hold`), and
 * it is their turn (`Queue`). Waiting costs one timer for the account, whatever the number of waiting calls.
 */
export class Throttle {
	private readonly window: Window;
	private readonly hold: Hold;
	private readonly queue = new Queue<Slot>();
	/** Oldest first. */
	private readonly underWay = new Set<UnderWay>();
	private lastGrantAt = -Infinity;
	/** How many requests have been granted since the beginning. */
	private granted = 0;
	/** The request that goes ahead alone into a new window. */
	private opening: UnderWay | 'next' | undefined = 'next';
	private wakeAt = Infinity;

	constructor(private readonly options: ThrottleOptions) {
		this.window = new Window(options.allowance, options.windowMs);
		this.hold = new Hold(options);
	}

	/** Calls that wait for a slot now. */
	get waiting(): number {
		return this.queue.size;
	}

	/** Whether Pelcro is held to be away. */
	get isAway(): boolean {
		return this.hold.isOutage;
	}

	/** For how long Pelcro has been away since this process began, in ms. */
	get awayMs(): number {
		return this.hold.totalAwayMs(this.options.clock.now());
	}

	/**
	 * Waits for the right to send one request.
	 *
	 * @throws CancelledError when the signal fires first; the place in the queue is given up
	 * @throws MaximumWaitError as soon as it is known that others keep the call waiting for too long
	 */
	async acquire(options: AcquireOptions): Promise<Slot> {
		const { lane, download = false, signal, maximumWaitMs = Infinity, heldSince } = options;
		const { allowance = this.options.allowance } = options;
		if (signal?.aborted) throw new CancelledError();
		return await new Promise<Slot>((resolve, reject) => {
			const refuse = (error: Error): void => {
				signal?.removeEventListener('abort', onAbort);
				this.queue.delete(waiter);
				reject(error);
			};
			const onAbort = (): void => refuse(new CancelledError());
			const waiter: Waiter<Slot> = {
				lane,
				download,
				maximumWaitMs,
				heldSince,
				allowance,
				refuse,
				grant: (slot) => {
					signal?.removeEventListener('abort', onAbort);
					resolve(slot);
				},
			};
			signal?.addEventListener('abort', onAbort, { once: true });
			this.queue.add(waiter);
			this.pump();
			waiter.waited = true;
		});
	}

	/** Serves waiting calls as long as there is room, then sets the one timer for the rest. */
	private pump(): void {
		const now = this.options.clock.now();
		for (const call of [...this.queue.heads(), ...this.underWay]) {
			this.window.noteUse(call.allowance, now);
		}
		while (this.opensAt(now) <= now && this.serveNext(now));
		this.refuseOverdue(now);
		if (this.queue.isEmpty) return;
		const freeAt = this.window.nextFreeSlot(now, this.underWay.size);
		if (freeAt > now) {
			this.window.noteBusy(now);
			if (freeAt - now > OPENING_MS && freeAt !== Infinity) this.opening = 'next';
		}
		const deadlines = this.queue.heads().map((head) => this.deadlineOf(head, now));
		this.wakeLater(Math.min(this.opensAt(now), ...deadlines), now);
	}

	/** When the next request may leave: a time in the past for 'now', Infinity for 'after an answer'. */
	private opensAt(now: number): number {
		if (!this.queue.heads().some((head) => this.hasPlace(head))) return Infinity;
		return Math.max(
			this.hold.until,
			this.lastGrantAt + this.window.spacing(now),
			this.window.nextFreeSlot(now, this.underWay.size),
			this.certainAt(now),
		);
	}

	private hasPlace({ download }: Waiter<Slot>): boolean {
		const { inFlight, downloadsInFlight = inFlight } = this.options;
		let taken = 0;
		for (const request of this.underWay) if (request.download === download) taken += 1;
		return taken < (download ? downloadsInFlight : inFlight);
	}

	/** When no answer has to be awaited first any more: where what is left of the allowance is not certain. */
	private certainAt(now: number): number {
		const { probing, since: holdSince } = this.hold;
		const openedAt = typeof this.opening === 'object' ? this.opening.grantedAt : -Infinity;
		const openUntil = openedAt + OPENING_MS;
		const since = Math.max(now - UNDECIDED_MS, probing ? holdSince : -Infinity);
		const undecided = [...this.underWay].filter(({ grantedAt }) => grantedAt > since);
		const lastOfTooMany = undecided[undecided.length - (probing ? 1 : this.mostUnderWay(now))];
		return Math.max(openUntil, (lastOfTooMany?.grantedAt ?? -Infinity) + UNDECIDED_MS);
	}

	/** How many requests may be under way with what is left: alone all of it, beside others only a share. */
	private mostUnderWay(now: number): number {
		if (!this.window.isShared(now)) return Math.max(1, this.window.leftAtServer(now));
		return Math.max(1, Math.floor(this.window.left(now) * SHARE_UNDER_WAY));
	}

	private serveNext(now: number): boolean {
		const waiter = this.queue.take((head) => this.hasPlace(head));
		if (waiter === undefined) return false;
		this.lastGrantAt = now;
		waiter.grant(this.slot(waiter, now));
		return true;
	}

	private slot(
		{ lane, download, allowance, waited = false }: Waiter<Slot>,
		grantedAt: number,
	): Slot {
		const endedBefore = this.window.ended;
		const request: UnderWay = { grantedAt, lane, download, allowance };
		const isFirst = this.underWay.size === 0;
		this.underWay.add(request);
		this.granted += 1;
		const number = this.granted;
		if (this.opening === 'next') this.opening = request;
		return {
			grantedAt,
			waited,
			release: (reading = UNANSWERED) => {
				if (!this.underWay.delete(request)) return;
				if (this.opening === request) this.opening = undefined;
				const now = this.options.clock.now();
				this.window.noteUse(allowance, now);
				this.window.count(lane, now);
				const underWay = this.underWay.size;
				const alone = isFirst && number === this.granted;
				if (!reading.refused) {
					this.window.learn(reading, now, { grantedAt, underWay, endedBefore, alone });
				}
				this.hold.learn(reading, grantedAt, now, underWay);
				this.pump();
			},
		};
	}

	/** Refuses the first calls of the lanes as long as others keep them waiting for longer than they may. */
	private refuseOverdue(now: number): void {
		for (;;) {
			const overdue = this.queue.heads().filter((head, position) => {
				const wouldWaitMs = this.wouldWaitMs(head, position, now);
				if (wouldWaitMs <= head.maximumWaitMs) return false;
				head.refuse(new MaximumWaitError(wouldWaitMs, this.hold.reason));
				return true;
			});
			if (overdue.length === 0) return;
		}
	}

	/** How long the call will have waited for others: its own run's requests are no reason to give up. */
	private wouldWaitMs(head: Waiter<Slot>, position: number, now: number): number {
		const { allowance } = this.window;
		const rounds = Math.floor(position / allowance) * this.options.windowMs;
		const forOthers = this.waitsForOthers(head, now) || rounds > 0;
		if (!forOthers) head.firstSince = undefined;
		head.firstSince ??= now;
		if (!forOthers) return 0;
		const usedUp = this.window.isUsedUpByOthers(head.lane, now);
		const freeAt = usedUp ? this.window.nextFreeSlot(now, this.underWay.size) : now;
		const opensAt = Math.max(now, this.hold.until, Number.isFinite(freeAt) ? freeAt : now);
		return opensAt + rounds - this.startOf(head, now);
	}

	private waitsForOthers(head: Waiter<Slot>, now: number): boolean {
		if (this.hold.until > now || this.hold.probing) return true;
		if (typeof this.opening === 'object' && this.opening.lane !== head.lane) return true;
		if (this.window.isUsedUpByOthers(head.lane, now)) return true;
		return !this.hasPlace(head) && [...this.underWay].some(({ lane }) => lane !== head.lane);
	}

	/** When the first call of a lane will have waited for too long; Infinity where only its own run is before it. */
	private deadlineOf(head: Waiter<Slot>, now: number): number {
		const { maximumWaitMs } = head;
		if (maximumWaitMs === Infinity || !this.waitsForOthers(head, now)) return Infinity;
		return this.startOf(head, now) + maximumWaitMs + 1;
	}

	/** Since when the call waits for others: an outage that has lasted for longer than it may wait is over for it. */
	private startOf({ firstSince, heldSince = Infinity }: Waiter<Slot>, now: number): number {
		return Math.min(firstSince ?? now, heldSince, this.hold.awaySince ?? Infinity);
	}

	private wakeLater(at: number, now: number): void {
		if (at === Infinity || at >= this.wakeAt) return;
		this.wakeAt = at;
		void this.options.clock.sleep(Math.max(0, at - now)).then(() => {
			// A timer that was overtaken by an earlier one has nothing left to do.
			if (this.wakeAt !== at) return;
			this.wakeAt = Infinity;
			this.pump();
		});
	}
}
