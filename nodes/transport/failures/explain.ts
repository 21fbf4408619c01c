import {
	adviceFor,
	headline,
	MAYBE_DONE,
	OUTAGE_ADVICE,
	SILENCE,
	UNKNOWN_ADVICE,
	WAIT_ADVICE,
} from './advice';
import { described, isWebPage, readErrorBody } from './errorBody';
import type { Answer, Outcome } from './outcome';
import { policyFor } from './policy';
import type { HoldReason } from '../limiter/hold';
import { PelcroRequestError, type FieldErrors } from './requestError';
import { bestSentence, isNoRoute, linesOf } from './sentences';

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
 */
export function explain(
	call: Call,
	outcome: Outcome,
	outcomeUnknown: boolean,
	secrets: readonly string[],
	lostAdvice: string = UNKNOWN_ADVICE,
): PelcroRequestError {
	const unknownAdvice = outcomeUnknown ? lostAdvice : '';
	const error =
		outcome.kind === 'answer'
			? explainAnswer(call, outcome, unknownAdvice)
			: explainSilence(call, outcome.code, unknownAdvice);
	// Also where only the message is shown, nobody may take an unknown outcome for a failure and do it again.
	const doubles = outcomeUnknown && lostAdvice === UNKNOWN_ADVICE;
	const message = doubles ? `${error.message.replace(/\.$/, '')}${MAYBE_DONE}` : error.message;
	return new PelcroRequestError(
		redact(message, secrets),
		redact(error.description, secrets),
		error.status,
		error.outcomeUnknown,
		redactFieldErrors(error.fieldErrors, secrets),
		redact(error.said, secrets),
		policyFor(outcome)?.kind,
	);
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
		...(mayBeDone ? [UNKNOWN_ADVICE] : []),
		outage ? OUTAGE_ADVICE : WAIT_ADVICE,
		`(${nameOf(call)}, waiting for ${outage ? 'Pelcro' : 'the limit'})`,
	];
	const wait = duration(wouldWaitMs);
	const most = duration(maximumWaitMs);
	const message = outage
		? `The call would have to wait ${wait} for Pelcro, which does not answer, and Maximum Wait allows ${most}`
		: `The call would have to wait ${wait} for Pelcro’s limit, and Maximum Wait allows ${most}`;
	return new PelcroRequestError(
		`${message}${mayBeDone ? MAYBE_DONE : ''}`,
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

function explainAnswer(call: Call, answer: Answer, unknownAdvice: string): PelcroRequestError {
	const { status, body } = answer;
	const said = readErrorBody(body);
	const noApi = status === 404 && (isWebPage(body) || isNoRoute(said.message));
	const sentence = noApi ? '' : bestSentence(said);
	const refusal = { method: call.method, status, noApi, said: sentence };
	const lines = linesOf(said.fieldErrors);
	const settled = unknownAdvice !== '' && (status >= 500 || status < 300);
	const description = [
		// A single line that is the message already is not said twice.
		...(lines.length === 1 && lines[0] === sentence ? [] : lines),
		...(status < 300 ? [`What came: ${described(body)}`] : []),
		...(sentence === '' && said.message !== '' ? [`Pelcro says: ${said.message}`] : []),
		...(unknownAdvice === '' ? [] : [unknownAdvice]),
		...(settled ? [] : [adviceFor(refusal)]),
		`(${nameOf(call)}, HTTP ${status})`,
	];
	const message =
		status < 300
			? [headline(refusal), sentence].filter(Boolean).join(': ')
			: sentence || headline(refusal);
	return new PelcroRequestError(
		message,
		description.join('\n'),
		status,
		unknownAdvice !== '',
		said.fieldErrors,
		sentence,
	);
}

function explainSilence(call: Call, code: string, unknownAdvice: string): PelcroRequestError {
	const known = SILENCE.find(([pattern]) => pattern.test(code));
	const advice =
		unknownAdvice ||
		'Check the Environment and Base URL in the Pelcro credential, and that this n8n can reach the internet.';
	return new PelcroRequestError(
		known?.[1] ?? 'The connection to Pelcro was lost before the answer came',
		`${advice}\n(${nameOf(call)}, ${code})`,
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
			redact(field, secrets),
			texts.map((text) => redact(text, secrets)),
		]),
	);
}

function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce((clean, secret) => clean.split(secret).join('[hidden]'), text);
}
