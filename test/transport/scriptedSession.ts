import { newStatistics, type Send, type Session } from '../../nodes/transport/account/session';
import { Throttle } from '../../nodes/transport/limiter/throttle';
import { FakeClock } from './fakeClock';

export type ScriptedAnswer =
	| { status: number; body?: unknown; headers?: Record<string, string> }
	/** The connection fails with this code. */
	| { code: string };

/** A session whose server answers by a script, and that notes what was sent. */
export interface ScriptedSession extends Session {
	clock: FakeClock;
	sent: Array<{ method: string; url: string; qs: unknown; body: unknown }>;
}

/**
 * @param answer what the n-th request (from 0) gets
 */
export function scriptedSession(
	answer: (index: number, url: string) => ScriptedAnswer,
	signal?: AbortSignal,
): ScriptedSession {
	const clock = new FakeClock();
	const sent: ScriptedSession['sent'] = [];
	const send: Send = async ({ method = 'GET', url, qs, body }) => {
		sent.push({ method, url, qs, body });
		const scripted = answer(sent.length - 1, url);
		await Promise.resolve();
		if ('code' in scripted) throw Object.assign(new Error('failed'), { code: scripted.code });
		const { status, headers = {}, body: answered = {} } = scripted;
		return { statusCode: status, headers, body: answered };
	};
	return {
		clock,
		sent,
		send,
		signal,
		account: 'test',
		credentials: {
			apiKey: 'secret-key',
			siteId: '1001',
			baseUrl: 'https://pelcro.example/api/v1/core',
			requestsPerMinute: 120,
		},
		throttle: new Throttle({
			allowance: 120,
			windowMs: 60_000,
			inFlight: 8,
			outageDelay: (retryAfterMs, looks) =>
				retryAfterMs ?? Math.min(30_000, 1000 * 2 ** (looks - 1)),
			refusalDelay: (retryAfterMs, refusals) => retryAfterMs ?? 1000 * 2 ** (refusals - 1),
			clock,
		}),
		lane: 'test',
		random: () => 0.5,
		failureTries: 5,
		maximumWaitMs: 600_000,
		statistics: newStatistics(),
	};
}

/** Lets the clock run until the promise is settled, and hands its outcome on. */
export async function withTime<Result>(
	clock: FakeClock,
	promise: Promise<Result>,
): Promise<Result> {
	const [settled] = await Promise.all([
		promise.then(
			(value) => ({ ok: true as const, value }),
			(error: unknown) => ({ ok: false as const, error }),
		),
		clock.run(),
	]);
	if (settled.ok) return settled.value;
	throw settled.error;
}
