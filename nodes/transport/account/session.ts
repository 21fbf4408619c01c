import { createHash } from 'crypto';
import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { outageDelay, rateLimitDelay } from '../failures/backOff';
import { systemClock, type Clock } from '../clock';
import { CREDENTIAL_NAME, readCredentials, type PelcroCredentials } from './credentials';
import {
	ACCOUNT_DOWNLOADS_IN_FLIGHT,
	ACCOUNT_REQUESTS_IN_FLIGHT,
	DEFAULT_MAXIMUM_WAIT_MS,
	EDITOR_MAXIMUM_WAIT_MS,
	EDITOR_FAILURE_TRIES,
	FAILURE_TRIES,
	RATE_WINDOW_MS,
} from '../limits';
import { Throttle } from '../limiter/throttle';

/** The engine's contexts from which Pelcro is called. */
export type PelcroContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** Sends one request as it is and hands over status, headers and body, whatever the status. */
export type Send = (options: IHttpRequestOptions) => Promise<{
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}>;

/** What an execution waited and retried, for the hint on the node's output. */
export interface Statistics {
	/** Time during which at least one call waited for the limit, in ms. */
	waitedMs: number;
	/** Calls that wait now, and since when at least one does (clock time, ms). */
	waiting: number;
	waitingSince: number;
	retries: number;
	/** Requests sent, those that were repeated included. */
	calls: number;
	/** Records that may be missing of lists that would not stand still while they were read. */
	unsettled: number;
	/** Downloaded tables whose last row has no line end, so that it may be cut. */
	unendedFiles: number;
	/** For how long Pelcro had been away in this process when the run began, in ms. */
	awayBeforeMs: number;
}

/** All that calls of one execution (or of one click in the editor) share. */
export interface Session {
	credentials: PelcroCredentials;
	/** The account, as a hash. */
	account: string;
	send: Send;
	throttle: Throttle;
	/** Fairness is between lanes. */
	lane: string;
	/** Fires when the execution is stopped. */
	signal: AbortSignal | undefined;
	/** Fires when nothing more is to be sent, since the run has failed or was stopped; left out, `signal` says it. */
	halt?: AbortSignal;
	clock: Clock;
	random: () => number;
	/** After how many failures a call is given up. */
	failureTries: number;
	/** How long a call may wait because others spend the allowance, in ms. */
	maximumWaitMs: number;
	statistics: Statistics;
}

/**
 * One limiter for each account of this process, shared by all nodes and workflows. The key is a hash, so that
 * nothing that prints the map prints an API key.
 */
const throttles = new Map<string, Throttle>();

let editorCalls = 0;

/**
 * Reads the credential and joins the account's limiter.
 *
 * @throws CredentialError when the credential cannot be used
 */
export async function openSession(context: PelcroContext): Promise<Session> {
	const credentials = readCredentials(await context.getCredentials(CREDENTIAL_NAME));
	const throttle = throttleFor(credentials);
	const inEditor = isAwaited(context);
	return {
		credentials,
		account: accountOf(credentials),
		send: async (options) =>
			await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_NAME, options),
		throttle,
		lane: laneOf(context),
		signal: 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
		clock: systemClock,
		random: Math.random,
		failureTries: inEditor ? EDITOR_FAILURE_TRIES : FAILURE_TRIES,
		maximumWaitMs: inEditor ? EDITOR_MAXIMUM_WAIT_MS : DEFAULT_MAXIMUM_WAIT_MS,
		statistics: newStatistics(throttle.awayMs),
	};
}

/** The limiter of the account that the credential belongs to. */
export function throttleFor(credentials: PelcroCredentials): Throttle {
	const account = accountOf(credentials);
	const existing = throttles.get(account);
	if (existing !== undefined) return existing;
	const throttle = newThrottle(credentials.requestsPerMinute, RATE_WINDOW_MS);
	throttles.set(account, throttle);
	return throttle;
}

/**
 * A limiter with the package's own back-off and number of requests under way.
 *
 * @param allowance requests in a window
 * @param windowMs the window, in ms
 */
export function newThrottle(
	allowance: number,
	windowMs: number,
	clock = systemClock,
	random = Math.random,
): Throttle {
	return new Throttle({
		allowance,
		windowMs,
		inFlight: ACCOUNT_REQUESTS_IN_FLIGHT,
		downloadsInFlight: ACCOUNT_DOWNLOADS_IN_FLIGHT,
		refusalDelay: (retryAfterMs, refusalsInARow) =>
			rateLimitDelay(retryAfterMs, refusalsInARow, random()),
		outageDelay: (retryAfterMs, looks) => outageDelay(retryAfterMs, looks, random()),
		clock,
	});
}

/** Names the account without telling its key. */
export function accountOf({ baseUrl, apiKey }: PelcroCredentials): string {
	return createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
}

/** @param awayBeforeMs for how long Pelcro has been away in this process so far, in ms */
export function newStatistics(awayBeforeMs = 0): Statistics {
	return {
		waitedMs: 0,
		waiting: 0,
		waitingSince: 0,
		retries: 0,
		calls: 0,
		unsettled: 0,
		unendedFiles: 0,
		awayBeforeMs,
	};
}

/** An execution is a lane; each call outside of executions is one of its own. */
export function laneOf(context: PelcroContext): string {
	const executionId = executionIdOf(context);
	if (executionId !== undefined) return executionId;
	editorCalls += 1;
	return `editor ${editorCalls}`;
}

/**
 * Whether somebody waits for the answer in front of the editor. What n8n does for a published workflow outside of
 * executions (it registers webhooks and polls, also when it starts) is nobody's click.
 */
function isAwaited(context: PelcroContext): boolean {
	if (executionIdOf(context) !== undefined) return false;
	const activation = 'getActivationMode' in context ? context.getActivationMode?.() : undefined;
	return activation === undefined || activation === 'manual';
}

/** undefined outside an execution: in the editor, and where a workflow is published. */
function executionIdOf(context: PelcroContext): string | undefined {
	const executionId = 'getExecutionId' in context ? context.getExecutionId() : undefined;
	return executionId || undefined;
}
