import type { FastifySchemaValidationError } from 'fastify';
import { type FieldErrors, spoken } from '../api/answers';

const TYPE_WORDS: Record<string, string> = {
	string: 'a string',
	integer: 'an integer',
	number: 'a number',
	boolean: 'true or false',
	array: 'an array',
	object: 'an array',
};

const FORMAT_WORDS: Record<string, string> = {
	email: 'be a valid email address',
	date: 'match the format Y-m-d',
	uuid: 'be a valid UUID',
	uri: 'be a valid URL',
	ipv4: 'be a valid IP address',
	ipv6: 'be a valid IP address',
	int32: 'be at most 2147483647',
};

/** The field that an error concerns: the path within the part, dots between the steps. */
function fieldOf(error: FastifySchemaValidationError): string {
	const { missingProperty, additionalProperty } = error.params as Record<string, string>;
	const path = error.instancePath.split('/').slice(1);
	return [...path, missingProperty ?? additionalProperty ?? []].flat().join('.') || 'body';
}

/** Of fields one of which has to be sent: the others, for each. */
function alternativesOf(
	error: FastifySchemaValidationError,
	all: readonly FastifySchemaValidationError[],
): string[] {
	const [group, inGroup] = error.schemaPath.split('/anyOf/');
	if (inGroup === undefined) return [];
	return all
		.filter((one) => one !== error && one.schemaPath.startsWith(`${group}/anyOf/`))
		.map(fieldOf);
}

/** @param all what else was found: a field that is missing may be one of several of which one is needed */
function sentence(
	error: FastifySchemaValidationError,
	field: string,
	all: readonly FastifySchemaValidationError[],
): string {
	const name = `The ${spoken(field)} field`;
	const { limit, type, format } = error.params as Record<string, unknown>;
	switch (error.keyword) {
		case 'required':
			return `${name} is required${noneOf(alternativesOf(error, all))}.`;
		case 'additionalProperties':
			return `${name} is not known here.`;
		case 'type':
			return `${name} must be ${[type]
				.flat()
				// that it may be null, the framework does not say
				.filter((one, _index, all) => one !== 'null' || all.length === 1)
				.map((one) => TYPE_WORDS[String(one)] ?? String(one))
				.join(' or ')}.`;
		case 'enum':
			return `The selected ${spoken(field)} is invalid.`;
		case 'format':
			return `${name} must ${FORMAT_WORDS[String(format)] ?? `be a valid ${String(format)}`}.`;
		case 'maxLength':
			return `${name} must not be greater than ${String(limit)} characters.`;
		case 'minLength':
			return `${name} must be at least ${String(limit)} characters.`;
		case 'minimum':
			return `${name} must be at least ${String(limit)}.`;
		case 'exclusiveMinimum':
			return `${name} must be greater than ${String(limit)}.`;
		case 'maximum':
			return `${name} must not be greater than ${String(limit)}.`;
		case 'minItems':
			return `${name} must have at least ${String(limit)} items.`;
		case 'uniqueItems':
			return `${name} has a duplicate value.`;
		default:
			return `${name} format is invalid.`;
	}
}

function noneOf(fields: readonly string[]): string {
	return fields.length === 0 ? '' : ` when none of ${fields.map(spoken).join(' / ')} are present`;
}

/**
 * Says schema violations the way Laravel's validator says them.
 *
 * @param errors what Ajv found in one part of a request
 * @returns messages by field, as they go under `errors`
 */
export function fieldErrors(errors: readonly FastifySchemaValidationError[]): FieldErrors {
	const found: FieldErrors = {};
	for (const error of errors) {
		// 'anyOf' only sums up what its branches have said already
		if (error.keyword === 'anyOf') continue;
		const field = fieldOf(error);
		const said = (found[field] ??= []);
		const message = sentence(error, field, errors);
		if (!said.includes(message)) said.push(message);
	}
	return found;
}
