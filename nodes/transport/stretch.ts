import { CancelledError, type Clock } from './clock';
import { LONGEST_STRETCH_MS } from './limits';

/** What goes on in stretches: by which clock, and what stops it. */
export interface Pace {
	readonly clock: Clock;
	/** Fires when the execution is stopped. */
	readonly signal?: AbortSignal | undefined;
}

/**
 * How long a run has kept the event loop from others. What it does between two answers may be many items' work, for
 * those that have nothing to wait for follow each other without a pause.
 */
export class Stretch {
	private since: number;

	private pausing: Promise<void> | undefined;

	constructor(private readonly pace: Pace) {
		this.since = pace.clock.now();
	}

	get isLong(): boolean {
		return this.pace.clock.now() - this.since > LONGEST_STRETCH_MS;
	}

	/**
	 * Lets others have the event loop. Those of the run that pause meanwhile go on together, as one stretch.
	 *
	 * @throws CancelledError when the execution was stopped, and each time from then on
	 */
	async pause(): Promise<void> {
		const { clock, signal } = this.pace;
		this.pausing ??= clock.sleep(0).then(() => {
			this.pausing = undefined;
			// The stretch stays long, so that it ends at its next pause where somebody takes this for an item's failure.
			if (signal?.aborted) throw new CancelledError();
			this.since = clock.now();
		});
		await this.pausing;
	}
}

/**
 * Does something with each of many things, one after the other, and lets others have the event loop whenever that has
 * taken long: by the clock, as nobody knows beforehand how much work a thing is.
 *
 * @param work where one thing may be much work, it pauses by itself in between
 * @throws what `work` throws, and CancelledError when the execution is stopped; nothing is done with the things after that one
 */
export async function inStretches<Thing>(
	things: Iterable<Thing>,
	pace: Pace,
	work: (thing: Thing, stretch: Stretch) => Promise<void> | void,
): Promise<void> {
	const stretch = new Stretch(pace);
	for (const thing of things) {
		const underWay = work(thing, stretch);
		if (underWay !== undefined) await underWay;
		if (stretch.isLong) await stretch.pause();
	}
}
