import { DELETED_STATUS, REFUSED_STATUS, SUCCESS_STATUS } from '../model/guesses';

/** What an operation answers: without a body the answer is empty. */
export interface Answer {
	status: number;
	body?: unknown;
	/** Set for answers that are no JSON; their body is a Buffer. */
	contentType?: string;
}

/** Messages by field, as Laravel's validator gives them. */
export type FieldErrors = Record<string, string[]>;

/** A refused request; thrown by operations and rules, answered as it stands. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`refused with ${answer.status}`);
	}
}

/** One object in the envelope that Pelcro's examples show. */
export function single(data: unknown, status: number = SUCCESS_STATUS): Answer {
	return { status, body: { data, status: 'success' } };
}

/** A file, sent in the way that Pelcro sends exports and reports. */
export function file(content: Buffer): Answer {
	return { status: SUCCESS_STATUS, body: content, contentType: 'application/force-download' };
}

export function deleted(): Answer {
	return { status: DELETED_STATUS };
}

/** A validation error, with messages by field. */
export function invalid(errors: FieldErrors): Refusal {
	return new Refusal({ status: REFUSED_STATUS, body: { errors } });
}

/** A broken business rule, with a message. */
export function brokenRule(message: string): Refusal {
	return new Refusal({ status: REFUSED_STATUS, body: { message } });
}

/**
 * As Laravel says that a query found no record.
 *
 * @param model name of the kind's model, e.g. `CampaignRun`
 * @param id as it was asked for; undefined where it was looked for by something else
 */
export function notFound(model: string, id?: number | string): Refusal {
	const end = id === undefined ? '.' : ` ${id}`;
	const message = `No query results for model [App\\Models\\${model}]${end}`;
	return new Refusal({ status: 404, body: { message } });
}

/** Collects field errors and throws them all together, as a form's validator does. */
export class FieldChecks {
	private readonly errors: FieldErrors = {};

	/** Notes the message for the field when the condition does not hold. */
	expect(condition: boolean, field: string, message: string): void {
		if (!condition) (this.errors[field] ??= []).push(message);
	}

	/** @throws Refusal with everything that was noted */
	finish(): void {
		if (Object.keys(this.errors).length > 0) throw invalid(this.errors);
	}
}

/** The field's name as Laravel's sentences have it: `first_name` is 'first name'. */
export function spoken(field: string): string {
	return field.replace(/_/g, ' ');
}
