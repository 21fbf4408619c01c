import type { Clock } from './clock';
import { LONGEST_STRETCH_MS } from './limits';

/**
 * How long a run has kept the event loop from others. What it does between two answers may be many items' work, for
 * those that have nothing to wait for follow each other without a pause.
 */
export class Stretch {
	private since: number;

	private pausing: Promise<void> | undefined;

	constructor(private readonly clock: Clock) {
		this.since = clock.now();
	}

	get isLong(): boolean {
		return this.clock.now() - this.since > LONGEST_STRETCH_MS;
	}

	/** Lets others have the event loop. Those of the run that pause meanwhile go on together, as one stretch. */
	async pause(): Promise<void> {
		this.pausing ??= this.clock.sleep(0).then(() => {
			this.since = this.clock.now();
			this.pausing = undefined;
		});
		await this.pausing;
	}
}

/**
 * Does something with each of many things, one after the other, and lets others have the event loop whenever that has
 * taken long: by the clock, as nobody knows beforehand how much work a thing is.
 *
 * @param work where one thing may be much work, it pauses by itself in between
 * @throws what `work` throws; nothing is done with the things after that one
 */
export async function inStretches<Thing>(
	things: Iterable<Thing>,
	clock: Clock,
	work: (thing: Thing, stretch: Stretch) => Promise<void> | void,
): Promise<void> {
	const stretch = new Stretch(clock);
	for (const thing of things) {
		const underWay = work(thing, stretch);
		if (underWay !== undefined) await underWay;
		if (stretch.isLong) await stretch.pause();
	}
}
