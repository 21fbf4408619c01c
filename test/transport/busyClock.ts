import type { Clock } from '../../nodes/transport/clock';

/** A clock that only work turns, and that counts how often others had the event loop. */
export class BusyClock implements Clock {
	turns = 0;

	private time = 0;

	/** @param lookMs how long the work takes that lies between two looks at the clock */
	constructor(private readonly lookMs = 0) {}

	now(): number {
		this.time += this.lookMs;
		return this.time;
	}

	wallTime(): number {
		return this.time;
	}

	/** Keeps the event loop for so long. */
	work(milliseconds: number): void {
		this.time += milliseconds;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.turns += 1;
		this.time += milliseconds;
		await Promise.resolve();
	}
}
