import {
	BACK_OFF_BASE_MS,
	BACK_OFF_CAP_MS,
	OUTAGE_LOOK_CAP_MS,
	REFUSAL_JITTER_MS,
} from '../limits';

/**
 * Exponential back-off with full jitter: a wait drawn evenly between 0 and a ceiling that starts at about a
 * second and doubles. Reference: 'Rate limits' (Pelcro's own advice).
 *
 * @param failures failures in a row, 1 for the first
 * @param random a number in [0, 1)
 * @returns the wait in ms
 */
export function backOffDelay(failures: number, random: number): number {
	const ceiling = Math.min(BACK_OFF_CAP_MS, BACK_OFF_BASE_MS * 2 ** (failures - 1));
	return Math.round(ceiling * random);
}

/**
 * The wait after a 429: what the server asks for, plus a moment of chance; without such a header, or when it turned out to be too short,
 * exponential back-off.
 *
 * @param retryAfterMs the server's wish in ms
 * @returns the wait in ms
 */
export function rateLimitDelay(
	retryAfterMs: number | undefined,
	refusalsInARow: number,
	random: number,
): number {
	const backOff = backOffDelay(refusalsInARow, random);
	if (retryAfterMs === undefined) return backOff;
	const asked = retryAfterMs + Math.round(REFUSAL_JITTER_MS * random);
	return refusalsInARow > 1 ? Math.max(asked, backOff) : asked;
}

/**
 * The wait before the next look for the end of an outage: what the server asks for, plus up to a second, or
 * exponential back-off with jitter: at least half of a ceiling that starts at a second, doubles, and is capped.
 *
 * @param retryAfterMs the server's wish in ms
 * @param looks how many looks have been in vain, 1 for the first
 * @returns the wait in ms
 */
export function outageDelay(
	retryAfterMs: number | undefined,
	looks: number,
	random: number,
): number {
	if (retryAfterMs !== undefined) return retryAfterMs + Math.round(BACK_OFF_BASE_MS * random);
	const ceiling = Math.min(OUTAGE_LOOK_CAP_MS, BACK_OFF_BASE_MS * 2 ** (looks - 1));
	return Math.round((ceiling * (1 + random)) / 2);
}
