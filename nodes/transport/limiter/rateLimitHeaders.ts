/** What one answer says about the account's allowance. */
export interface RateLimitReading {
	/** Whether the request was refused with 429. */
	refused: boolean;
	/** Requests left in the server's present window. */
	remaining?: number;
	/** Time until the server's window starts anew, in ms. */
	resetInMs?: number;
	/** The wait that the server asks for, in ms. */
	retryAfterMs?: number;
}

export type Headers = Readonly<Record<string, unknown>>;

/** A reset that is given as a point in time is at least this many seconds after 1970 (2001 and later). */
const EARLIEST_EPOCH_SECONDS = 1_000_000_000;

/**
 * Reads the rate-limit headers of an answer. The reference names none; these are the ones that the platform's
 * framework sends (reference: 'Rate limits', INFERRED), so each is used only where it is present and sane.
 *
 * @param now Unix time in ms, for headers that name a point in time
 */
export function readRateLimit(status: number, headers: Headers, now: number): RateLimitReading {
	return {
		refused: status === 429,
		remaining: wholeNumber(headers['x-ratelimit-remaining']),
		resetInMs: resetIn(headers['x-ratelimit-reset'], now),
		retryAfterMs: retryAfter(headers['retry-after'], now),
	};
}

function wholeNumber(value: unknown): number | undefined {
	const text = headerText(value);
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Seconds from now, or a point in time in seconds. */
function resetIn(value: unknown, now: number): number | undefined {
	const seconds = wholeNumber(value);
	if (seconds === undefined) return undefined;
	return seconds < EARLIEST_EPOCH_SECONDS ? seconds * 1000 : Math.max(0, seconds * 1000 - now);
}

/** Seconds, or an HTTP date (RFC 9110, section 10.2.3). */
function retryAfter(value: unknown, now: number): number | undefined {
	const seconds = wholeNumber(value);
	if (seconds !== undefined) return seconds * 1000;
	const date = Date.parse(headerText(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function headerText(value: unknown): string {
	const single: unknown = Array.isArray(value) ? value[0] : value;
	return typeof single === 'string' || typeof single === 'number' ? String(single).trim() : '';
}
