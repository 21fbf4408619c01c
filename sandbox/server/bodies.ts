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

/** Laravel takes JSON that it cannot read, or that is no object, for no fields at all. */
function jsonFields(body: string): unknown {
	try {
		const read: unknown = JSON.parse(body);
		return typeof read === 'object' && read !== null ? read : undefined;
	} catch {
		return undefined;
	}
}

/** Makes the server read forms, and take a body of any other type for none, as Laravel does. */
export function readBodies(app: FastifyInstance): void {
	app.addContentTypeParser<string>(
		'application/json',
		{ parseAs: 'string' },
		async (_request: FastifyRequest, body: string) => jsonFields(body),
	);
	app.addContentTypeParser<string>(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		async (_request: FastifyRequest, body: string) => {
			const fields: Record<string, unknown> = {};
			new URLSearchParams(body).forEach((value, name) => putField(fields, name, value));
			return fields;
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
		async () => await Promise.resolve(undefined),
	);
}
