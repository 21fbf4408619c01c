import type { RateLimitReading } from '../../nodes/transport/rateLimitHeaders';

/** How a server counts. The real one's way is not documented, so the throttle has to suit all of them. */
export type LimiterKind = 'fixed' | 'sliding' | 'bucket';

export interface RateLimitServer {
	/** Counts a request at the clock's time (ms) and says what its answer's headers say. */
	take(now: number): RateLimitReading;
}

/** A server of the kind, with `allowance` requests in each `windowMs`. */
export function rateLimitServer(
	kind: LimiterKind,
	allowance: number,
	windowMs: number,
): RateLimitServer {
	if (kind === 'fixed') return fixedWindow(allowance, windowMs);
	return kind === 'sliding' ? slidingWindow(allowance, windowMs) : tokenBucket(allowance, windowMs);
}

/** Laravel's headers: what is left on each answer, the wait (in whole seconds) on a refusal only. */
function reading(remaining: number, waitMs: number): RateLimitReading {
	const refused = remaining < 0;
	return {
		refused,
		remaining: Math.max(0, Math.floor(remaining)),
		...(refused && { retryAfterMs: Math.ceil(waitMs / 1000) * 1000 }),
	};
}

/** A window that begins with its first request. */
function fixedWindow(allowance: number, windowMs: number): RateLimitServer {
	let endsAt = -Infinity;
	let counted = 0;
	return {
		take(now) {
			if (now >= endsAt) [endsAt, counted] = [now + windowMs, 0];
			if (counted < allowance) counted += 1;
			else return reading(-1, endsAt - now);
			return reading(allowance - counted, 0);
		},
	};
}

function slidingWindow(allowance: number, windowMs: number): RateLimitServer {
	let counted: number[] = [];
	return {
		take(now) {
			counted = counted.filter((at) => at > now - windowMs);
			const oldest = counted[0];
			if (counted.length >= allowance && oldest !== undefined)
				return reading(-1, oldest + windowMs - now);
			counted.push(now);
			return reading(allowance - counted.length, 0);
		},
	};
}

function tokenBucket(allowance: number, windowMs: number): RateLimitServer {
	let tokens = allowance;
	let filledAt = 0;
	return {
		take(now) {
			tokens = Math.min(allowance, tokens + ((now - filledAt) * allowance) / windowMs);
			filledAt = now;
			if (tokens < 1) return reading(-1, ((1 - tokens) * windowMs) / allowance);
			tokens -= 1;
			return reading(tokens, 0);
		},
	};
}
