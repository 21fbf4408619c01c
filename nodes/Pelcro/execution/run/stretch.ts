import type { Clock } from '../../../transport/clock';
import { LONGEST_STRETCH_MS } from '../../../transport/limits';

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
