import type { Answer, Outcome } from './outcome';

/** A call that did not end well, in words for the user. It never holds the request or its headers. */
export class PelcroRequestError extends Error {
	constructor(
		message: string,
		/** Field errors one a line, and what the user can do. */
		readonly description: string,
		/** The HTTP status, where there was an answer. */
		readonly status: number | undefined,
		/** Whether the call may have been carried out all the same. */
		readonly outcomeUnknown: boolean,
		/** Field errors by Pelcro's field name; empty where Pelcro named none. */
		readonly fieldErrors: FieldErrors = {},
	) {
		super(message);
		this.name = 'PelcroRequestError';
	}
}

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** What Pelcro says in an error answer, whichever of its shapes it has. */
export interface ErrorBody {
	message: string;
	fieldErrors: FieldErrors;
}

/** What the user can do, by status. Reference: 'Errors'. */
const ADVICE: Readonly<Record<number, string>> = {
	400: 'Change the values that Pelcro names and run the node again.',
	401: 'Check the API Key in the Pelcro credential: it is missing, mistyped or expired. Only account owners and administrators can create keys.',
	403: 'This API Key may not do this, or not on this site. Check the Site ID in the credential (or in the Options of the node) and what the key is allowed to do.',
	404: 'Pelcro has no such record on this site. Check the ID, and whether the record was deleted or belongs to another site.',
	409: 'The record was changed by somebody else meanwhile. Run the node again.',
	422: 'Pelcro understood the request but cannot carry it out. Change the values that it names.',
};

const SERVER_ADVICE =
	'This is on Pelcro’s side. Run the node again in a few minutes; if it stays, ask Pelcro’s support.';

const MAYBE_DONE = ' (it may have been carried out all the same)';

const WAIT_ADVICE =
	'Something else spends the same allowance. Run this later, raise Maximum Wait (Minutes) in the Options of the node, lower Requests Per Minute in the other credentials that share the allowance, or ask Pelcro for a higher limit.';

const UNKNOWN_ADVICE =
	'It may have been carried out. Look in Pelcro whether it was before you run this again, or it could be done twice.';

/**
 * Explains an answer that refuses, or the lack of one.
 *
 * @param what the call in words, e.g. 'POST /customers'
 * @param outcomeUnknown whether it may have been carried out all the same
 * @param secrets texts that must not appear, whatever Pelcro echoes
 * @param lostAdvice what to do where the outcome is unknown
 */
export function explain(
	what: string,
	outcome: Outcome,
	outcomeUnknown: boolean,
	secrets: readonly string[],
	lostAdvice: string = UNKNOWN_ADVICE,
): PelcroRequestError {
	const unknownAdvice = outcomeUnknown ? lostAdvice : '';
	const error =
		outcome.kind === 'answer'
			? explainAnswer(what, outcome, unknownAdvice)
			: explainSilence(what, outcome.code, unknownAdvice);
	// Also where only the message is shown, nobody may take an unknown outcome for a failure and do it again.
	const doubles = outcomeUnknown && lostAdvice === UNKNOWN_ADVICE;
	const message = doubles ? `${error.message.replace(/\.$/, '')}${MAYBE_DONE}` : error.message;
	return new PelcroRequestError(
		redact(message, secrets),
		redact(error.description, secrets),
		error.status,
		error.outcomeUnknown,
		error.fieldErrors,
	);
}

/**
 * Explains that a call was given up because others spend the allowance.
 *
 * @param wouldWaitMs how long it would have had to wait in all, in ms
 * @param maximumWaitMs how long it may wait, in ms
 * @param mayBeDone whether an earlier try of it may have been carried out
 */
export function explainWait(
	what: string,
	wouldWaitMs: number,
	maximumWaitMs: number,
	mayBeDone: boolean,
): PelcroRequestError {
	const description = [
		...(mayBeDone ? [UNKNOWN_ADVICE] : []),
		WAIT_ADVICE,
		`(${what}, waiting for the limit)`,
	];
	return new PelcroRequestError(
		`The call would have to wait ${duration(wouldWaitMs)} for Pelcro’s limit, and Maximum Wait allows ${duration(maximumWaitMs)}${mayBeDone ? MAYBE_DONE : ''}`,
		description.join('\n'),
		429,
		mayBeDone,
	);
}

