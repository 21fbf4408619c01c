import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	ALTERNATIVES,
	BODY_OR_QUERY,
	FIELD_EXCEPTIONS,
	IGNORED_FIELDS,
	NULLABLE_NUMBERS,
	UNNAMED_QUERY,
} from './exceptions';
import { statedLimits } from './limits';
import type { ReferenceEndpoint, ReferenceParameter, Schema } from './reference';
import { schemaOfType } from './types';

const CORE_PREFIX = '/api/v1/core';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';

const IGNORED: Schema = { description: 'Ignored.' };

const operationIdOf = (endpoint: ReferenceEndpoint) => `${endpoint.resource}.${endpoint.operation}`;

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One of several words, or several of them by comma. */
function commaList(words: string[]): string {
	const word = `(${words.map(escaped).join('|')})`;
	return `^${word}(,${word})*$`;
}

function enumOf(parameter: ReferenceParameter, schema: Schema): Schema {
	if (parameter.enum === null || schema.enum !== undefined) return {};
	if (parameter.name === 'sort') return { pattern: commaList(parameter.enum) };
	if (parameter.name === 'expand') {
		// the docs write relations in snake_case in older, in camelCase in newer versions
		const names = parameter.enum.flatMap((name) => [name, snakeCase(name), camelCase(name)]);
		return { pattern: commaList([...new Set(names)]) };
	}
	return { enum: parameter.enum };
}

function mayBeNull(
	{ resource }: ReferenceEndpoint,
	{ name, required }: ReferenceParameter,
): boolean {
	return !required && NULLABLE_NUMBERS[resource]?.includes(name) === true;
}

function schemaOf(endpoint: ReferenceEndpoint, parameter: ReferenceParameter): Schema {
	const exception = FIELD_EXCEPTIONS[operationIdOf(endpoint)]?.[parameter.name];
	const base = exception ?? schemaOfType(parameter.type);
	const limits = exception ? {} : statedLimits(parameter, base);
	const { default: fallback, ...rules } = { ...base, ...limits, ...enumOf(parameter, base) };
	return {
		...rules,
		...(rules.type && mayBeNull(endpoint, parameter) && { type: [rules.type, 'null'].flat() }),
		...(fallback !== undefined && { default: fallback }),
		...(parameter.description !== '' && { description: parameter.description }),
	};
}

/** `filter[metadata.KEY]` stands for any key: it becomes a pattern. */
function queryPattern(name: string): string {
	return `^${escaped(name).replace('KEY', '[^\\]]+')}$`;
}

function parameters(endpoint: ReferenceEndpoint) {
	const query = endpoint.queryParams.filter(({ name }) => !name.includes('KEY'));
	const alsoQuery = BODY_OR_QUERY[operationIdOf(endpoint)] ?? [];
	const moved = endpoint.bodyParams
		.filter(({ name }) => alsoQuery.includes(name))
		.map((parameter) => ({ ...parameter, required: false }));
	const entry = (where: 'path' | 'query') => (parameter: ReferenceParameter) => ({
		name: parameter.name,
		in: where,
		required: parameter.required,
		schema: schemaOf(endpoint, parameter),
	});
	const unnamed = (UNNAMED_QUERY[operationIdOf(endpoint)] ?? []).map((name) => ({
		name,
		type: 'integer',
		required: false,
		enum: null,
		description: 'Name not read.',
		nameInferred: true,
	}));
	return [
		...endpoint.pathParams.map(entry('path')),
		...[...query, ...moved, ...unnamed].map(entry('query')),
	];
}

function bodySchema(endpoint: ReferenceEndpoint, fields: ReferenceParameter[]): Schema {
	const id = operationIdOf(endpoint);
	const alternatives = ALTERNATIVES[id] ?? [];
	const optional = new Set([
		...alternatives.flatMap(({ anyOf = [] }) => anyOf.flatMap(({ required = [] }) => required)),
		...(BODY_OR_QUERY[id] ?? []),
	]);
	const required = fields.filter((field) => field.required && !optional.has(field.name));
	const known = fields.map((field) => [field.name, schemaOf(endpoint, field)] as const);
	const ignored = (IGNORED_FIELDS[id] ?? []).map((name) => [name, IGNORED] as const);
	return {
		type: 'object',
		properties: Object.fromEntries([...known, ...ignored]),
		...(required.length > 0 && { required: required.map(({ name }) => name) }),
		...(alternatives.length > 0 && { allOf: alternatives }),
		additionalProperties: false,
	};
}

