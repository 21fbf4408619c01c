import type { Clock } from '../clock';
import { REMEMBERED_RESULTS } from '../limits';

interface Remembered<Result> {
	/** Clock time, ms; endless while the result is being made. */
	until: number;
	result: Promise<Result>;
}

/**
 * Remembers results for a short time, counted from when each is there: one that took long to come is as good as
 * any other. A failure is not remembered; calls for the same key share one. What has expired is dropped.
 */
export class RecentResults<Result> {
	private readonly results = new Map<string, Remembered<Result>>();

	/** @param lifetimeMs how long a result is good for */
	constructor(
		private readonly lifetimeMs: number,
		private readonly clock: Clock,
	) {}

	/** How many results are held. */
	get size(): number {
		return this.results.size;
	}

	/** @throws what `make` throws */
	async get(key: string, make: () => Promise<Result>): Promise<Result> {
		const known = this.results.get(key);
		if (known !== undefined && known.until > this.clock.now()) return await known.result;
		const made: Remembered<Result> = { until: Infinity, result: make() };
		this.results.delete(key);
		this.results.set(key, made);
		this.forgetOldest();
		made.result.then(
			() => void this.expireLater(key, made),
			() => this.forget(key, made),
		);
		return await made.result;
	}

	/** One timer a result, which is few: a person types, or opens a list. */
	private async expireLater(key: string, made: Remembered<Result>): Promise<void> {
		made.until = this.clock.now() + this.lifetimeMs;
		await this.clock.sleep(this.lifetimeMs);
		this.forget(key, made);
	}

	private forget(key: string, made: Remembered<Result>): void {
		if (this.results.get(key) === made) this.results.delete(key);
	}

	private forgetOldest(): void {
		const [oldest] = this.results.keys();
		if (this.results.size > REMEMBERED_RESULTS && oldest !== undefined) this.results.delete(oldest);
	}
}