/** In words: seconds up to two minutes, then minutes. */
function duration(milliseconds: number): string {
	const seconds = Math.ceil(milliseconds / 1000);
	return seconds <= 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}

function explainAnswer(what: string, answer: Answer, unknownAdvice: string): PelcroRequestError {
	const { status } = answer;
	const body = readErrorBody(answer.body);
	const lines = fieldErrorLines(body.fieldErrors);
	// A single field error is the message already.
	const further = body.message === '' && lines.length === 1 ? [] : lines;
	const advice = [
		...further,
		...(unknownAdvice ? [unknownAdvice] : []),
		...(unknownAdvice && status >= 500 ? [] : [adviceFor(status)]),
		`(${what}, HTTP ${status})`,
	];
	const message =
		status < 300
			? 'Pelcro accepted the request, but its answer could not be read'
			: body.message || lines[0] || headline(status);
	return new PelcroRequestError(
		message,
		advice.join('\n'),
		status,
		unknownAdvice !== '',
		body.fieldErrors,
	);
}

function adviceFor(status: number): string {
	if (status >= 300 && status < 400) {
		return 'The Base URL in the Pelcro credential leads to another address. Enter the address that answers itself, with https://.';
	}
	return ADVICE[status] ?? (status >= 500 ? SERVER_ADVICE : (ADVICE[400] ?? ''));
}

function headline(status: number): string {
	if (status === 401) return 'Pelcro did not accept the API Key';
	if (status === 403) return 'This API Key may not do this';
	if (status === 404) return 'Pelcro has no such record';
	if (status >= 500) return 'Pelcro could not answer';
	return 'Pelcro refused the request';
}

const SILENCE: ReadonlyArray<[RegExp, string]> = [
	[/ENOTFOUND|EAI_AGAIN/, 'Pelcro’s address could not be found'],
	[/ECONNREFUSED/, 'Nothing answers at Pelcro’s address'],
	[/EHOSTUNREACH|ENETUNREACH|ENETDOWN/, 'Pelcro’s address cannot be reached from here'],
	[
		/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
		'The security certificate of Pelcro’s address was not accepted',
	],
	[/ETIMEDOUT|ECONNABORTED/, 'Pelcro did not answer in time'],
];

function explainSilence(what: string, code: string, unknownAdvice: string): PelcroRequestError {
	const known = SILENCE.find(([pattern]) => pattern.test(code));
	const advice =
		unknownAdvice ||
		'Check the Environment and Base URL in the Pelcro credential, and that this n8n can reach the internet.';
	return new PelcroRequestError(
		known?.[1] ?? 'The connection to Pelcro was lost before the answer came',
		`${advice}\n(${what}, ${code})`,
		undefined,
		unknownAdvice !== '',
	);
}

/**
 * Reads an error answer. The payload of validation errors is SEEN; the key around other messages is not, so
 * the usual ones are all read. Reference: 'Errors'.
 */
export function readErrorBody(body: unknown): ErrorBody {
	if (!isRecord(body)) return { message: '', fieldErrors: {} };
	const inner = isRecord(body.error) ? body.error : {};
	const errors = isRecord(body.errors) ? body.errors : isRecord(inner.errors) ? inner.errors : {};
	const fieldErrors = Object.fromEntries(
		Object.entries(errors).map(([field, texts]) => [field, [texts].flat().map(String)]),
	);
	const message = [body.message, inner.message, body.error, body.errors].find(
		(candidate) => typeof candidate === 'string' && candidate.trim() !== '',
	);
	return { message: typeof message === 'string' ? message.trim() : '', fieldErrors };
}

function fieldErrorLines(fieldErrors: FieldErrors): string[] {
	return Object.entries(fieldErrors).flatMap(([field, texts]) =>
		texts.map((text) => `${field}: ${text}`),
	);
}

function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce((clean, secret) => clean.split(secret).join('[hidden]'), text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
