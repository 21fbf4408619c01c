import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { CancelledError, wait } from './clock';
import type { Form } from './form';
import { DEFAULT_TIMEOUT_MS, DOWNLOAD_TIMEOUT_MS } from './limits';
import { readFailure, type Answer, type Outcome } from './outcome';
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
	/** A form with files, in place of the body. */
	form?: Form;
	/** Whether the answer is a file; its body is then a Buffer. */
	file?: boolean;
	/** The site to work on, where it is not the credential's. */
	siteId?: string;
	/** Where the site goes; the query when left out. */
	siteIdIn?: 'body' | 'queryAndBody';
	/** What to do when the answer got lost and cannot be had again. */
	lostAdvice?: string;
	/** The longest that one try may take, in ms. */
	timeoutMs?: number;
}

/**
 * Sends a request and returns the parsed body ('' where the answer is empty).
 *
 * @throws as requestAnswer
 */
export async function sendRequest(session: Session, request: PelcroRequest): Promise<unknown> {
	return (await requestAnswer(session, request)).body;
}

/**
 * The one function through which every call to Pelcro goes: waits for the account's allowance, sends, and
 * retries by the one policy.
 *
 * @throws PelcroRequestError when Pelcro refuses or does not answer; CancelledError when the execution stops
 */
export async function requestAnswer(session: Session, request: PelcroRequest): Promise<Answer> {
	const options = toHttpOptions(session, request);
	const tries: TriesSoFar = { refused: 0, failed: 0, mayBeDone: false };
	for (;;) {
		const slot = await acquireSlot(session);
		const outcome = await tryOnce(session, options, slot);
		if (session.signal?.aborted) throw new CancelledError();
		const requestedWaitMs = requestedWait(session, outcome);
		countTry(tries, outcome);
		const idempotent = isIdempotent(request.method);
		const { random, failureTries } = session;
		const decision = decide(outcome, idempotent, tries, random(), requestedWaitMs, failureTries);
		if (outcome.kind === 'answer') {
			if (decision.kind === 'done') return outcome;
			if (wasDeletedBefore(request, outcome, tries)) return { ...outcome, body: '' };
		}
		if (decision.kind === 'fail') {
			const what = `${request.method} ${request.path}`;
			const secrets = [session.credentials.apiKey];
			const { lostAdvice } = request;
			throw explain(what, outcome, decision.outcomeUnknown, secrets, requestedWaitMs, lostAdvice);
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
		return { kind: 'answer', status, headers, body: readableBody(status, body) };
	} catch (error) {
		slot.release();
		return readFailure(error);
	}
}

/** A refused download says why in JSON, which comes as bytes like the file would. */
function readableBody(status: number, body: unknown): unknown {
	if (!(body instanceof Uint8Array) || status < 300) return body ?? '';
	try {
		return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
	} catch {
		return '';
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
function wasDeletedBefore(request: PelcroRequest, answer: Answer, tries: TriesSoFar): boolean {
	return request.method === 'DELETE' && answer.status === 404 && tries.mayBeDone;
}

function toHttpOptions(session: Session, request: PelcroRequest): IHttpRequestOptions {
	const { method, path, form, file = false } = request;
	const body = form === undefined ? bodyOf(session, request) : form.content;
	const contentType = form?.contentType ?? (body === undefined ? undefined : 'application/json');
	return {
		method,
		url: `${session.credentials.baseUrl}${path}`,
		headers: {
			Accept: file ? '*/*' : 'application/json',
			...(contentType !== undefined && { 'Content-Type': contentType }),
		},
		qs: queryOf(request),
		...(body !== undefined && { body }),
		...(file ? { encoding: 'arraybuffer' } : { json: true }),
		timeout: request.timeoutMs ?? (file ? DOWNLOAD_TIMEOUT_MS : DEFAULT_TIMEOUT_MS),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// An API does not redirect; following one would send the key to another address.
		disableFollowRedirect: true,
	};
}

/** The credential adds its site where the query has none; undefined keeps it out. */
function queryOf({ query, siteId, siteIdIn }: PelcroRequest): IDataObject {
	if (siteIdIn === 'body') return { ...query, site_id: undefined };
	return { ...query, ...(siteId !== undefined && { site_id: siteId }) };
}

function bodyOf(
	session: Session,
	{ body, siteId, siteIdIn }: PelcroRequest,
): IDataObject | undefined {
	if (siteIdIn === undefined) return body;
	return { ...body, site_id: Number(siteId ?? session.credentials.siteId) };
}
