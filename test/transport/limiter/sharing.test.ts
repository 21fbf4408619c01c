import fc from 'fast-check';

import { limiterOf } from '../../../sandbox/account/rateLimiters';
import { LIMITER_KINDS, type LimiterKind } from '../../../sandbox/model/settings';
import { simulate, type Load, type Simulated, type Stall } from './simulation';

const WINDOW_MS = 60_000;
const ALLOWANCE = 120;

/** The same seed gives the same run. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

interface Account {
	/** What the server allows. */
	limit?: number;
	/** What the processes' credentials say. */
	allowance?: number;
	/** Whether the server says what it allows. */
	tells?: boolean;
	/** Whether one answer in twenty takes five times as long. */
	uneven?: boolean;
}

async function play(
	kind: LimiterKind,
	processes: readonly Load[][],
	latencyMs: number,
	seed = 1,
	{ limit = ALLOWANCE, allowance = ALLOWANCE, tells = false, uneven = false }: Account = {},
): Promise<Simulated[]> {
	const random = randomFrom(seed);
	return await simulate({
		server: limiterOf(kind, limit, WINDOW_MS),
		windowMs: WINDOW_MS,
		...(tells && { limit }),
		processes: processes.map((loads) => ({ loads, allowance })),
		latency: () => latencyMs * (0.5 + random()) * (uneven && random() < 0.05 ? 5 : 1),
		random,
	});
}

/** Between the two, each order of magnitude as likely as another. */
const between = (least: number, most: number, random: () => number): number =>
	least * (most / least) ** random();

/** Times for which a process stands still: 50 ms to 2 s, every 15 s or so. */
function stallsOf(random: () => number): Stall[] {
	const stalls: Stall[] = [];
	for (let at = 0; at < 20 * WINDOW_MS; ) {
		const from = at + 30_000 * random();
		at = from + between(50, 2_000, random);
		stalls.push([from, at]);
	}
	return stalls;
}

/**
 * Three processes on a machine that has much else to do. For a while all goes slowly, then fast again; each of them stands still
 * at times, begins when it comes to it, and has more or less to do than the others.
 */
async function playOnBusyMachine(kind: LimiterKind, seed: number): Promise<Simulated[]> {
	const random = randomFrom(seed);
	const paces = Array.from({ length: 100 }, () => between(1.5, 120, random));
	const process = () => ({
		loads: [
			{
				lane: 'run',
				calls: Math.round(300 + 200 * random()),
				startsAt: 100 * random(),
				inFlight: 6,
			},
		],
		allowance: ALLOWANCE,
		stalls: stallsOf(random),
	});
	return await simulate({
		server: limiterOf(kind, ALLOWANCE, WINDOW_MS),
		windowMs: WINDOW_MS,
		limit: ALLOWANCE,
		processes: [process(), process(), process()],
		latency: (now) => {
			const pace = paces[Math.floor(now / 12_000) % paces.length] ?? 0;
			return pace * (0.3 + 1.4 * random()) * (random() < 0.05 ? 4 : 1);
		},
		random,
	});
}

const refusals = (tries: readonly Simulated[]) => tries.filter(({ refused }) => refused).length;
const lastSentAt = (tries: readonly Simulated[]) => Math.max(...tries.map(({ sentAt }) => sentAt));

/** The share of the allowance that was used in the whole windows before the first process was done. */
function useWhileAllWork(tries: readonly Simulated[], processes: number): number {
	const ends = Array.from({ length: processes }, (_value, number) =>
		lastSentAt(tries.filter(({ process }) => process === number)),
	);
	const windows = Math.floor(Math.min(...ends) / WINDOW_MS);
	const accepted = tries.filter(
		({ refused, sentAt }) => !refused && sentAt < windows * WINDOW_MS,
	).length;
	return accepted / (windows * ALLOWANCE);
}

describe.each(LIMITER_KINDS)('one process alone, %s limit', (kind) => {
	it('needs at most 3% more than the physical limit, and is never refused', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.nat(1000), async (latencyMs, seed) => {
				const run = { lane: 'run', calls: 10 * ALLOWANCE, inFlight: 6 };
				const tries = await play(kind, [[run]], latencyMs, seed);
				expect(refusals(tries)).toBe(0);
				expect(tries).toHaveLength(10 * ALLOWANCE);
				expect(lastSentAt(tries)).toBeLessThanOrEqual(9 * WINDOW_MS * 1.03);
			}),
			{ numRuns: 8 },
		);
	});
});