function requestBody(endpoint: ReferenceEndpoint) {
	if (endpoint.method === 'GET') return undefined;
	const plain = endpoint.bodyParams.filter(({ type }) => type !== 'file');
	const json = { [JSON_TYPE]: { schema: bodySchema(endpoint, plain) } };
	const hasFile = plain.length < endpoint.bodyParams.length;
	const form = { [FORM_TYPE]: { schema: bodySchema(endpoint, endpoint.bodyParams) } };
	const schema = json[JSON_TYPE]?.schema;
	return {
		required: schema?.required !== undefined || schema?.allOf !== undefined,
		content: hasFile ? { ...json, ...form } : json,
	};
}

function responses(endpoint: ReferenceEndpoint) {
	return {
		'2XX': { description: endpoint.response === '' ? 'Success' : endpoint.response },
		'400': { description: 'Validation error or broken business rule' },
		'401': { description: 'Key missing or expired' },
		'403': { description: 'The key may not reach the endpoint or the object' },
		'404': { description: 'Does not exist or is not reachable' },
		'429': { description: 'Rate limit passed' },
	};
}

function operation(endpoint: ReferenceEndpoint) {
	const patterns = endpoint.queryParams.filter(({ name }) => name.includes('KEY'));
	const body = requestBody(endpoint);
	return {
		operationId: operationIdOf(endpoint),
		tags: [endpoint.resource],
		summary: `${endpoint.resource}: ${endpoint.operation}`,
		...(endpoint.notes.length > 0 && { description: endpoint.notes.join('\n') }),
		parameters: parameters(endpoint),
		...(body !== undefined && { requestBody: body }),
		responses: responses(endpoint),
		...(patterns.length > 0 && {
			'x-query-patterns': Object.fromEntries(
				patterns.map(({ name }) => [queryPattern(name), { type: 'string' }]),
			),
		}),
		'x-reference': {
			endpoint: endpoint.status,
			path: endpoint.pathStatus,
			parameters: endpoint.paramsStatus,
		},
	};
}

const takesFileByPut = ({ method, bodyParams }: ReferenceEndpoint) =>
	method === 'PUT' && bodyParams.some(({ type }) => type === 'file');

/** PHP reads no form of a PUT: its framework takes every PUT as POST with `_method` as well. */
function formTwin(update: ReferenceEndpoint): ReferenceEndpoint {
	const method: ReferenceParameter = {
		name: '_method',
		type: 'string',
		required: true,
		enum: ['PUT'],
		description: 'Makes the POST a PUT.',
		nameInferred: false,
	};
	return {
		...update,
		operation: 'update-legacy',
		method: 'POST',
		bodyParams: [method, ...update.bodyParams],
	};
}

/**
 * Makes the OpenAPI 3.1 document of the Core API from the reference data.
 *
 * Beyond OpenAPI, two things hold for every operation: query parameters that are not listed are
 * refused, and those that match a key of `x-query-patterns` count as listed.
 *
 * @param reference all endpoints of the reference
 * @returns the document; the same input gives the same output
 */
export function buildContract(reference: ReferenceEndpoint[]) {
	const paths: Record<string, Record<string, ReturnType<typeof operation>>> = {};
	for (const endpoint of reference) {
		const path = endpoint.path.slice(CORE_PREFIX.length);
		(paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
	}
	for (const endpoint of reference.filter(takesFileByPut)) {
		(paths[endpoint.path.slice(CORE_PREFIX.length)] ??= {}).post = operation(formTwin(endpoint));
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'core-api',
			version: '1.88',
			description: 'Made by build.ts from core-api.json: edit those, then run build.ts.',
		},
		servers: [{ url: `https://www.pelcro.com${CORE_PREFIX}` }],
		security: [{ key: [] }],
		paths,
		components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
	};
}

/** @returns the text of `openapi.json` as it must stand in the repository */
export function contractText(): string {
	const reference: ReferenceEndpoint[] = JSON.parse(
		readFileSync(join(__dirname, 'core-api.json'), 'utf8'),
	);
	return `${JSON.stringify(buildContract(reference), null, '\t')}\n`;
}

if (require.main === module) writeFileSync(join(__dirname, 'openapi.json'), contractText());
