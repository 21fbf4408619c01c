/** What one answer says about the account's allowance. */
export interface RateLimitReading {
	/** Whether the request was refused with 429. */
	refused: boolean;
	/** Whether Pelcro was not there: nothing answered, or something in front of it did. */
	away?: boolean;
	/** Which call it was, the same when it is sent again: one that always fails is no outage. */
	call?: unknown;
	/** Whether no answer came at all. */
	unanswered?: boolean;
	/** Requests that the server allows in a window. */
	limit?: number;
	/** Requests left in the server's present window. */
	remaining?: number;
	/** Time until the server's window starts anew, in ms. */
	resetInMs?: number;
	/** The wait that the server asks for, in ms. */
	retryAfterMs?: number;
}

export type Headers = Readonly<Record<string, unknown>>;

/** What is given as a point in time is at least this many seconds after 1970 (2001 and later). */
const EARLIEST_EPOCH_SECONDS = 1_000_000_000;

/** The same in milliseconds; as seconds that is no time of ours. */
const EARLIEST_EPOCH_MS = EARLIEST_EPOCH_SECONDS * 1000;

/**
 * Reads the rate-limit headers of an answer. The reference names none; these are the ones that the platform's
 * framework sends (reference: 'Rate limits', INFERRED), so each is used only where it is present and sane.
 *
 * @param now Unix time in ms, for headers that name a point in time
 */
export function readRateLimit(status: number, headers: Headers, now: number): RateLimitReading {
	const refused = status === 429;
	const resetInMs = resetIn(headers['x-ratelimit-reset'], now);
	const asked = retryAfter(headers['retry-after'], now);
	return {
		refused,
		limit: positive(wholeNumber(headers['x-ratelimit-limit'])),
		remaining: wholeNumber(headers['x-ratelimit-remaining']),
		resetInMs,
		// A refusal that only says when its window ends asks to wait for that.
		retryAfterMs: asked ?? (refused ? positive(resetInMs) : undefined),
	};
}

function wholeNumber(value: unknown): number | undefined {
	const text = headerText(value);
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

function resetIn(value: unknown, now: number): number | undefined {
	const seconds = wholeNumber(value);
	return seconds === undefined ? undefined : fromNow(seconds, now);
}

/** Seconds from now, or a point in time in seconds or milliseconds, as milliseconds from now. */
function fromNow(time: number, now: number): number {
	const milliseconds = time < EARLIEST_EPOCH_MS ? Math.ceil(time * 1000) : Math.ceil(time);
	return time < EARLIEST_EPOCH_SECONDS ? milliseconds : Math.max(0, milliseconds - now);
}

/**
 * Seconds, also with a fraction, or an HTTP date (RFC 9110, section 10.2.3). Some servers name the point in time as a number.
 *
 * @returns undefined where it asks for nothing that could be waited for: no time, none at all, or one that is over
 */
function retryAfter(value: unknown, now: number): number | undefined {
	const text = headerText(value);
	if (/^\d+(\.\d+)?$/.test(text)) return positive(fromNow(Number(text), now));
	const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : positive(date - now);
}

function positive(value: number | undefined): number | undefined {
	return value !== undefined && value > 0 ? value : undefined;
}

function headerText(value: unknown): string {
	const single: unknown = Array.isArray(value) ? value[0] : value;
	return typeof single === 'string' || typeof single === 'number' ? String(single).trim() : '';
}
