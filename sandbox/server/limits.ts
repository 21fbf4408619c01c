import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../account/account';
import { type Limiter, limiterOf } from '../account/rateLimiters';
import type { Refusal } from '../api/answers';

type Counted = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** Counts by the accounts' limiters, in place of the library's own fixed window. */
class LimiterStore {
	private readonly limiters = new Map<string, Limiter>();

	incr(key: string, done: Counted, windowMs: number, limit: number): void {
		const limiter = this.limiters.get(key) ?? limiterOf(kindIn(key), limit, windowMs);
		this.limiters.set(key, limiter);
		const { refused, remaining, resetMs } = limiter.take(Date.now());
		done(null, { current: refused ? limit + 1 : limit - remaining, ttl: resetMs });
	}

	child(): LimiterStore {
		return this;
	}
}

/** Names an account's present count; the store is told nothing but the name. */
function nameOf({ settings, limiterKey }: Account): string {
	return `${settings.limiter} ${limiterKey}`;
}

function kindIn(name: string): Account['settings']['limiter'] {
	// The cast: nameOf() has put it there.
	return name.slice(0, name.indexOf(' ')) as Account['settings']['limiter'];
}

/** @param refusal what a request beyond the limit gets */
export async function limitRequests(
	app: FastifyInstance,
	accountOf: (request: FastifyRequest) => Account,
	refusal: () => Refusal,
): Promise<void> {
	await app.register(rateLimit, {
		hook: 'preValidation',
		store: LimiterStore,
		keyGenerator: (request) => nameOf(accountOf(request)),
		max: (request) => accountOf(request).settings.limit ?? Infinity,
		timeWindow: (request: FastifyRequest) => accountOf(request).settings.windowMs,
		allowList: (request) => accountOf(request).settings.limit === null,
		errorResponseBuilder: refusal,
	});
}

/**
 * Leaves only the headers that the account's settings ask for. Laravel sends the reset on refusals only, as
 * Unix time; the library the seconds until then, always.
 */
export function chooseHeaders(reply: FastifyReply, { settings }: Account, now: number): void {
	if (settings.rateHeaders === 'all') return;
	const reset = reply.getHeader('x-ratelimit-reset');
	reply.removeHeader('x-ratelimit-reset');
	if (settings.rateHeaders === 'none') {
		for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'retry-after'])
			reply.removeHeader(name);
	} else if (reply.statusCode === 429 && reset !== undefined) {
		void reply.header('x-ratelimit-reset', now + Number(reset));
	}
}
