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
		return (isExact ? exact : fromText)(route);
	};
}
