import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { CancelledError, wait } from './clock';
import type { Form } from './files/form';
import { DEFAULT_TIMEOUT_MS, DOWNLOAD_TIMEOUT_MS } from './limits';
import { readFailure, type Answer, type Outcome } from './failures/outcome';
import { readRateLimit } from './limiter/rateLimitHeaders';
import { explain, explainWait } from './failures/explain';
import { decide, isIdempotent, type TriesSoFar } from './failures/retryPolicy';
import { isErrorObject } from './failures/errorBody';
import { holds, type Expectation } from './lists/envelope';
import { siteOf, type RequestScope } from './account/scope';
import type { Session } from './account/session';
import { MaximumWaitError, type Slot } from './limiter/throttle';
import { USER_AGENT } from './version';

/** One call of the Core API. */
export interface PelcroRequest {
	method: IHttpRequestMethods;
	/** Below the base URL, starting with a slash, its parts encoded already. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Whether repeating it changes nothing more; by the method when left out. */
	idempotent?: boolean;
	/** A form with files, in place of the body. */
	form?: Form;
	/** Whether the answer is a file; its body is then a Buffer. */
	file?: boolean;
	/** On which site, and how long it may take; the session's when left out. */
	scope?: RequestScope;
	/** Where the site goes; the query when left out. */
	siteIdIn?: 'body' | 'queryAndBody';
	/** What to do when the answer got lost and cannot be had again. */
	lostAdvice?: string;
	/** What the answer has to hold; anything but an error when left out. */
	expects?: Expectation;
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
	const progress: Progress = { failed: 0, mayBeDone: false, refusedSince: undefined };
	for (;;) {
		const slot = await acquireSlot(session, request, progress);
		const outcome = judged(await tryOnce(session, options, slot), request);
		if (session.signal?.aborted) throw new CancelledError();
		noteTry(progress, outcome, session.clock.now());
		const { random, failureTries } = session;
		const idempotent = request.idempotent ?? isIdempotent(request.method);
		const decision = decide(outcome, idempotent, progress, random(), failureTries);
		if (outcome.kind === 'answer') {
			if (decision.kind === 'done') return outcome;
			if (wasDeletedBefore(request, outcome, progress)) return { ...outcome, body: '' };
		}
		if (decision.kind === 'fail') {
			const secrets = [session.credentials.apiKey];
			throw explain(request, outcome, decision.outcomeUnknown, secrets, request.lostAdvice);
		}
		session.statistics.retries += 1;
		if (decision.kind === 'retry') await wait(session.clock, decision.delayMs, session.signal);
	}
}

/** What has become of a call so far. */
interface Progress extends TriesSoFar {
	/** When Pelcro first answered 429 to this call (clock time, ms). */
	refusedSince: number | undefined;
}

/**
 * Waits for the right to send, and adds the time during which calls waited to the statistics.
 *
 * @throws PelcroRequestError when others keep the call waiting for longer than it may
 */
async function acquireSlot(
	{ throttle, lane, signal, clock, statistics, ...session }: Session,
	request: PelcroRequest,
	{ refusedSince, mayBeDone }: Progress,
): Promise<Slot> {
	const maximumWaitMs = request.scope?.maximumWaitMs ?? session.maximumWaitMs;
	const waitedMs = refusedSince === undefined ? 0 : clock.now() - refusedSince;
	if (statistics.waiting === 0) statistics.waitingSince = clock.now();
	statistics.waiting += 1;
	const slot = throttle.acquire({ lane, signal, maximumWaitMs: maximumWaitMs - waitedMs });
	try {
		return await slot.catch((error: unknown) => {
			if (!(error instanceof MaximumWaitError)) throw error;
			const wouldWaitMs = waitedMs + error.wouldWaitMs;
			throw explainWait(request, wouldWaitMs, maximumWaitMs, mayBeDone);
		});
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
		session.statistics.calls += 1;
		// A copy: the engine writes headers and the cancel signal into what it is given.
		const answer = await session.send({
			...options,
			headers: { ...options.headers },
			qs: { ...options.qs },
		});
		slot.release(readRateLimit(answer.statusCode, answer.headers, session.clock.wallTime()));
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

/** A success by its status that holds an error, or not what was asked for, is none. */
function judged(outcome: Outcome, { expects }: PelcroRequest): Outcome {
	if (outcome.kind !== 'answer' || outcome.status >= 300) return outcome;
	const { body } = outcome;
	const misses = isErrorObject(body) || (expects !== undefined && !holds(body, expects));
	return misses ? { ...outcome, misses } : outcome;
}

function noteTry(progress: Progress, outcome: Outcome, now: number): void {
	if (outcome.kind === 'answer' && outcome.status === 429) {
		progress.refusedSince ??= now;
		return;
	}
	progress.failed += 1;
	const open =
		outcome.kind === 'answer'
			? outcome.status >= 500 || outcome.status < 300
			: outcome.reached === 'maybe';
	if (open) progress.mayBeDone = true;
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
			'User-Agent': USER_AGENT,
			Accept: file ? '*/*' : 'application/json',
			...(contentType !== undefined && { 'Content-Type': contentType }),
		},
		qs: queryOf(request),
		// As web forms and PHP have lists: `ids[]=1&ids[]=2`.
		arrayFormat: 'brackets',
		...(body !== undefined && { body }),
		...(file ? { encoding: 'arraybuffer' } : { json: true }),
		timeout: request.scope?.timeoutMs ?? (file ? DOWNLOAD_TIMEOUT_MS : DEFAULT_TIMEOUT_MS),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// An API does not redirect; following one would send the key to another address.
		disableFollowRedirect: true,
	};
}

/** The credential adds its site where the query has none; undefined keeps it out. */
function queryOf({ query, scope, siteIdIn }: PelcroRequest): IDataObject {
	const siteId = scope?.siteId;
	if (siteIdIn === 'body') return { ...query, site_id: undefined };
	return { ...query, ...(siteId !== undefined && { site_id: siteId }) };
}

function bodyOf(
	session: Session,
	{ body, scope, siteIdIn }: PelcroRequest,
): IDataObject | undefined {
	if (siteIdIn === undefined) return body;
	return { ...body, site_id: Number(siteOf(session, scope)) };
}
