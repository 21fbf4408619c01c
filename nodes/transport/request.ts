import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { CancelledError } from './clock';
import type { Form } from './files/form';
import { isCutOff } from './files/wholeness';
import { DEFAULT_TIMEOUT_MS, DOWNLOAD_TIMEOUT_MS, FAILURE_TRIES } from './limits';
import { CUT_OFF, readFailure, type Answer, type Outcome } from './failures/outcome';
import { beforeSending, isHalted, NotSentError, pause } from './halt';
import { noApi } from './failures/causes';
import { readRateLimit, type Headers } from './limiter/rateLimitHeaders';
import { explain, explainWait } from './failures/explain';
import { policyFor, UNKNOWN } from './failures/policies';
import { decide, isIdempotent, type TriesSoFar } from './failures/retryPolicy';
import { isErrorObject } from './failures/errorBody';
import { holds, isAnotherRecord, type Expectation } from './lists/expectation';
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
 * @throws PelcroRequestError when Pelcro refuses or does not answer; NotSentError when the run has failed before;
 * CancelledError when the execution stops
 */
export async function requestAnswer(session: Session, request: PelcroRequest): Promise<Answer> {
	const options = toHttpOptions(session, request);
	const progress: Progress = { failed: 0, mayBeDone: false, heldSince: undefined, inVain: false };
	const { failureTries } = session;
	const idempotent = request.idempotent ?? isIdempotent(request.method);
	// Nobody who waits in front of the editor waits for the end of an outage.
	const waitsLong = failureTries >= FAILURE_TRIES;
	for (;;) {
		const slot = await acquireSlot(session, request, progress);
		if (waitsLong && session.throttle.isAway && (!idempotent || progress.inVain)) {
			progress.heldSince ??= session.clock.now();
			await look(session, idempotent ? elsewhere(request) : request, slot);
			continue;
		}
		const { outcome, retryAfterMs } = await tryOnce(session, request, options, slot);
		if (session.signal?.aborted) throw new CancelledError();
		const isAway = session.throttle.isAway && waitsLong;
		noteTry(progress, outcome, isAway, session.clock.now());
		const circumstances = { failureTries, isAway, retryAfterMs };
		const decision = decide(outcome, idempotent, progress, session.random(), circumstances);
		if (outcome.kind === 'answer') {
			if (decision.kind === 'done') return outcome;
			if (wasDeletedBefore(request, outcome, progress)) return { ...outcome, body: '' };
		}
		if (decision.kind === 'fail') {
			if (waitsLong && (await isOutage(session, request, progress, { outcome, idempotent })))
				continue;
			const secrets = [session.credentials.apiKey];
			const unknown = decision.outcomeUnknown && matters(request);
			throw explain(request, outcome, unknown, secrets, lostAdviceFor(request));
		}
		session.statistics.retries += 1;
		if (decision.kind !== 'retry') continue;
		if (retryAfterMs !== undefined) mindMaximumWait(session, request, progress, retryAfterMs);
		await pause(session, decision.delayMs);
	}
}

/**
 * What Pelcro asks to wait for is a wait for others, whatever the status beside it.
 *
 * @param askedMs how long Pelcro asks to wait from now, in ms
 * @throws PelcroRequestError when the call may not wait for so long
 */
function mindMaximumWait(
	session: Session,
	request: PelcroRequest,
	progress: Progress,
	askedMs: number,
): void {
	const now = session.clock.now();
	progress.heldSince ??= now;
	const wouldWaitMs = now - progress.heldSince + askedMs;
	const maximumWaitMs = maximumWaitOf(session, request);
	if (wouldWaitMs <= maximumWaitMs) return;
	const unknown = progress.mayBeDone && matters(request);
	throw explainWait(request, wouldWaitMs, maximumWaitMs, unknown, 'outage');
}

function maximumWaitOf(session: Session, { scope }: PelcroRequest): number {
	return scope?.maximumWaitMs ?? session.maximumWaitMs;
}

/**
 * Looks whether an outage is over, in place of a call that could be carried out although Pelcro does not answer: nobody would
 * know. Any answer of Pelcro's will do.
 */
async function look(session: Session, { path, scope }: PelcroRequest, slot: Slot): Promise<void> {
	const reading: PelcroRequest = { method: 'GET', path, query: { limit: 1 }, scope };
	await tryOnce(session, reading, toHttpOptions(session, reading), slot);
	if (session.signal?.aborted) throw new CancelledError();
}

/**
 * Looks before a call is given up that could wait for the end of an outage: what a run calls one by one is alone in
 * failing also where nothing at all is there.
 *
 * @returns whether it is an outage, so that the call goes on waiting
 */
async function isOutage(
	session: Session,
	request: PelcroRequest,
	progress: Progress,
	{ outcome, idempotent }: { outcome: Outcome; idempotent: boolean },
): Promise<boolean> {
	const policy = policyFor(outcome);
	const canWait =
		policy?.repeats === 'always' || (policy?.repeats === 'whereHarmless' && idempotent);
	if (policy?.away !== true || !canWait || session.throttle.isAway) return false;
	const other = elsewhere(request);
	await look(session, other, await acquireSlot(session, other, progress));
	if (session.throttle.isAway) progress.heldSince ??= session.clock.now();
	return session.throttle.isAway;
}

/** Another endpoint than the call's own, which may be all that fails. */
function elsewhere({ path, scope }: PelcroRequest): PelcroRequest {
	return { method: 'GET', path: path.startsWith('/plans') ? '/customers' : '/plans', scope };
}

