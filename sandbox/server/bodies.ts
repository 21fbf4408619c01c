import type { FastifyInstance, FastifyRequest } from 'fastify';

/** `countries[]` and `metadata[key]`, as PHP reads form fields. */
const NESTED_FIELD = /^([^[\]]+)\[([^[\]]*)\]$/;

function putField(target: Record<string, unknown>, name: string, value: unknown): void {
	const [, field, key] = NESTED_FIELD.exec(name) ?? [];
	if (field === undefined || key === undefined) target[name] = value;
	else if (key === '') target[field] = [...[target[field] ?? []].flat(), value];
	else target[field] = { ...(target[field] as object | undefined), [key]: value };
}

async function formFields(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
	const headers = { 'content-type': contentType };
	const form = await new Response(new Uint8Array(body), { headers }).formData();
	const fields: Record<string, unknown> = {};
	form.forEach((value, name) => {
		// of a file only its name is kept
		putField(fields, name, typeof value === 'string' ? value : value.name);
	});
	return fields;
}

interface FormSchema {
	properties?: Record<string, { type?: string | string[]; [keyword: string]: unknown }>;
}

/** Turns the 1 and 0 of a form into booleans where the schema wants these, as Laravel does. */
export function readFormBooleans(body: Record<string, unknown>, schema: FormSchema): void {
	for (const [name, { type }] of Object.entries(schema.properties ?? {})) {
		const value = body[name];
		if (type === 'boolean' && (value === '1' || value === '0')) body[name] = value === '1';
	}
}

/** Makes the server read multipart forms, and take an empty body of any type for none, as Laravel does. */
export function readBodies(app: FastifyInstance): void {
	const parseJson = app.getDefaultJsonParser('error', 'ignore');
	app.addContentTypeParser<string>(
		'application/json',
		{ parseAs: 'string' },
		(request, body, done) => {
			if (body.length === 0) done(null, undefined);
			else void parseJson(request, body, done);
		},
	);
	app.addContentTypeParser<Buffer>(
		'multipart/form-data',
		{ parseAs: 'buffer' },
		async (request: FastifyRequest, body: Buffer) =>
			formFields(body, request.headers['content-type'] ?? ''),
	);
	app.addContentTypeParser<string>(
		'*',
		{ parseAs: 'string' },
		async (request: FastifyRequest, body: string) => {
			if (body.length === 0) return undefined;
			const type = String(request.headers['content-type']);
			throw Object.assign(new Error(`Unsupported media type: ${type}`), { statusCode: 415 });
		},
	);
}
