import { isDataObject } from '../dataObject';
import { withoutSecretValue } from './redact';
import type { FieldErrors } from './requestError';
import { legible } from './legible';
import {
	besidesSentences,
	isSentence,
	saysSomething,
	sentencesIn,
	shortened,
	textsByField,
} from './errorTexts';

/** What Pelcro says in an error answer, whichever of its shapes it has. */
export interface ErrorBody {
	/** Its own sentence; empty where it has texts for fields only, or none. */
	message: string;
	/** Texts by the field that they are about; under '' those that are about none. */
	fieldErrors: FieldErrors;
}

/** Keys under which an answer repeats its HTTP status. */
const STATUS_KEYS = ['status', 'code', 'status_code', 'statusCode'];

/** Values of `status` by which an answer calls itself a failure. */
const FAILURE = /^(error|fail|failed|failure)$/i;

/** Where an answer can have its texts for fields, or its further reasons. */
const NESTS = [
	...['errors', 'error', 'message', 'reasons', 'details', 'fields', 'violations'],
	...['validation_errors', 'field_errors', 'invalid_params', 'data'],
];

/** Those of which a text alone is one as well. */
const LISTS = ['errors', 'reasons', 'details'];

/**
 * Reads an error answer of any shape: `{message}`, `{error: {message}}`, `{errors: {field: [text]}}` (all three are
 * Pelcro's, amendment 6), texts for fields under `message`, lists of errors, problem details, OAuth's, nested ones,
 * JSON or marked-up text within a text, plain text. Whatever there is to read is told; of a web page nothing is.
 * Reference: 'Errors'.
 */
export function readErrorBody(answer: unknown): ErrorBody {
	const body = legible(isWebPage(answer) ? '' : answer);
	if (typeof body === 'string') return { message: shortened(body), fieldErrors: {} };
	if (!isDataObject(body)) return { message: '', fieldErrors: textsByField(body) };
	const { error } = body;
	const [message = '', ...further] = [
		...sentencesIn(body),
		...(isDataObject(error) ? sentencesIn(error) : []),
	].sort(tellingFirst);
	const texts = NESTS.filter((name) => typeof body[name] === 'object' || LISTS.includes(name))
		.map((name) => body[name])
		.map((nest) =>
			textsByField(isDataObject(nest) && nest === error ? besidesSentences(nest) : nest),
		)
		.find((found) => Object.keys(found).length > 0);
	if (texts !== undefined) return { message, fieldErrors: texts };
	const others = further.filter((text) => isSentence(text) && text !== message);
	if (others.length > 0) return { message, fieldErrors: { '': others } };
	const rest = saysSomething(message) ? {} : textsByField(besidesSentences(body));
	return { message, fieldErrors: rest };
}

/** Sentences before words of programs, such as `invalid_request`, and those that say something before all others. */
function tellingFirst(one: string, other: string): number {
	return rankOf(one) - rankOf(other);
}

function rankOf(text: string): number {
	if (!saysSomething(text)) return 2;
	return isSentence(text) ? 0 : 1;
}

/**
 * Whether an answer is an error whatever its HTTP status says: it calls itself one, or names one and has neither a record
 * nor a list. A record may have a status or an error of its own; what has an ID and still is none says so by a number
 * and a sentence.
 */
export function isErrorObject(body: unknown): boolean {
	if (!isDataObject(body)) return false;
	const { id, uuid, data, error, errors, message, status, success } = body;
	const failing = STATUS_KEYS.some((key) => isFailingStatus(body[key]));
	if (!isBlank(id) || !isBlank(uuid)) return failing && typeof message === 'string';
	const failed = success === false || (typeof status === 'string' && FAILURE.test(status));
	if (failed || failing) return true;
	return isBlank(data) && (!isBlank(error) || !isBlank(errors));
}

/** An HTTP status that is a failure, as the answer itself has it. */
function isFailingStatus(value: unknown): boolean {
	const isNumber =
		typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/.test(value));
	return isNumber && Number(value) >= 400 && Number(value) < 600;
}

/** An answer in words, for where it is not what was asked for. */
export function described(body: unknown): string {
	if (body === '' || body === undefined) return 'nothing';
	return shortened(
		typeof body === 'string' ? body.trim() : JSON.stringify(body, withoutSecretValue),
	);
}

/** Whether an answer is a web page: of a proxy, or of a web server that has no such path. */
export function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*(<!doctype|<html|<head|<\?xml)/i.test(body);
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
