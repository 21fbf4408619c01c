import fc from 'fast-check';

import { CancelledError } from '../../../nodes/transport/clock';
import { Throttle } from '../../../nodes/transport/limiter/throttle';
import { FakeClock } from '../fakeClock';

const WINDOW_MS = 60_000;

interface Call {
	lane: string;
	/** When the caller asks, how long until the server counts it, and how long after that it answers (ms). */
	askedAt: number;
	toServer: number;
	toAnswer: number;
}

interface Served extends Call {
	index: number;
	grantedAt: number;
	countedAt: number;
}

const call = fc.record({
	lane: fc.constantFrom('a', 'b', 'c'),
	askedAt: fc.integer({ min: 0, max: 90_000 }),
	toServer: fc.integer({ min: 0, max: 4_000 }),
	toAnswer: fc.integer({ min: 0, max: 4_000 }),
});

const load = fc.record({
	allowance: fc.integer({ min: 1, max: 12 }),
	inFlight: fc.integer({ min: 1, max: 8 }),
	calls: fc.array(call, { minLength: 1, maxLength: 60 }),
});

function newThrottle(clock: FakeClock, allowance: number, inFlight: number): Throttle {
	const refusalDelay = (retryAfterMs: number | undefined, refusals: number) =>
		retryAfterMs ?? 1000 * 2 ** (refusals - 1);
	return new Throttle({
		allowance,
		windowMs: WINDOW_MS,
		inFlight,
		refusalDelay,
		outageDelay: refusalDelay,
		clock,
	});
}

/** Into its first window a throttle lets one request go alone; this one is answered at once. */
async function open(throttle: Throttle): Promise<void> {
	(await throttle.acquire({ lane: 'first' })).release();
}

/** Puts the calls through the throttle and notes when the server counted each. */
async function serve(
	clock: FakeClock,
	throttle: Throttle,
	calls: readonly Call[],
): Promise<Served[]> {
	const served: Served[] = [];
	const all = calls.map(async (entry, index) => {
		await clock.sleep(entry.askedAt);
		const slot = await throttle.acquire({ lane: entry.lane });
		const record = { ...entry, index, grantedAt: slot.grantedAt, countedAt: 0 };
		served.push(record);
		await clock.sleep(entry.toServer);
		record.countedAt = clock.now();
		await clock.sleep(entry.toAnswer);
		slot.release();
	});
	await clock.run();
	await Promise.all(all);
	return served;
}