/** A reading cannot be done twice, so nobody need know whether it was; some files can be had only once. */
function matters({ method, lostAdvice }: PelcroRequest): boolean {
	return method !== 'GET' || lostAdvice !== undefined;
}

function lostAdviceFor({ method, lostAdvice, idempotent }: PelcroRequest): string {
	return lostAdvice ?? ((idempotent ?? isIdempotent(method)) ? UNKNOWN.harmless : UNKNOWN.advice);
}

/** What has become of a call so far. */
interface Progress extends TriesSoFar {
	/** Since when this call waits for others: for the end of a hold, or as Pelcro asks (clock time, ms). */
	heldSince: number | undefined;
	/** Whether Pelcro was not there at the latest try. */
	inVain: boolean;
}

/**
 * Waits for the right to send, and adds the time during which calls waited to the statistics.
 *
 * @throws PelcroRequestError when others keep the call waiting for longer than it may
 */
async function acquireSlot(
	session: Session,
	request: PelcroRequest,
	{ heldSince, mayBeDone }: Progress,
): Promise<Slot> {
	const { throttle, lane, clock, statistics } = session;
	const maximumWaitMs = maximumWaitOf(session, request);
	if (statistics.waiting === 0) statistics.waitingSince = clock.now();
	statistics.waiting += 1;
	const download = request.file === true;
	try {
		return await beforeSending(session, async (signal) => {
			const slot = await throttle.acquire({
				lane,
				download,
				signal,
				maximumWaitMs,
				heldSince,
				allowance: session.credentials.requestsPerMinute,
			});
			return await unlessHalted(session, slot);
		}).catch((error: unknown) => {
			if (!(error instanceof MaximumWaitError)) throw error;
			const { wouldWaitMs, reason } = error;
			const unknown = mayBeDone && matters(request);
			throw explainWait(request, wouldWaitMs, maximumWaitMs, unknown, reason);
		});
	} finally {
		statistics.waiting -= 1;
		if (statistics.waiting === 0) statistics.waitedMs += clock.now() - statistics.waitingSince;
	}
}

/**
 * The answer that has made room for a call may be the refusal with which the run fails. That is known a moment later, so
 * a call that has waited waits for that moment as well.
 *
 * @throws NotSentError when the run has failed
 */
async function unlessHalted(session: Session, slot: Slot): Promise<Slot> {
	if (session.halt === undefined) return slot;
	if (slot.waited) await session.clock.sleep(0);
	if (!isHalted(session)) return slot;
	slot.release();
	throw session.signal?.aborted ? new CancelledError() : new NotSentError();
}

/** Sends once, and tells the account's limiter what became of it. */
async function tryOnce(
	session: Session,
	request: PelcroRequest,
	options: IHttpRequestOptions,
	slot: Slot,
): Promise<{ outcome: Outcome; retryAfterMs: number | undefined }> {
	try {
		session.statistics.calls += 1;
		// A copy: the engine writes headers and the cancel signal into what it is given.
		const answer = await session.send({
			...options,
			headers: { ...options.headers },
			qs: { ...options.qs },
		});
		const { statusCode: status, headers } = answer;
		const outcome = outcomeOf(request, status, headers, answer.body);
		const reading = readRateLimit(status, headers, session.clock.wallTime());
		slot.release({ ...reading, away: policyFor(outcome)?.away, call: request });
		return { outcome, retryAfterMs: reading.retryAfterMs };
	} catch (error) {
		const outcome = readFailure(error);
		const away = policyFor(outcome)?.away;
		slot.release({ refused: false, unanswered: true, away, call: request });
		return { outcome, retryAfterMs: undefined };
	}
}

/** What an answer comes to. A success by its status that is cut off, an error, or not what was asked for is none. */
function outcomeOf(
	{ path, file, expects }: PelcroRequest,
	status: number,
	headers: Headers,
	content: unknown,
): Outcome {
	const cutOff = isCutOff({ status, headers, body: content });
	if (cutOff && file) return CUT_OFF;
	const body = readableBody(status, content);
	const answer: Answer = { kind: 'answer', status, headers, body };
	if (status >= 300) return answer;
	const misses = cutOff || isErrorObject(body) || (expects !== undefined && !holds(body, expects));
	if (misses) return { ...answer, misses };
	const isNamed = expects === 'record' || expects === 'recordOrNothing' || expects === 'done';
	const another = isNamed && isAnotherRecord(body, path, expects);
	return another ? { ...answer, misses: true, another } : answer;
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

function noteTry(progress: Progress, outcome: Outcome, isAway: boolean, now: number): void {
	const policy = policyFor(outcome);
	progress.inVain = policy?.away === true;
	if (policy === undefined) return;
	const refused = outcome.kind === 'answer' && outcome.status === 429;
	if (refused || (policy.away && isAway)) progress.heldSince ??= now;
	else progress.failed += 1;
	if (policy.mayBeDone) progress.mayBeDone = true;
}

/**
 * A repeated DELETE that finds nothing: the first try, whose answer was lost, has done it. One that is to leave a record
 * (a canceled subscription) expects an answer.
 */
function wasDeletedBefore(
	{ method, expects }: PelcroRequest,
	answer: Answer,
	{ mayBeDone }: TriesSoFar,
): boolean {
	const isGone = answer.status === 404 && !noApi(answer, method);
	return method === 'DELETE' && expects === undefined && isGone && mayBeDone;
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
			// Only the first type decides whether a refusal comes as JSON or as a redirect to a login page.
			Accept: file ? 'application/json, */*' : 'application/json',
			// Packed, a file that was cut before it was sent unpacks without a word.
			...(file && { 'Accept-Encoding': 'identity' }),
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
