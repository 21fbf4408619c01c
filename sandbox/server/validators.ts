import AjvCompiler from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler, FastifySchema } from 'fastify';

const SHARED = { allErrors: true, strictTypes: false, removeAdditional: false } as const;

/**
 * JSON bodies are taken as they are sent: a number in quotes is no number, and what the schema does not
 * know is refused. Paths, queries and forms carry text only, so there values are turned into the type
 * that the schema names.
 */
export function validatorCompiler(): FastifySchemaCompiler<FastifySchema> {
	const build = AjvCompiler();
	const exact = build({}, { customOptions: { ...SHARED, coerceTypes: false, useDefaults: false } });
	const fromText = build(
		{},
		{ customOptions: { ...SHARED, coerceTypes: true, useDefaults: true } },
	);
	return (route) => {
		const isExact =
			route.httpPart === 'body' &&
			(route as { contentType?: string }).contentType !== 'multipart/form-data';
		const validate = (isExact ? exact : fromText)(route);
		if (route.httpPart !== 'querystring') return validate;
		const booleans = booleansOf(route.schema);
		const check = (query: Record<string, unknown>): boolean => {
			const result = validate(withBooleans(query, booleans));
			check.errors = validate.errors;
			return result === true;
		};
		check.errors = validate.errors;
		return check;
	};
}

function booleansOf(schema: unknown): string[] {
	const { properties = {} } = schema as { properties?: Record<string, { type?: unknown }> };
	return Object.keys(properties).filter((name) => properties[name]?.type === 'boolean');
}

/** Laravel's rule for booleans takes 1 and 0 in a query; 'true' and 'false' are texts there, and refused. */
function withBooleans(query: Record<string, unknown>, names: string[]): Record<string, unknown> {
	for (const name of names) {
		const value = query[name];
		if (value === '1' || value === '0') query[name] = value === '1';
		else if (value !== undefined) query[name] = 'no boolean';
	}
	return query;
}
