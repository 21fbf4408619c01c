import type { Clock } from '../clock';

/** So many results are remembered at the most; the oldest goes first. */
const MOST_REMEMBERED = 200;

/** Remembers results for a short time. A failure is not remembered; calls for the same key share one. */
export class RecentResults<Result> {
	private readonly results = new Map<string, { until: number; result: Promise<Result> }>();

	/** @param lifetimeMs how long a result is good for */
	constructor(
		private readonly lifetimeMs: number,
		private readonly clock: Clock,
	) {}

	/** @throws what `make` throws */
	async get(key: string, make: () => Promise<Result>): Promise<Result> {
		const known = this.results.get(key);
		if (known !== undefined && known.until > this.clock.now()) return await known.result;
		const result = make();
		this.results.delete(key);
		this.results.set(key, { until: this.clock.now() + this.lifetimeMs, result });
		this.forgetOldest();
		result.catch(() => this.results.delete(key));
		return await result;
	}

	private forgetOldest(): void {
		const [oldest] = this.results.keys();
		if (this.results.size > MOST_REMEMBERED && oldest !== undefined) this.results.delete(oldest);
	}
}
