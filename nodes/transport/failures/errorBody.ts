import { isDataObject } from '../dataObject';
import type { FieldErrors } from './requestError';

/** What Pelcro says in an error answer, whichever of its shapes it has. */
export interface ErrorBody {
	message: string;
	fieldErrors: FieldErrors;
}

/** Of an answer that is none, so many characters are shown. */
const LONGEST_SHOWN = 200;

/** Values of `status` by which an answer calls itself a failure. */
const FAILURE = /^(error|fail|failed|failure)$/i;

/**
 * Reads an error answer. The payload of validation errors is SEEN; the key around other messages is not, so
 * the usual ones are all read. Reference: 'Errors'.
 */
export function readErrorBody(body: unknown): ErrorBody {
	if (!isDataObject(body)) return { message: '', fieldErrors: {} };
	const inner = isDataObject(body.error) ? body.error : {};
	const errors = isDataObject(body.errors)
		? body.errors
		: isDataObject(inner.errors)
			? inner.errors
			: {};
	const fieldErrors = Object.fromEntries(
		Object.entries(errors).map(([field, texts]) => [field, [texts].flat().map(String)]),
	);
	const message = [body.message, inner.message, body.error, body.errors].find(
		(candidate) => typeof candidate === 'string' && candidate.trim() !== '',
	);
	return { message: typeof message === 'string' ? message.trim() : '', fieldErrors };
}

/** One line for each text, led by the field that it is about. */
export function fieldErrorLines(fieldErrors: FieldErrors): string[] {
	return Object.entries(fieldErrors).flatMap(([field, texts]) =>
		texts.map((text) => `${field}: ${text}`),
	);
}

/** Whether an answer is an error whatever its status says: it names one, and has neither a record nor a list. */
export function isErrorObject(body: unknown): boolean {
	if (!isDataObject(body)) return false;
	const { id, data, error, errors, status, success } = body;
	if (!isBlank(id) || !isBlank(data)) return false;
	const failed = success === false || (typeof status === 'string' && FAILURE.test(status));
	return failed || !isBlank(error) || !isBlank(errors);
}

/** An answer in words, for where it is not what was asked for. */
export function described(body: unknown): string {
	if (body === '' || body === undefined) return 'nothing';
	const text = typeof body === 'string' ? body.trim() : JSON.stringify(body);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
