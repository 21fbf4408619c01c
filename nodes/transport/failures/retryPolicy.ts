import { backOffDelay } from './backOff';
import { FAILURE_TRIES } from '../limits';
import { canPass, isReadable, type Outcome } from './outcome';

/** What is to be done after a try. */
export type Decision =
	| { kind: 'done' }
	/** Send it again after the wait (ms). */
	| { kind: 'retry'; delayMs: number }
	/** Send it again once the account's hold is over, unless that is later than the call may wait. */
	| { kind: 'retryAfterHold' }
	/** Give up. `unknown`: it may have been done, and nobody can tell from here. */
	| { kind: 'fail'; outcomeUnknown: boolean };

export interface TriesSoFar {
	/** Tries that failed otherwise than by a 429, this one included. */
	failed: number;
	/** Whether an earlier try may have been carried out although no answer came. */
	mayBeDone: boolean;
}

/** Whether repeating the request leaves the same state as sending it once. */
export function isIdempotent(method: string): boolean {
	return method !== 'POST' && method !== 'PATCH';
}

/**
 * The one retry policy. A 429 was not processed, and a connection that was never made carried nothing: both
 * are repeated for any method. Everything else that leaves the outcome open is repeated only where repeating
 * changes nothing. Reference: 'Rate limits', 'Errors', 'Idempotency'.
 *
 * @param random a number in [0, 1) for the jitter
 * @param failureTries after how many failures to give up
 */
export function decide(
	outcome: Outcome,
	idempotent: boolean,
	tries: TriesSoFar,
	random: number,
	failureTries = FAILURE_TRIES,
): Decision {
	if (outcome.kind === 'answer' && outcome.status === 429) return { kind: 'retryAfterHold' };
	if (outcome.kind === 'answer' && outcome.status < 500) {
		const refused = outcome.status >= 300;
		if (refused) return { kind: 'fail', outcomeUnknown: tries.mayBeDone };
		if (isReadable(outcome)) return { kind: 'done' };
	}
	const untouched = outcome.kind === 'noAnswer' && outcome.reached === 'no';
	const repeatable = idempotent || untouched;
	const passing = outcome.kind === 'answer' || canPass(outcome);
	if (repeatable && passing && tries.failed < failureTries) {
		return { kind: 'retry', delayMs: backOffDelay(tries.failed, random) };
	}
	return { kind: 'fail', outcomeUnknown: tries.mayBeDone || !untouched };
}
