import { isDataObject } from '../dataObject';
import type { FieldErrors } from './requestError';
import { DEEPEST_ERROR, TEXTS_OF_AN_ERROR, LONGEST_TEXT } from '../limits';

/** What Pelcro says in an error answer, whichever of its shapes it has. */
export interface ErrorBody {
	/** Its own sentence; empty where it has texts for fields only, or none. */
	message: string;
	/** Texts by the field that they are about; under '' those that are about none. */
	fieldErrors: FieldErrors;
}

/** Keys whose text is a sentence about what is wrong, best first. `message` and `error` are Pelcro's (amendment 6). */
const SENTENCES = ['message', 'error', 'detail', 'error_description', 'description', 'title'];

/** Keys under which an entry of a list says which field it is about. */
const FIELD_NAMES = ['field', 'parameter', 'param', 'attribute', 'pointer'];

/** A debugging framework's own keys, which say too much. */
const DEBUGGING = /^(trace|exception|links|meta)$/;

/** Keys of an error that hold no reason but where their value is a sentence: all of them are names of fields as well. */
const SHORT_NOTES = /^(code|status|status_?code|success|id|file|line|type)$/;

/** Keys under which an answer repeats its HTTP status. */
const STATUS_KEYS = ['status', 'code', 'status_code', 'statusCode'];

/** Values of `status` by which an answer calls itself a failure. */
const FAILURE = /^(error|fail|failed|failure)$/i;

/**
 * Reads an error answer of any shape: `{message}`, `{error: {message}}`, `{errors: {field: [text]}}` (all three are
 * Pelcro's, amendment 6), texts for fields under `message`, lists of errors, problem details, nested ones, plain
 * text. Whatever there is to read is told; of a web page nothing is. Reference: 'Errors'.
 */
export function readErrorBody(body: unknown): ErrorBody {
	if (typeof body === 'string') return { message: plainText(body), fieldErrors: {} };
	if (!isDataObject(body)) return { message: '', fieldErrors: textsByField(body) };
	const { error } = body;
	const message = sentenceIn(body) || (isDataObject(error) ? sentenceIn(error) : '');
	const nested = [body.errors, withoutSentence(error), body.message, body.data]
		.filter((value) => typeof value !== 'string' || value === body.errors)
		.map(textsByField);
	const found = nested.find((texts) => Object.keys(texts).length > 0);
	if (found !== undefined) return { message, fieldErrors: found };
	return { message, fieldErrors: message === '' ? textsByField(body) : {} };
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
	return shortened(typeof body === 'string' ? body.trim() : JSON.stringify(body));
}

/** Whether an answer is a web page: of a proxy, or of a web server that has no such path. */
export function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*(<!doctype|<html|<head|<\?xml)/i.test(body);
}

function plainText(body: string): string {
	return isWebPage(body) ? '' : shortened(body.trim());
}

function sentenceIn(object: Record<string, unknown>): string {
	const key = SENTENCES.find((name) => {
		const value = object[name];
		return typeof value === 'string' && value.trim() !== '';
	});
	return key === undefined ? '' : shortened(String(object[key]).trim());
}

/** The sentence of `{error: {message, errors}}` is the message already. */
function withoutSentence(error: unknown): unknown {
	if (!isDataObject(error)) return error;
	return Object.fromEntries(
		Object.entries(error).filter(
			([name, content]) => !(SENTENCES.includes(name) && typeof content === 'string'),
		),
	);
}

/** All texts in a value, by their field's name with points between its parts; at most so many. */
function textsByField(value: unknown): FieldErrors {
	const texts: Record<string, string[]> = {};
	let count = 0;
	for (const [field, text] of textsIn(value, '', DEEPEST_ERROR)) {
		if (count === TEXTS_OF_AN_ERROR) break;
		(texts[field] ??= []).push(shortened(text));
		count += 1;
	}
	return texts;
}

function* textsIn(value: unknown, field: string, depth: number): Generator<[string, string]> {
	if (value === null || value === undefined || value === '' || depth === 0) return;
	if (typeof value !== 'object') {
		yield [field, String(value)];
	} else if (Array.isArray(value)) {
		for (const entry of value) yield* textsIn(entry, field, depth - 1);
	} else {
		yield* textsOfObject({ ...value }, field, depth);
	}
}

/** An entry of a list of errors says its field and its sentence; any other object has a field for each key. */
function* textsOfObject(
	object: Record<string, unknown>,
	field: string,
	depth: number,
): Generator<[string, string]> {
	const sentence = sentenceIn(object);
	if (sentence !== '') {
		yield [fieldIn(object) || field, sentence];
		return;
	}
	for (const [name, content] of Object.entries(object)) {
		if (DEBUGGING.test(name) || isShortNote(name, content)) continue;
		yield* textsIn(content, field === '' ? name : `${field}.${name}`, depth - 1);
	}
}

function isShortNote(name: string, content: unknown): boolean {
	return SHORT_NOTES.test(name) && typeof content !== 'object' && !String(content).includes(' ');
}

/** Named, or as a JSON pointer such as `/data/attributes/email` (JSON:API). */
function fieldIn({ source, ...entry }: Record<string, unknown>): string {
	const places = isDataObject(source) ? [entry, source] : [entry];
	const name = places
		.flatMap((place: Record<string, unknown>) => FIELD_NAMES.map((key) => place[key]))
		.find((value) => typeof value === 'string' && value !== '');
	return String(name ?? '')
		.replace(/^\/?(data\/)?(attributes\/)?/, '')
		.replace(/\//g, '.');
}

function shortened(text: string): string {
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
