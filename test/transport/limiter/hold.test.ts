import { newThrottle } from '../../../nodes/transport/account/session';
import {
	MaximumWaitError,
	type Slot,
	type Throttle,
} from '../../../nodes/transport/limiter/throttle';
import { FakeClock } from '../fakeClock';

const AWAY = { refused: false, away: true };
const WELL = { refused: false };

let clock: FakeClock;
let throttle: Throttle;

beforeEach(() => {
	clock = new FakeClock();
	throttle = newThrottle(1_000, 60_000, clock, () => 0.5);
});

async function slot(lane = 'a', maximumWaitMs?: number): Promise<Slot> {
	return await throttle.acquire({ lane, maximumWaitMs });
}

async function answered(...readings: ReadonlyArray<Parameters<Slot['release']>[0]>): Promise<void> {
	for (const [index, reading] of readings.entries()) {
		const call = `/customers/${index}`;
		(await slot()).release({ refused: false, call, ...reading });
	}
}

describe('an outage', () => {
	it('holds the account after three failures in a row, and looks once at a time', async () => {
		await answered(WELL, AWAY, AWAY);
		expect(throttle.isAway).toBe(false);
		await answered(AWAY);
		expect(throttle.isAway).toBe(true);
		const waiting = [slot('a'), slot('b'), slot('c')];
		await clock.run(900);
		expect(throttle.waiting).toBe(2);
		(await waiting[0])?.release(AWAY);
		await clock.run(1_000);
		expect(throttle.waiting).toBe(2);
		await clock.run(3_000);
		(await waiting[1])?.release(WELL);
		expect((await waiting[2])?.grantedAt).toBe(3_000);
		expect(throttle.isAway).toBe(false);
		expect(throttle.awayMs).toBe(3_000);
	});

	it('is looked at no more seldom than every 30 seconds', async () => {
		await answered(WELL, AWAY, AWAY, AWAY);
		const looks: number[] = [];
		for (let look = 0; look < 12; look += 1) {
			const next = slot();
			await clock.run(clock.now() + 40_000);
			const { grantedAt, release } = await next;
			looks.push(grantedAt);
			release(AWAY);
		}
		const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(40_000 + 30_000);
	});

	it('lasts at least as long as a 503 asks', async () => {
		await answered(WELL, AWAY, AWAY, { ...AWAY, retryAfterMs: 20_000 });
		const next = slot();
		await clock.run(60_000);
		expect((await next).grantedAt).toBeGreaterThanOrEqual(20_000);
	});

	it('is none while others are answered well: a single failing endpoint holds nobody', async () => {
		await answered(WELL, AWAY, AWAY, WELL, AWAY, AWAY, WELL, AWAY);
		expect(throttle.isAway).toBe(false);
	});

	it('is none where one call alone fails again and again', async () => {
		await answered(WELL);
		const same = { ...AWAY, call: '/exports' };
		await answered(same, same, same, same, same, same);
		expect(throttle.isAway).toBe(false);
	});

	it('is none where nobody was ever there, or where an answer is only slow', async () => {
		const never = { ...AWAY, unanswered: true };
		await answered(never, never, never, never);
		expect(throttle.isAway).toBe(false);
		const slow = { refused: false, unanswered: true };
		await answered(WELL, slow, slow, slow, slow);
		expect(throttle.isAway).toBe(false);
	});

	it('is waited for up to Maximum Wait, counted from its beginning', async () => {
		await answered(WELL, AWAY, AWAY, AWAY);
		const patient = slot('a', 600_000);
		const hasty = slot('b', 100);
		await expect(hasty).rejects.toMatchObject({ reason: 'outage' });
		await clock.run(10_000);
		(await patient).release(AWAY);
		await clock.run(60_000);
		(await slot('d', 600_000)).release(AWAY);
		await expect(slot('e', 30_000)).rejects.toBeInstanceOf(MaximumWaitError);
	});
});

describe('a refusal', () => {
	it('of the same burst lengthens the hold by what it asks for, without counting', async () => {
		await answered(WELL);
		const burst = [await slot(), await slot()];
		burst[0]?.release({ refused: true });
		burst[1]?.release({ refused: true, retryAfterMs: 30_000 });
		const next = slot();
		await clock.run(60_000);
		expect((await next).grantedAt).toBe(30_050);
	});

	it('is over when a later success still sees plenty left', async () => {
		await answered(WELL);
		const early = await slot();
		await clock.run(10);
		const later = await slot();
		await clock.run(20);
		early.release({ refused: true, retryAfterMs: 60_000 });
		later.release({ refused: false, remaining: 100 });
		expect((await slot()).grantedAt).toBe(20);
	});
});

describe('one deadline for whoever is first in a lane', () => {
	it('while twelve calls of others are under way', async () => {
		await answered(WELL);
		for (let taken = 0; taken < 12; taken += 1) await slot('others');
		const waiting = slot('mine', 90_000);
		const refusal = waiting.catch((error: unknown) => error);
		await clock.run(95_000);
		expect(await refusal).toBeInstanceOf(MaximumWaitError);
		expect(clock.now()).toBe(95_000);
	});

	it('while a probe hangs', async () => {
		await answered(WELL, { refused: true, retryAfterMs: 1_000 });
		const probe = slot('others');
		await clock.run(2_000);
		await probe;
		const waiting = slot('mine', 1_000);
		const refusal = waiting.catch((error: unknown) => error);
		await clock.run(3_100);
		expect(await refusal).toBeInstanceOf(MaximumWaitError);
	});

	it('counts only from when others are what it waits for', async () => {
		await answered(WELL);
		for (let taken = 0; taken < 12; taken += 1) await slot('mine');
		const waiting = slot('mine', 1_000);
		await clock.run(60_000);
		expect(throttle.waiting).toBe(1);
		waiting.catch(() => {});
	});

	it('is not set back with the system’s clock', async () => {
		await answered(WELL, { refused: true, retryAfterMs: 5_000 });
		const next = slot('a', 10_000);
		clock.setWallTime(-3_600_000);
		await clock.run(6_000);
		expect((await next).grantedAt).toBe(5_050);
	});
});

it('downloads have places of their own, and leave those of the calls free', async () => {
	await answered(WELL);
	for (let taken = 0; taken < 4; taken += 1) await throttle.acquire({ lane: 'a', download: true });
	const fifth = throttle.acquire({ lane: 'a', download: true });
	for (let taken = 0; taken < 12; taken += 1) await slot('a');
	expect(throttle.waiting).toBe(1);
	fifth.catch(() => {});
});
