import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { CancelledError, wait } from './clock';
import { DEFAULT_TIMEOUT_MS } from './limits';
import { readFailure, type Outcome } from './outcome';
import { readRateLimit } from './rateLimitHeaders';
import { explain } from './requestError';
import { decide, isIdempotent, type TriesSoFar } from './retryPolicy';
import type { Session } from './session';
import type { Slot } from './throttle';

/** One call of the Core API. */
export interface PelcroRequest {
	method: IHttpRequestMethods;
	/** Below the base URL, starting with a slash, its parts encoded already. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** The site to work on, where it is not the credential's. */
	siteId?: string;
	/** The longest that one try may take, in ms. */
	timeoutMs?: number;
}

/**
 * The one function through which every call to Pelcro goes: waits for the account's allowance, sends, retries
 * by the one policy, and returns the parsed body ('' where the answer is empty).
 *
 * @throws PelcroRequestError when Pelcro refuses or does not answer; CancelledError when the execution stops
 */
export async function sendRequest(session: Session, request: PelcroRequest): Promise<unknown> {
	const options = toHttpOptions(session, request);
	const tries: TriesSoFar = { refused: 0, failed: 0, mayBeDone: false };
	for (;;) {
		const slot = await acquireSlot(session);
		const outcome = await tryOnce(session, options, slot);
		if (session.signal?.aborted) throw new CancelledError();
		const requestedWaitMs = requestedWait(session, outcome);
		countTry(tries, outcome);
		const idempotent = isIdempotent(request.method);
		const decision = decide(outcome, idempotent, tries, session.random(), requestedWaitMs);
		if (decision.kind === 'done') return outcome.kind === 'answer' ? outcome.body : '';
		if (decision.kind === 'fail') {
			if (wasDeletedBefore(request, outcome, tries)) return '';
			const what = `${request.method} ${request.path}`;
			const secrets = [session.credentials.apiKey];
			throw explain(what, outcome, decision.outcomeUnknown, secrets, requestedWaitMs);
		}
		session.statistics.retries += 1;
		if (decision.kind === 'retry') await wait(session.clock, decision.delayMs, session.signal);
	}
}

/** Adds the time during which calls waited for the limit to the statistics. */
async function acquireSlot({ throttle, lane, signal, clock, statistics }: Session): Promise<Slot> {
	if (statistics.waiting === 0) statistics.waitingSince = clock.now();
	statistics.waiting += 1;
	try {
		return await throttle.acquire(lane, signal);
	} finally {
		statistics.waiting -= 1;
		if (statistics.waiting === 0) statistics.waitedMs += clock.now() - statistics.waitingSince;
	}
}

async function tryOnce(
	session: Session,
	options: IHttpRequestOptions,
	slot: Slot,
): Promise<Outcome> {
	try {
		// A copy: the engine writes headers and the cancel signal into what it is given.
		const answer = await session.send({
			...options,
			headers: { ...options.headers },
			qs: { ...options.qs },
		});
		slot.release(readRateLimit(answer.statusCode, answer.headers, session.clock.now()));
		const { statusCode: status, headers, body } = answer;
		return { kind: 'answer', status, headers, body: body ?? '' };
	} catch (error) {
		slot.release();
		return readFailure(error);
	}
}

/** The wait that a 429 asks for, in ms (0 without one). The throttle holds the account meanwhile. */
function requestedWait(session: Session, outcome: Outcome): number {
	if (outcome.kind !== 'answer' || outcome.status !== 429) return 0;
	return readRateLimit(429, outcome.headers, session.clock.now()).retryAfterMs ?? 0;
}

function countTry(tries: TriesSoFar, outcome: Outcome): void {
	if (outcome.kind === 'answer' && outcome.status === 429) {
		tries.refused += 1;
		return;
	}
	tries.failed += 1;
	const open =
		outcome.kind === 'answer'
			? outcome.status >= 500 || outcome.status < 300
			: outcome.reached === 'maybe';
	if (open) tries.mayBeDone = true;
}

/** A repeated DELETE that finds nothing: the first try, whose answer was lost, has done it. */
function wasDeletedBefore(request: PelcroRequest, outcome: Outcome, tries: TriesSoFar): boolean {
	const gone = outcome.kind === 'answer' && outcome.status === 404;
	return request.method === 'DELETE' && gone && tries.mayBeDone;
}

function toHttpOptions(session: Session, request: PelcroRequest): IHttpRequestOptions {
	return {
		method: request.method,
		url: `${session.credentials.baseUrl}${request.path}`,
		headers: {
			Accept: 'application/json',
			...(request.body && { 'Content-Type': 'application/json' }),
		},
		qs: { ...request.query, ...(request.siteId !== undefined && { site_id: request.siteId }) },
		...(request.body && { body: request.body }),
		json: true,
		timeout: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// An API does not redirect; following one would send the key to another address.
		disableFollowRedirect: true,
	};
}
