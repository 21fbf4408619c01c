import type { Clock } from '../../nodes/transport/clock';

interface Timer {
	at: number;
	ring: () => void;
}

/** A clock that stands still until it is turned: time passes from one timer to the next. */
export class FakeClock implements Clock {
	private time = 0;
	private wallAhead = 0;
	private timers: Timer[] = [];
	/** How many sleeps were asked for in all. */
	sleeps = 0;

	now(): number {
		return this.time;
	}

	wallTime(): number {
		return this.time + this.wallAhead;
	}

	/** Sets the system's time anew, as an administrator or a time server does. */
	setWallTime(milliseconds: number): void {
		this.wallAhead = milliseconds - this.time;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.sleeps += 1;
		await new Promise<void>((ring) => {
			this.timers.push({ at: this.time + milliseconds, ring });
		});
	}

	/** Lets time pass until there is no timer left, or until the given time. */
	async run(until = Infinity): Promise<void> {
		await settle();
		for (;;) {
			this.timers.sort((one, other) => one.at - other.at);
			const next = this.timers[0];
			if (next === undefined || next.at > until) break;
			this.timers.shift();
			this.time = Math.max(this.time, next.at);
			next.ring();
			await settle();
		}
		if (until !== Infinity) this.time = Math.max(this.time, until);
	}
}

/** Lets everything that is ready to run do so. */
async function settle(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
