import { isDataObject } from '../dataObject';
import { DEEPEST_ERROR, LONGEST_TEXT, TEXTS_OF_AN_ERROR } from '../limits';
import { withoutSecretValue } from './redact';
import type { FieldErrors } from './requestError';

/** Keys whose text is a sentence about what is wrong, best first. `message` and `error` are Pelcro's (amendment 6). */
const SENTENCES = ['message', 'error', 'detail', 'error_description'];

/** Further ones, which are names of fields as well: they are sentences where nothing beside them is a field's. */
const FURTHER_SENTENCES = ['description', 'reason', 'title'];

/** Keys under which an entry of a list says which field it is about. */
const FIELD_NAMES = ['field', 'parameter', 'param', 'attribute', 'pointer'];

/** A debugging framework's own keys, which say too much. */
const DEBUGGING = /^(trace|exception|links|meta)$/;

/** Keys of an error that seldom hold a reason: all of them are names of fields as well. */
const SHORT_NOTES = /^(code|status|status_?code|success|id|file|line|type)$/i;

/** What else an error has that is no field's. */
const FURTHER_KEYS = /^(source|instance|errors|reasons|details|data|path|timestamp)$/;

/** Says only that something is wrong, which the status says as well. */
const SAYS_NOTHING =
	/^(the given data (was|is) invalid|validation (failed|error)|unauthenticated|unauthorized|this action is unauthorized|forbidden|not found|method not allowed|server error|bad request|payload too large|content too large|unprocessable (entity|content)|service unavailable|gateway timeout|bad gateway|error|fail(ed|ure)?|ok|success)\.?$/i;

/** Whether Pelcro's own sentence tells more than its status does. */
export function saysSomething(text: string): boolean {
	return text !== '' && !SAYS_NOTHING.test(text);
}

/** Whether it is written for people: programs have words such as `invalid_request`. */
export function isSentence(text: string): boolean {
	return saysSomething(text) && /\s/.test(text);
}

/** The sentences of an error, best first. */
export function sentencesIn(object: Record<string, unknown>): string[] {
	return sentenceNames(object).map((name) => shortened(String(object[name]).trim()));
}

/** What an error has besides its sentences; where they say something, its short notes say nothing more. */
export function besidesSentences(object: Record<string, unknown>): Record<string, unknown> {
	const names = sentenceNames(object);
	const isTold = sentencesIn(object).some(saysSomething);
	return Object.fromEntries(
		Object.entries(object).filter(
			([name, content]) => !names.includes(name) && !(isTold && isShortNote(name, content)),
		),
	);
}

/** All texts in a value, by their field's name with points between its parts; at most so many. */
export function textsByField(value: unknown): FieldErrors {
	// A map: a field may have a name that every object has, e.g. `constructor`.
	const texts = new Map<string, string[]>();
	let count = 0;
	for (const [field, text] of textsIn(value, '', DEEPEST_ERROR)) {
		if (count === TEXTS_OF_AN_ERROR) break;
		const told = shortened(String(withoutSecretValue(field, text)));
		texts.set(field, [...(texts.get(field) ?? []), told]);
		count += 1;
	}
	return Object.fromEntries(texts);
}

export function shortened(text: string): string {
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** The keys under which an error has its sentences, best first; texts by field have fewer of them. */
function sentenceNames(object: Record<string, unknown>): string[] {
	const names = hasFields(object) ? SENTENCES : [...SENTENCES, ...FURTHER_SENTENCES];
	return names.filter((name) => {
		const text = object[name];
		return typeof text === 'string' && text.trim() !== '';
	});
}

/** Whether an object has keys that no error has of its own, so that its texts are by field. */
function hasFields(object: Record<string, unknown>): boolean {
	const further = FURTHER_SENTENCES.filter((name) => typeof object[name] === 'string');
	const isOneError = SENTENCES.some((name) => name in object) || fieldIn(object) !== '';
	if (further.length > 1 && !isOneError) return true;
	return Object.keys(object).some(
		(name) =>
			![...SENTENCES, ...FURTHER_SENTENCES, ...FIELD_NAMES].includes(name) &&
			![DEBUGGING, SHORT_NOTES, FURTHER_KEYS].some((known) => known.test(name)),
	);
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
	const [sentence] = sentencesIn(object);
	const own = fieldIn(object);
	if (sentence !== undefined) {
		yield [own || field, sentence];
		if (!hasFields(object)) return;
	}
	const place = own || field;
	for (const [name, content] of Object.entries(besidesSentences(object))) {
		const isSilent = isEmptyNote(name, content) || isOfProgram(object, name);
		if (isSilent || (own !== '' && namesField(name))) continue;
		// An error within an error is no field of it.
		const isNested = isDataObject(content) && [...SENTENCES, 'errors'].includes(name);
		const path = [place, isNested ? '' : name].filter(Boolean).join('.');
		yield* textsIn(content, path, depth - 1);
	}
}

/** Where in the program it was thrown, and by what. */
function isOfProgram(object: Record<string, unknown>, name: string): boolean {
	return DEBUGGING.test(name) || ('exception' in object && /^(file|line)$/.test(name));
}

function isShortNote(name: string, content: unknown): boolean {
	return SHORT_NOTES.test(name) && typeof content !== 'object' && !String(content).includes(' ');
}

/** A note that says no more than that it is an error: `false`, 422, 'failed'. */
function isEmptyNote(name: string, content: unknown): boolean {
	if (!isShortNote(name, content)) return false;
	return (
		typeof content === 'boolean' ||
		/^\d{3}$/.test(String(content)) ||
		!saysSomething(String(content))
	);
}

function namesField(name: string): boolean {
	return name === 'source' || FIELD_NAMES.includes(name);
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
