import type { LimiterKind } from '../model/settings';

/** What became of a request. */
export interface Taken {
	refused: boolean;
	/** Requests that could be made now, this one counted. */
	remaining: number;
	/** Until what was spent first is given back: all of it, or a part, by the kind. In ms. */
	resetMs: number;
}

export interface Limiter {
	/** Counts a request, unless it is refused. @param now time in ms, never earlier than before */
	take(now: number): Taken;
}

const LIMITERS: Readonly<Record<LimiterKind, (limit: number, windowMs: number) => Limiter>> = {
	fixed: fixedWindow,
	sliding: slidingWindow,
	bucket: tokenBucket,
};

/** A limiter of the kind that takes `limit` requests in `windowMs`. */
export function limiterOf(kind: LimiterKind, limit: number, windowMs: number): Limiter {
	return LIMITERS[kind](limit, windowMs);
}

/** A window begins with its first request; all is given back at its end. */
function fixedWindow(limit: number, windowMs: number): Limiter {
	let endsAt = -Infinity;
	let counted = 0;
	return {
		take(now) {
			if (now >= endsAt) [endsAt, counted] = [now + windowMs, 0];
			const refused = counted >= limit;
			if (!refused) counted += 1;
			return { refused, remaining: limit - counted, resetMs: endsAt - now };
		},
	};
}

/** Each request is given back a whole window after it came. */
function slidingWindow(limit: number, windowMs: number): Limiter {
	let counted: number[] = [];
	return {
		take(now) {
			counted = counted.filter((at) => at > now - windowMs);
			const refused = counted.length >= limit;
			if (!refused) counted.push(now);
			const [oldest = now] = counted;
			return { refused, remaining: limit - counted.length, resetMs: oldest + windowMs - now };
		},
	};
}

/**
 * Full at first, and filled evenly with `limit` tokens in a window. The level is kept in `windowMs` parts of a
 * token, which makes it a whole number at every millisecond: nothing is lost by rounding.
 */
function tokenBucket(limit: number, windowMs: number): Limiter {
	let level = limit * windowMs;
	let filledAt: number | undefined;
	return {
		take(now) {
			const elapsedMs = filledAt === undefined ? 0 : now - filledAt;
			level = Math.min(limit * windowMs, level + elapsedMs * limit);
			filledAt = now;
			const refused = level < windowMs;
			if (!refused) level -= windowMs;
			const remaining = Math.floor(level / windowMs);
			return { refused, remaining, resetMs: ((remaining + 1) * windowMs - level) / limit };
		},
	};
}
