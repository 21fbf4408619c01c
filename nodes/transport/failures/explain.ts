import type { IDataObject } from 'n8n-workflow';

import { recordOf } from '../lists/envelope';
import { noApi } from './causes';
import { described, readErrorBody } from './errorBody';
import type { Answer, Outcome } from './outcome';
import { HELD, policyFor, UNKNOWN, type Policy } from './policies';
import type { HoldReason } from '../limiter/hold';
import { redacted } from './redact';
import { PelcroRequestError, type FieldErrors, retold } from './requestError';
import { bestSentence, linesOf } from './sentences';

/** A call of the Core API, as far as it is named to the user. */
interface Call {
	method: string;
	path: string;
}

/**
 * Explains an answer that refuses, or the lack of one.
 *
 * @param outcomeUnknown whether it may have been carried out all the same
 * @param secrets texts that must not appear, whatever Pelcro echoes
 * @param lostAdvice what to do where the outcome is unknown
 * @throws TypeError for an answer that does
 */
export function explain(
	call: Call,
	outcome: Outcome,
	outcomeUnknown: boolean,
	secrets: readonly string[],
	lostAdvice: string = UNKNOWN.advice,
): PelcroRequestError {
	const unknownAdvice = outcomeUnknown ? lostAdvice : '';
	const policy = policyFor(outcome, call.method);
	if (policy === undefined) throw new TypeError('There is nothing to explain about a success');
	const error =
		outcome.kind === 'answer'
			? explainAnswer(call, outcome, policy, unknownAdvice)
			: explainSilence(call, outcome.code, policy, unknownAdvice);
	// Also where only the message is shown, nobody may take an unknown outcome for a failure and do it again.
	const doubles = outcomeUnknown && lostAdvice === UNKNOWN.advice;
	const message = doubles ? `${error.message.replace(/\.$/, '')}${UNKNOWN.note}` : error.message;
	return new PelcroRequestError(
		redacted(message, secrets),
		redacted(error.description, secrets),
		error.status,
		error.outcomeUnknown,
		redactFieldErrors(error.fieldErrors, secrets),
		redacted(error.said, secrets),
		policy.kind,
		policy.fits === noApi,
	);
}

/** The same failure, where it has turned out since that the call was not carried out: its last answer is what counts. */
export function notCarriedOut(failure: PelcroRequestError): PelcroRequestError {
	if (!failure.outcomeUnknown) return failure;
	const unknownAdvice: readonly string[] = [UNKNOWN.advice, UNKNOWN.harmless];
	const lines = failure.description.split('\n').filter((line) => !unknownAdvice.includes(line));
	const message = failure.message.replace(UNKNOWN.note, '');
	return retold(failure, { message, description: lines.join('\n'), outcomeUnknown: false });
}

/**
 * Explains that a call was given up because others spend the allowance, or because Pelcro is away.
 *
 * @param wouldWaitMs how long it would have had to wait in all, in ms
 * @param maximumWaitMs how long it may wait, in ms
 * @param mayBeDone whether an earlier try of it may have been carried out
 * @param reason what it waited for
 */
export function explainWait(
	call: Call,
	wouldWaitMs: number,
	maximumWaitMs: number,
	mayBeDone: boolean,
	reason: HoldReason,
): PelcroRequestError {
	const outage = reason === 'outage';
	const description = [
		...(mayBeDone ? [UNKNOWN.advice] : []),
		HELD[reason],
		`(${nameOf(call)}, waiting for ${outage ? 'Pelcro' : 'the limit'})`,
	];
	const wait = duration(wouldWaitMs);
	const most = duration(maximumWaitMs);
	const message = outage
		? `The call would have to wait ${wait} for Pelcro, which does not answer, and Maximum Wait allows ${most}`
		: `The call would have to wait ${wait} for Pelcro’s limit, and Maximum Wait allows ${most}`;
	return new PelcroRequestError(
		`${message}${mayBeDone ? UNKNOWN.note : ''}`,
		description.join('\n'),
		outage ? undefined : 429,
		mayBeDone,
		{},
		'',
		'passing',
	);
}

/** In words: seconds up to two minutes, then minutes. */
function duration(milliseconds: number): string {
	const seconds = Math.ceil(milliseconds / 1000);
	return seconds <= 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}

function explainAnswer(
	call: Call,
	{ status, body, another = false }: Answer,
	{ headline, advice, fits }: Policy,
	unknownAdvice: string,
): PelcroRequestError {
	// Another record is a stranger’s, and says nothing about this call; its ID is enough.
	const told = another ? idsOf(recordOf(body)) : body;
	const said = readErrorBody(another ? '' : body);
	// What another website says is not Pelcro's.
	const sentence = fits === noApi ? '' : bestSentence(said);
	const lines = linesOf(said.fieldErrors);
	const settled = unknownAdvice !== '' && (status >= 500 || status < 300);
	const description = [
		// What is the message already is not said twice.
		...lines.filter((line) => line !== sentence),
		...(status < 300 ? [`What came: ${described(told)}`] : []),
		...(sentence === '' && said.message !== '' ? [`Pelcro says: ${said.message}`] : []),
		...(unknownAdvice === '' ? [] : [unknownAdvice]),
		...(settled ? [] : [advice]),
		`(${nameOf(call)}, HTTP ${status})`,
	];
	const message =
		status < 300 ? [headline, sentence].filter(Boolean).join(': ') : sentence || headline;
	return new PelcroRequestError(
		message,
		description.join('\n'),
		status,
		unknownAdvice !== '',
		said.fieldErrors,
		sentence,
	);
}

function idsOf({ id, uuid }: IDataObject): IDataObject {
	return { ...(id !== undefined && { id }), ...(uuid !== undefined && { uuid }) };
}

function explainSilence(
	call: Call,
	code: string,
	{ headline, advice }: Policy,
	unknownAdvice: string,
): PelcroRequestError {
	return new PelcroRequestError(
		headline,
		`${unknownAdvice || advice}\n(${nameOf(call)}, ${code})`,
		undefined,
		unknownAdvice !== '',
	);
}

function nameOf({ method, path }: Call): string {
	return `${method} ${path}`;
}

/** They reach the user, too: the trigger shows what Pelcro says of its URL. */
function redactFieldErrors(fieldErrors: FieldErrors, secrets: readonly string[]): FieldErrors {
	return Object.fromEntries(
		Object.entries(fieldErrors).map(([field, texts]) => [
			redacted(field, secrets),
			texts.map((text) => redacted(text, secrets)),
		]),
	);
}