describe.each(LIMITER_KINDS)(
	'one process whose credential is wrong about the limit, %s limit',
	(kind) => {
		const over = async (account: Required<Omit<Account, 'uneven'>>): Promise<number> => {
			const speed = Math.min(account.limit, account.allowance);
			const run = { lane: 'run', calls: 5 * speed, inFlight: 6 };
			const tries = await play(kind, [[run]], 20, 1, account);
			expect(refusals(tries)).toBe(0);
			return lastSentAt(tries) / (4 * WINDOW_MS);
		};

		it.each([
			[120, 1_000],
			[120, 100_000],
			[10, 120],
			[10, 1_000],
		])('goes at the server’s %p where the credential says %p', async (limit, allowance) => {
			expect(await over({ limit, allowance, tells: true })).toBeLessThan(1.02);
			// Where the server does not say it, a little is left to the others who seem to use the rest.
			expect(await over({ limit, allowance, tells: false })).toBeLessThan(2);
		});

		it.each([
			[120, 40],
			[1_000, 4],
		])(
			'goes at the credential’s number where the server allows %p, and it says %p',
			async (limit, allowance) => {
				expect(await over({ limit, allowance, tells: true })).toBeGreaterThan(0.99);
				expect(await over({ limit, allowance, tells: true })).toBeLessThan(1.02);
			},
		);
	},
);

describe.each(LIMITER_KINDS)('three processes with the whole allowance each, %s limit', (kind) => {
	it('use 95% of it together, are refused less than 1% of the time, and all come through', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 60 }),
				fc.integer({ min: 0, max: 20_000 }),
				fc.nat(1000),
				async (latencyMs, stagger, seed) => {
					const calls = 4 * ALLOWANCE;
					const processes = [0, 1, 2].map((number) => [
						{ lane: 'run', calls, startsAt: number * stagger },
					]);
					const tries = await play(kind, processes, latencyMs, seed);
					const accepted = tries.length - refusals(tries);
					expect(accepted).toBe(3 * calls);
					expect(refusals(tries) / tries.length).toBeLessThan(0.01);
					expect(useWhileAllWork(tries, processes.length)).toBeGreaterThanOrEqual(0.95);
				},
			),
			{ numRuns: 8 },
		);
	});

	it('are refused 0.5% of the time at the most, over many beginnings of ten windows', async () => {
		const random = randomFrom(7);
		const shares: number[] = [];
		for (let seed = 1; seed <= 10; seed += 1) {
			const stagger = random() ** 3 * 20_000;
			const processes = [0, 1, 2].map((number) => [
				{ lane: 'run', calls: 400, startsAt: number * stagger, inFlight: 6 },
			]);
			const account = { tells: true, uneven: true };
			const tries = await play(kind, processes, 5 + 60 * random(), seed, account);
			shares.push(refusals(tries) / tries.length);
		}
		const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
		expect(mean).toBeLessThanOrEqual(0.002);
		expect(Math.max(...shares)).toBeLessThanOrEqual(0.005);
	});

	it('are refused 0.5% of the time at the most on a busy machine, where windows differ', async () => {
		const shares: number[] = [];
		for (let seed = 1; seed <= 8; seed += 1) {
			const tries = await playOnBusyMachine(kind, seed);
			shares.push(refusals(tries) / tries.length);
			expect(useWhileAllWork(tries, 3)).toBeGreaterThanOrEqual(0.98);
		}
		const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
		expect(mean).toBeLessThanOrEqual(0.001);
		expect(Math.max(...shares)).toBeLessThanOrEqual(0.005);
	});

	it('leave none of them without its part for longer than a few windows', async () => {
		const processes = [0, 1].map((number) => [
			{ lane: 'run', calls: 12 * ALLOWANCE, startsAt: number * 10_000 },
		]);
		const tries = await play(kind, processes, 3);
		const second = tries.filter(({ process, refused }) => process === 1 && !refused);
		const gaps = second.slice(1).map(({ sentAt }, index) => sentAt - (second[index]?.sentAt ?? 0));
		expect(Math.max(second[0]?.sentAt ?? Infinity, ...gaps)).toBeLessThan(6 * WINDOW_MS);
	});
});

describe('executions of one process', () => {
	it('let a single call of another execution through within two slots', async () => {
		const long = { lane: 'long', calls: 10_000 };
		// A moment in the first burst, one in the wait, one in a later burst.
		const singles = [10, 30_000, 600_200].map((startsAt) => ({
			lane: `single at ${startsAt}`,
			calls: 1,
			startsAt,
		}));
		const tries = await play('fixed', [[long, ...singles]], 3);
		for (const { lane, startsAt } of singles) {
			const sent = tries.filter((entry) => entry.lane === lane);
			const before = tries.filter(
				(entry) =>
					entry.lane === 'long' &&
					entry.sentAt > startsAt &&
					entry.sentAt < (sent[0]?.sentAt ?? Infinity),
			);
			expect(sent).toHaveLength(1);
			expect(before.length).toBeLessThanOrEqual(1);
		}
	});

	it('ten equal ones end within 10% of each other', async () => {
		const loads = Array.from({ length: 10 }, (_value, n) => ({ lane: `run ${n}`, calls: 240 }));
		const tries = await play('fixed', [loads], 3);
		const ends = loads.map(({ lane }) => lastSentAt(tries.filter((entry) => entry.lane === lane)));
		expect(Math.max(...ends)).toBeLessThanOrEqual(1.1 * Math.min(...ends));
	});
});
