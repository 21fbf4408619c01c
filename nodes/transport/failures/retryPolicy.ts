import { backOffDelay } from './backOff';
import { FAILURE_TRIES } from '../limits';
import { type Outcome } from './outcome';
import { policyFor } from './policies';

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
	/** Tries that failed, this one included; those that wait for the end of a hold do not count. */
	failed: number;
	/** Whether an earlier try may have been carried out although no answer came. */
	mayBeDone: boolean;
}

/** Whether repeating the request leaves the same state as sending it once. */
export function isIdempotent(method: string): boolean {
	return method !== 'POST' && method !== 'PATCH';
}

/**
 * The one retry policy, by the table: a call that was certainly not carried out is repeated whatever it is, and
 * one whose outcome is open only where repeating changes nothing. While Pelcro is away, both wait for its return.
 *
 * @param random a number in [0, 1) for the jitter
 * @param failureTries after how many failures to give up
 * @param isAway whether the account is held because Pelcro is away
 */
export function decide(
	outcome: Outcome,
	idempotent: boolean,
	tries: TriesSoFar,
	random: number,
	{ failureTries = FAILURE_TRIES, isAway = false, retryAfterMs = 0 }: Circumstances = {},
): Decision {
	const policy = policyFor(outcome);
	if (policy === undefined) return { kind: 'done' };
	if (outcome.kind === 'answer' && outcome.status === 429) return { kind: 'retryAfterHold' };
	const { repeats, away, mayBeDone } = policy;
	const repeatable = repeats === 'always' || (repeats === 'whereHarmless' && idempotent);
	if (repeatable && away && isAway) return { kind: 'retryAfterHold' };
	if (repeatable && tries.failed < failureTries) {
		return { kind: 'retry', delayMs: Math.max(retryAfterMs, backOffDelay(tries.failed, random)) };
	}
	return { kind: 'fail', outcomeUnknown: tries.mayBeDone || mayBeDone };
}

/** What a decision depends on besides the outcome. */
export interface Circumstances {
	failureTries?: number;
	isAway?: boolean;
	/** How long the answer asks to wait, in ms. */
	retryAfterMs?: number;
}
