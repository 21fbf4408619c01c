import fc from 'fast-check';

import { limiterOf } from '../../sandbox/account/rateLimiters';
import { LIMITER_KINDS } from '../../sandbox/model/settings';

const LIMIT = 10;
const WINDOW_MS = 1_000;

/** Times at which requests come, in order. */
const arrivals = fc
	.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 120 })
	.map((times) => times.sort((one, other) => one - other));

function accepted(kind: (typeof LIMITER_KINDS)[number], times: readonly number[]): number[] {
	const limiter = limiterOf(kind, LIMIT, WINDOW_MS);
	return times.filter((now) => !limiter.take(now).refused);
}

const countBetween = (times: readonly number[], from: number, until: number) =>
	times.filter((at) => at >= from && at < until).length;

it('a sliding window never holds more than the limit, and refuses only when it is full', () => {
	fc.assert(
		fc.property(arrivals, (times) => {
			const limiter = limiterOf('sliding', LIMIT, WINDOW_MS);
			const taken: number[] = [];
			for (const now of times) {
				const inWindow = countBetween(taken, now - WINDOW_MS + 1, now + 1);
				const { refused, remaining } = limiter.take(now);
				expect(refused).toBe(inWindow >= LIMIT);
				expect(remaining).toBe(LIMIT - inWindow - (refused ? 0 : 1));
				if (!refused) taken.push(now);
			}
		}),
	);
});

it('a fixed window gives everything back at its end, and not before', () => {
	const limiter = limiterOf('fixed', 2, WINDOW_MS);
	expect([0, 990, 995, 999, 1_000].map((now) => limiter.take(now))).toEqual([
		{ refused: false, remaining: 1, resetMs: 1_000 },
		{ refused: false, remaining: 0, resetMs: 10 },
		{ refused: true, remaining: 0, resetMs: 5 },
		{ refused: true, remaining: 0, resetMs: 1 },
		{ refused: false, remaining: 1, resetMs: 1_000 },
	]);
});

it('a bucket takes no more than it held and was filled with', () => {
	fc.assert(
		fc.property(arrivals, (times) => {
			const taken = accepted('bucket', times);
			for (const from of taken) {
				for (const until of taken.filter((at) => at >= from)) {
					const filled = ((until - from) * LIMIT) / WINDOW_MS;
					expect(countBetween(taken, from, until + 1)).toBeLessThanOrEqual(LIMIT + filled + 1e-6);
				}
			}
		}),
	);
});

it('an empty bucket says when it has a token again', () => {
	const limiter = limiterOf('bucket', 2, WINDOW_MS);
	limiter.take(0);
	limiter.take(0);
	expect(limiter.take(100)).toEqual({ refused: true, remaining: 0, resetMs: 400 });
	expect(limiter.take(499).refused).toBe(true);
	expect(limiter.take(500)).toMatchObject({ refused: false, remaining: 0 });
});
