import type { Headers } from '../limiter/rateLimitHeaders';
import { isWebPage, readErrorBody } from './errorBody';
import type { Outcome } from './outcome';
import { bestSentence, isNoRoute } from './sentences';

/** Whether an outcome has a certain cause. Some say another thing to a call that changes something. */
export type Cause = (outcome: Outcome, method: string) => boolean;

/** @param statuses the answer's, exactly */
export function hasStatus(...statuses: readonly number[]): Cause {
	return (outcome) => outcome.kind === 'answer' && statuses.includes(outcome.status);
}

/** @param from the lowest status; the highest is the one before the next hundred */
export function hasStatusFrom(from: number): Cause {
	return (outcome) =>
		outcome.kind === 'answer' && outcome.status >= from && outcome.status < from + 100;
}

/** @param codes of connections that failed, one of which is this one's */
export function failedBy(codes: RegExp): Cause {
	return (outcome) => outcome.kind === 'noAnswer' && codes.test(outcome.code);
}

export function either(...causes: readonly Cause[]): Cause {
	return (outcome, method) => causes.some((cause) => cause(outcome, method));
}

export const noAnswer: Cause = ({ kind }) => kind === 'noAnswer';

/** No connection was made, so nothing was sent. */
export const neverReached: Cause = (outcome) =>
	outcome.kind === 'noAnswer' && outcome.reached === 'no';

/** A success by its status that holds no answer; what does hold one is no failure. */
export const unreadable: Cause = (outcome) => outcome.kind === 'answer' && outcome.status < 300;

/** A success by its status that holds a record, but not the one that was asked for. */
export const anotherRecord: Cause = (outcome, method) =>
	unreadable(outcome, method) && outcome.kind === 'answer' && outcome.another === true;

/** What answers is another website, or has no such address: it is no API of Pelcro's. */
export const noApi: Cause = (outcome) => {
	if (outcome.kind !== 'answer' || outcome.status !== 404) return false;
	const { body, headers } = outcome;
	return isPlainText(body, headers) || isNoRoute(readErrorBody(body).message);
};

/** A page or a sentence of a gateway, in what is no JSON. Pelcro answers JSON. */
function isPlainText(body: unknown, headers: Headers): boolean {
	if (isWebPage(body)) return true;
	const isText = typeof body === 'string' && body.trim() !== '';
	return isText && !/\bjson\b/i.test(String(headers['content-type']));
}

/** A 404 to a call that changes something, which can be a refusal as well. Reference: amendment 7. */
export const refusedBy404: Cause = (outcome, method) =>
	method !== 'GET' && hasStatus(404)(outcome, method);

/** Statuses with which Pelcro refuses what was sent. Reference: 'Errors'; 422 is the framework's own. */
const refused = hasStatus(400, 409, 422);

/**
 * A refusal that says a certain thing. Pelcro's sentences are its own and may change, so that each pattern takes more than
 * one wording.
 */
export function refusedSaying(pattern: RegExp): Cause {
	return (outcome, method) =>
		outcome.kind === 'answer' &&
		refused(outcome, method) &&
		pattern.test(bestSentence(readErrorBody(outcome.body)));
}

export const anything: Cause = () => true;