describe('a throttle under any load', () => {
	it('never lets the server count more than the allowance in any window', async () => {
		await fc.assert(
			fc.asyncProperty(load, async ({ allowance, inFlight, calls }) => {
				const clock = new FakeClock();
				const served = await serve(clock, newThrottle(clock, allowance, inFlight), calls);
				const counted = served.map(({ countedAt }) => countedAt).sort((one, other) => one - other);
				// The request `allowance` places earlier has left every window that holds this one.
				const tooSoon = counted.filter((last, index) => {
					const first = counted[index - allowance];
					return first !== undefined && last - first < WINDOW_MS;
				});
				expect(tooSoon).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	it('loses no call, and never has more under way than allowed', async () => {
		await fc.assert(
			fc.asyncProperty(load, async ({ allowance, inFlight, calls }) => {
				const clock = new FakeClock();
				const served = await serve(clock, newThrottle(clock, allowance, inFlight), calls);
				expect(served.map(({ index }) => index).sort((one, other) => one - other)).toEqual(
					calls.map((_call, index) => index),
				);
				for (const { grantedAt } of served) {
					const underWay = served.filter(
						(other) => other.grantedAt <= grantedAt && grantedAt < other.countedAt + other.toAnswer,
					);
					expect(underWay.length).toBeLessThanOrEqual(inFlight);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('serves the calls of one lane in the order in which they came', async () => {
		await fc.assert(
			fc.asyncProperty(load, async ({ allowance, inFlight, calls }) => {
				const clock = new FakeClock();
				const served = await serve(clock, newThrottle(clock, allowance, inFlight), calls);
				for (const lane of ['a', 'b', 'c']) {
					const arrivals = served
						.filter((entry) => entry.lane === lane)
						.map((entry) => entry.askedAt);
					expect(arrivals).toEqual([...arrivals].sort((one, other) => one - other));
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('a throttle', () => {
	it('uses the whole allowance at once and the next one a window later', async () => {
		const clock = new FakeClock();
		const calls = Array.from({ length: 24 }, () => ({
			lane: 'a',
			askedAt: 0,
			toServer: 0,
			toAnswer: 0,
		}));
		const served = await serve(clock, newThrottle(clock, 12, 4), calls);
		expect(served.filter(({ grantedAt }) => grantedAt === 0)).toHaveLength(12);
		const second = served.filter(
			({ grantedAt }) => grantedAt >= WINDOW_MS && grantedAt < 1.02 * WINDOW_MS,
		);
		expect(second).toHaveLength(12);
	});

	it('lets a single call go ahead of a long run of another lane', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 1);
		const order: string[] = [];
		const run = async (lane: string): Promise<void> => {
			const slot = await throttle.acquire({ lane });
			order.push(lane);
			await clock.sleep(1);
			slot.release();
		};
		const long = Array.from({ length: 1000 }, async () => await run('long'));
		const single = run('single');
		await clock.run(20);
		await single;
		expect(order.indexOf('single')).toBeLessThanOrEqual(2);
		await clock.run();
		await Promise.all(long);
	});

	it('needs no timer a waiting call', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 1, 4);
		(await throttle.acquire({ lane: 'a' })).release();
		const waiting = Array.from(
			{ length: 10_000 },
			async () => await throttle.acquire({ lane: 'a' }),
		);
		expect(throttle.waiting).toBe(10_000);
		expect(clock.sleeps).toBe(1);
		waiting.forEach((slot) => void slot.catch(() => {}));
	});

	it('holds everybody after a 429, as long as the server asks', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		const refused = await throttle.acquire({ lane: 'a' });
		refused.release({ refused: true, retryAfterMs: 7_000 });
		const next = throttle.acquire({ lane: 'b' });
		await clock.run(10_000);
		expect((await next).grantedAt).toBe(7_000);
	});

	it('doubles the hold with each refusal, but counts refusals that belong together once', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		await open(throttle);
		const together = [await throttle.acquire({ lane: 'a' }), await throttle.acquire({ lane: 'a' })];
		together.forEach((slot) => slot.release({ refused: true }));
		const second = throttle.acquire({ lane: 'a' });
		await clock.run(1_000);
		expect((await second).grantedAt).toBe(1_000);
		(await second).release({ refused: true });
		const third = throttle.acquire({ lane: 'a' });
		await clock.run();
		expect((await third).grantedAt).toBe(3_000);
	});

	it('stops where the server says that nothing is left, until its window is over', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		(await throttle.acquire({ lane: 'a' })).release({
			refused: false,
			remaining: 0,
			resetInMs: 20_000,
		});
		const next = throttle.acquire({ lane: 'a' });
		await clock.run();
		expect((await next).grantedAt).toBe(20_000);
	});

	it('gives the place of a cancelled call back', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 1, 4);
		(await throttle.acquire({ lane: 'a' })).release();
		const controller = new AbortController();
		const cancelled = throttle.acquire({ lane: 'a', signal: controller.signal });
		const next = throttle.acquire({ lane: 'a' });
		controller.abort();
		await expect(cancelled).rejects.toThrow(CancelledError);
		await clock.run();
		expect((await next).grantedAt).toBe(WINDOW_MS);
		expect(throttle.waiting).toBe(0);
	});

	it('refuses a call that others would keep waiting for too long, as soon as that is known', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		await open(throttle);
		const refused = await throttle.acquire({ lane: 'a' });
		const waiting = Array.from(
			{ length: 9 },
			async () => await throttle.acquire({ lane: 'b', maximumWaitMs: 60_000 }),
		);
		const granted = (await Promise.all(waiting.slice(0, 3))).length;
		refused.release({ refused: true, retryAfterMs: 1_500_000 });
		const others = await Promise.allSettled(waiting.slice(3));
		expect(granted).toBe(3);
		expect(others.map((other) => other.status === 'rejected' && String(other.reason))).toEqual(
			Array.from({ length: 6 }, () => expect.stringContaining('longer than allowed')),
		);
		await expect(throttle.acquire({ lane: 'c', maximumWaitMs: 60_000 })).rejects.toMatchObject({
			wouldWaitMs: 1_500_000,
		});
		expect(throttle.waiting).toBe(0);
	});

	it('lets the smallest limit of the credentials hold until a window after it was used', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 12, 12);
		await open(throttle);
		const granted: number[] = [];
		const send = async (lane: string, allowance: number) => {
			const slot = await throttle.acquire({ lane, allowance });
			granted.push(slot.grantedAt);
			slot.release();
		};
		void send('small', 4);
		for (let call = 0; call < 30; call += 1) void send('large', 12);
		await clock.run(WINDOW_MS - 1);
		// With the one that opened the window.
		expect(granted).toHaveLength(3);
		await clock.run(2 * WINDOW_MS);
		const [, , , later] = granted;
		expect(later).toBeGreaterThanOrEqual(WINDOW_MS);
		const inSecond = granted.filter((at) => at >= WINDOW_MS && at < 2 * WINDOW_MS);
		expect(inSecond).toHaveLength(12);
		await clock.run();
		expect(granted).toHaveLength(31);
	});

	it('does not count what the own run has spent', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 2, 4);
		const run = Array.from({ length: 10 }, async () => {
			const slot = await throttle.acquire({ lane: 'run', maximumWaitMs: 0 });
			slot.release();
			return slot.grantedAt;
		});
		await clock.run();
		const grantedAt = await Promise.all(run);
		expect(Math.max(...grantedAt)).toBeGreaterThanOrEqual(4 * WINDOW_MS);
	});

	it('counts what other runs have spent', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 2, 4);
		for (const lane of ['a', 'a']) (await throttle.acquire({ lane })).release();
		await expect(throttle.acquire({ lane: 'b', maximumWaitMs: 30_000 })).rejects.toMatchObject({
			wouldWaitMs: WINDOW_MS,
		});
		const patient = throttle.acquire({ lane: 'b', maximumWaitMs: WINDOW_MS });
		await clock.run();
		expect((await patient).grantedAt).toBe(WINDOW_MS);
	});

	it('sends one request alone after a hold, to see whether it is over', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		(await throttle.acquire({ lane: 'a' })).release({ refused: true, retryAfterMs: 5_000 });
		const next = [throttle.acquire({ lane: 'a' }), throttle.acquire({ lane: 'a' })];
		await clock.run(8_000);
		expect(throttle.waiting).toBe(1);
		(await next[0])?.release({ refused: false });
		expect((await next[1])?.grantedAt).toBe(8_000);
	});

	it('does not let a long download keep it from trying again after a hold', async () => {
		const clock = new FakeClock();
		const throttle = newThrottle(clock, 10, 4);
		await open(throttle);
		await throttle.acquire({ lane: 'download' });
		(await throttle.acquire({ lane: 'a' })).release({ refused: true, retryAfterMs: 5_000 });
		const next = throttle.acquire({ lane: 'a' });
		await clock.run(5_000);
		expect((await next).grantedAt).toBe(5_000);
	});
});
