import type { Clock } from '../../../nodes/transport/clock';
import type { RateLimitReading } from '../../../nodes/transport/limiter/rateLimitHeaders';
import { newThrottle } from '../../../nodes/transport/account/session';
import type { Throttle } from '../../../nodes/transport/limiter/throttle';
import type { Limiter, Taken } from '../../../sandbox/account/rateLimiters';
import { FakeClock } from '../fakeClock';

/** A run of many calls of one execution. */
export interface Load {
	lane: string;
	calls: number;
	startsAt?: number;
	/** Calls of the run that are under way or waiting at once. */
	inFlight?: number;
}

/** One n8n process and what it has to do. */
export interface SimulatedProcess {
	loads: readonly Load[];
	/** What the process thinks that the allowance is. */
	allowance: number;
	/** When it stands still, as on a machine that is busy with other things: it sends nothing, and reads no answer. */
	stalls?: readonly Stall[];
}

/** From when until when, in ms. */
export type Stall = readonly [from: number, until: number];

export interface Simulated {
	process: number;
	lane: string;
	sentAt: number;
	refused: boolean;
}

export interface Simulation {
	server: Limiter;
	windowMs: number;
	/** What the server's answers say that it allows; nothing when left out. */
	limit?: number;
	processes: readonly SimulatedProcess[];
	/** Time of a request that leaves now until the server counts it, and of an answer back, in ms. */
	latency: (now: number) => number;
	random: () => number;
}

/** What a client reads of Laravel's headers: what is left, always; the wait in whole seconds on a refusal. */
function readingOf(
	{ refused, remaining, resetMs }: Taken,
	limit: number | undefined,
): RateLimitReading {
	return {
		refused,
		...(limit !== undefined && { limit }),
		remaining,
		...(refused && { retryAfterMs: Math.ceil(resetMs / 1000) * 1000 }),
	};
}

/** The clock of a process that stands still at times: what rings meanwhile is heard afterwards. */
function stallingClock(clock: FakeClock, stalls: readonly Stall[]): Clock {
	const sleep = async (milliseconds: number): Promise<void> => {
		await clock.sleep(milliseconds);
		const now = clock.now();
		const stall = stalls.find(([from, until]) => from <= now && now < until);
		if (stall !== undefined) await sleep(stall[1] - now);
	};
	return { now: () => clock.now(), wallTime: () => clock.wallTime(), sleep };
}

/** Plays the processes against the server, with time turned by hand. @returns each try, in order of sending */
export async function simulate(simulation: Simulation): Promise<Simulated[]> {
	const { server, windowMs, limit, processes, latency, random } = simulation;
	const world = new FakeClock();
	const tries: Simulated[] = [];
	const one = async (
		process: number,
		clock: Clock,
		throttle: Throttle,
		lane: string,
	): Promise<void> => {
		for (;;) {
			const slot = await throttle.acquire({ lane });
			const sent: Simulated = { process, lane, sentAt: clock.now(), refused: false };
			tries.push(sent);
			await world.sleep(latency(world.now()));
			const answer = readingOf(server.take(world.now()), limit);
			await clock.sleep(latency(world.now()));
			slot.release(answer);
			sent.refused = answer.refused;
			if (!answer.refused) return;
		}
	};
	const play = async (
		process: number,
		clock: Clock,
		throttle: Throttle,
		load: Load,
	): Promise<void> => {
		const { lane, calls, startsAt = 0, inFlight = 4 } = load;
		if (startsAt > 0) await clock.sleep(startsAt);
		let left = calls;
		const worker = async (): Promise<void> => {
			while (left > 0) {
				left -= 1;
				await one(process, clock, throttle, lane);
			}
		};
		await Promise.all(Array.from({ length: inFlight }, worker));
	};
	const all = processes.flatMap(({ loads, allowance, stalls = [] }, process) => {
		const clock = stallingClock(world, stalls);
		const throttle = newThrottle(allowance, windowMs, clock, random);
		return loads.map(async (load) => await play(process, clock, throttle, load));
	});
	await world.run();
	await Promise.all(all);
	return tries;
}
