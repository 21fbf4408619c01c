import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import type { Account, Accounts } from '../account/account';
import { type FaultOrder, sendSpoiled, spoilsAnswer } from '../account/faults';
import {
	FOREIGN_SITE,
	MALFORMED_PATH_ID_STATUS,
	TOO_MANY_REQUESTS,
	UNAUTHENTICATED,
	REFUSED_STATUS,
	SUCCESS_STATUS,
} from '../model/guesses';
import type { JournalEntry } from '../account/journal';
import contract from '../contract/openapi.json';
import { operations } from '../resources';
import { type Answer, Refusal } from '../api/answers';
import { type Call, idOf, type Operation } from '../api/call';
import { chooseHeaders, limitRequests } from './limits';
import { readAsRulesDo, trimmed, withNullableTexts } from './middleware';
import { withYesNo } from '../model/yesNo';
import { fieldErrors } from './validation-errors';

declare module 'fastify' {
	interface FastifyRequest {
		account: Account | null;
		entry: JournalEntry | null;
		fault: FaultOrder | undefined;
	}
}

interface ObjectSchema {
	properties?: Record<string, { type?: string }>;
	patternProperties?: Record<string, unknown>;
	additionalProperties?: boolean;
}

/** What glue makes of an operation of the contract. */
interface RouteSchema {
	querystring?: ObjectSchema;
	body?: { content: Record<string, { schema: ObjectSchema }> };
	'x-query-patterns'?: Record<string, unknown>;
}

const refusal = ({ status, message }: { status: number; message: string }) =>
	new Refusal({ status, body: { message } });

function accountOf(request: FastifyRequest): Account {
	if (request.account === null) throw refusal(UNAUTHENTICATED);
	return request.account;
}

const schemaOf = (request: FastifyRequest) => (request.routeOptions.schema ?? {}) as RouteSchema;

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? '';

function authenticate(accounts: Accounts) {
	return async (request: FastifyRequest) => {
		const [, key = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
		request.account = accounts.find(key) ?? null;
		const account = accountOf(request);
		request.entry = account.journal.open({
			method: request.method,
			path: pathOf(request),
			query: { ...(request.query as object) },
			headers: request.headers,
		});
	};
}

function dropUnknown(values: Record<string, unknown>, schema: ObjectSchema | undefined): void {
	const patterns = Object.keys(schema?.patternProperties ?? {}).map((text) => new RegExp(text));
	for (const name of Object.keys(values)) {
		const known = schema?.properties?.[name] !== undefined;
		if (!known && !patterns.some((pattern) => pattern.test(name))) delete values[name];
	}
}

const JSON_TYPE = 'application/json';

const typeOf = (request: FastifyRequest) => request.headers['content-type']?.split(';', 1)[0] ?? '';

/** Writes the body down as it was sent, and gives the validator what the framework leaves of it. */
async function receiveBody(request: FastifyRequest) {
	if (request.entry) request.entry.body = structuredClone(request.body ?? null);
	const { body } = schemaOf(request);
	if (body === undefined) return;
	// PHP before 8.4 reads the form of a POST only
	const isUnread = request.method === 'PUT' && typeOf(request) === 'multipart/form-data';
	const isObject = !isUnread && typeof request.body === 'object' && !Array.isArray(request.body);
	request.body = isObject ? trimmed(request.body ?? {}) : {};
	if (typeOf(request) === '') request.headers['content-type'] = JSON_TYPE;
}

/** Applies the faults that come before processing. */
async function applyFault(request: FastifyRequest, reply: FastifyReply) {
	const account = accountOf(request);
	// a timer of 0 would still cost a millisecond
	if (account.settings.latencyMs > 0) await wait(account.settings.latencyMs);
	const fault = account.faults.take(request.method, pathOf(request));
	if (fault === undefined) return undefined;
	request.fault = fault;
	if (request.entry) request.entry.fault = fault.kind;
	if (fault.kind === 'slow') await wait(fault.delayMs ?? 0);
	if (fault.kind === 'reset-before') {
		reply.hijack();
		request.raw.socket.destroy();
	}
	if (fault.kind !== 'status') return undefined;
	const status = fault.status ?? 503;
	if (fault.retryAfter !== undefined) void reply.header('retry-after', fault.retryAfter);
	throw new Refusal({ status, body: fault.body ?? { message: `Injected ${status}.` } });
}

/** Forms carry text only; of JSON, only accounts that are strict want the very types of the contract. */
async function readTexts(request: FastifyRequest) {
	const type = typeOf(request);
	const schema = schemaOf(request).body?.content[type]?.schema;
	const isExact = type === JSON_TYPE && accountOf(request).settings.strict;
	if (schema === undefined || isExact) return;
	readAsRulesDo(request.body as Record<string, unknown>, schema);
}

async function applyStrictness(request: FastifyRequest) {
	if (accountOf(request).settings.strict) return;
	const schema = schemaOf(request);
	dropUnknown(request.query as Record<string, unknown>, schema.querystring);
	const [content] = Object.values(schema.body?.content ?? {});
	if (content) dropUnknown(request.body as Record<string, unknown>, content.schema);
}

async function checkSite(request: FastifyRequest) {
	if (request.is404) return;
	const { site_id: inQuery } = request.query as { site_id?: number };
	const { site_id: inBody } = (request.body ?? {}) as { site_id?: number };
	const own = accountOf(request).siteIds;
	const foreign = [inQuery, inBody].some((id) => id !== undefined && !own.includes(id));
	if (foreign) throw refusal(FOREIGN_SITE);
}

function callOf(request: FastifyRequest): Call {
	const { data, now, nowMs, settings, siteId, siteIds } = accountOf(request);
	const query = request.query as Record<string, unknown>;
	const body = (request.body ?? {}) as Record<string, unknown>;
	return {
		data,
		now,
		nowMs,
		settings,
		siteIds,
		siteId: Number(query.site_id ?? body.site_id ?? siteId),
		address: `${request.protocol}://${request.host}${pathOf(request)}`,
		params: request.params as Record<string, unknown>,
		query,
		body,
	};
}

/** Of a change, the framework answers what it brought as it came; all else as the columns have it. */
function inColumnsForm(body: unknown, { method, body: sent }: FastifyRequest): unknown {
	if (typeof body !== 'object' || body === null || !('data' in body)) return body;
	const justSent = new Set(method === 'PUT' ? Object.keys(sent ?? {}) : []);
	return { ...body, data: withYesNo(body.data, justSent) };
}

/** Paths on which records are created, by their lists. */
const LISTS = Object.entries(contract.paths)
	.filter(([path, methods]) => 'get' in methods && 'post' in methods && !path.includes('{'))
	.map(([path]) => path)
	.filter((path) => path !== '/exports');

/** What may be one way or the other at Pelcro is as the account has it. */
function statusFor({ status }: Answer, request: FastifyRequest): number {
	const { account } = request;
	if (account === null) return status;
	if (status === REFUSED_STATUS) return account.settings.refused;
	const isCreation =
		request.method === 'POST' && LISTS.some((path) => pathOf(request).endsWith(path));
	return status === SUCCESS_STATUS && isCreation ? account.settings.created : status;
}

/** Sends an answer, spoiled where a fault says so, and closes the journal entry. */
function deliver(request: FastifyRequest, reply: FastifyReply, plain: Answer): FastifyReply {
	const status = statusFor(plain, request);
	const answer = { ...plain, status, body: inColumnsForm(plain.body, request) };
	const { entry, fault } = request;
	if (spoilsAnswer(fault)) {
		reply.hijack();
		const sent = sendSpoiled(reply.raw, answer, fault);
		if (entry) entry.status = sent;
		return reply;
	}
	if (entry) entry.status = answer.status;
	if (answer.contentType !== undefined) void reply.type(answer.contentType);
	return reply.code(answer.status).send(answer.body);
}

/** Violations of query and body together, as Laravel tells them; Fastify stops after the body. */
function allErrors(error: FastifyError, request: FastifyRequest) {
	const found = [...(error.validation ?? [])];
	if (error.validationContext === 'body') {
		const ofQuery = request.getValidationFunction('querystring');
		if (ofQuery && !ofQuery(request.query)) found.push(...(ofQuery.errors ?? []));
	}
	return fieldErrors(found);
}

/** The answer to whatever was thrown on the way. */
function answerTo(error: FastifyError | Refusal, request: FastifyRequest): Answer {
	if (error instanceof Refusal) return error.answer;
	if (error.validation && error.validationContext === 'params') {
		return { status: MALFORMED_PATH_ID_STATUS, body: { message: 'Record not found.' } };
	}
	if (error.validation)
		return { status: REFUSED_STATUS, body: { errors: allErrors(error, request) } };
	return { status: error.statusCode ?? 500, body: { message: error.message } };
}

/**
 * Runs an operation and emits the events of what it changed. Operations that work while they wait change
 * nothing that makes events, so all that is noted when they return is their own.
 */
function perform(operation: Operation, resource: string, request: FastifyRequest) {
	const { emitter } = accountOf(request);
	const call = callOf(request);
	emitter.dropChanges();
	const answer = operation(call);
	emitter.emitChanges({ resource, id: idOf(call) });
	return answer;
}

/** The contract's paths as patterns of whole addresses, and the methods that each is known by. */
const PATHS = Object.entries(contract.paths).map(([path, methods]) => ({
	pattern: new RegExp(`${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
	methods: Object.keys(methods).flatMap((method) =>
		method === 'get' ? ['GET', 'HEAD'] : method.toUpperCase(),
	),
}));

/** In the order in which the framework names them. */
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A path that is known by other methods, and one that is not; the framework has no words for the second. */
function noRoute(method: string, path: string): Answer {
	const known = PATHS.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
	if (known.length === 0) return { status: 404, body: { message: '' } };
	const supported = VERBS.filter((verb) => known.includes(verb)).join(', ');
	const message = `The ${method} method is not supported for this route. Supported methods: ${supported}.`;
	return { status: 405, body: { message } };
}

function handlerOf(operation: Operation, resource: string) {
	return async (request: FastifyRequest, reply: FastifyReply) => {
		const answer = await perform(operation, resource, request);
		if (request.entry) request.entry.processed = true;
		return deliver(request, reply, answer);
	};
}

function resolveOperation(operationId: string) {
	const operation = operations[operationId];
	if (operation === undefined) throw new Error(`No operation is written for ${operationId}`);
	return handlerOf(operation, operationId.split('.', 1)[0] ?? '');
}

/** Types of bodies that the contract does not list and that are read nevertheless, if only as holding no field. */
const UNLISTED_TYPES = [
	'application/octet-stream',
	'application/x-www-form-urlencoded',
	'application/xml',
	'text/csv',
	'text/plain',
];

type Content = Record<string, { schema: ObjectSchema }>;

/** Schemas by type of body: texts may be null, and what comes as another type is held to the same rules. */
function contentOf(listed: Content): Content {
	const nullable = Object.entries(listed).map(
		([type, { schema }]) => [type, { schema: withNullableTexts(schema) }] as const,
	);
	const [[, asListed] = []] = nullable;
	const unlisted =
		asListed === undefined ? [] : UNLISTED_TYPES.map((type) => [type, asListed] as const);
	return Object.fromEntries([...unlisted, ...nullable]);
}

/** Closes every schema of the contract against what it does not list, and puts faults after the limit. */
function completeRoutes(app: FastifyInstance) {
	app.addHook('onRoute', (route) => {
		const schema = (route.schema ?? {}) as RouteSchema;
		schema.querystring = {
			...schema.querystring,
			patternProperties: schema['x-query-patterns'] ?? {},
			additionalProperties: false,
		};
		if (schema.body !== undefined) schema.body.content = contentOf(schema.body.content);
		route.schema = schema;
		route.preValidation = [...[route.preValidation ?? []].flat(), applyFault, applyStrictness];
	});
}

/**
 * The emulated Core API as a Fastify plugin; routes and validation come from the contract. A request is
 * checked in this order: key, limit, faults, contract, site; then its operation runs.
 */
export function coreApi(accounts: Accounts) {
	return async (app: FastifyInstance) => {
		app.decorateRequest('account', null);
		app.decorateRequest('entry', null);
		app.decorateRequest('fault', undefined);
		app.addHook('onRequest', authenticate(accounts));
		app.addHook('preValidation', receiveBody);
		app.addHook('preValidation', readTexts);
		app.addHook('preHandler', checkSite);
		app.setErrorHandler<FastifyError | Refusal>((error, request, reply) =>
			deliver(request, reply, answerTo(error, request)),
		);
		app.setNotFoundHandler((request, reply) =>
			deliver(request, reply, noRoute(request.method, pathOf(request))),
		);
		await limitRequests(app, accountOf, () => refusal(TOO_MANY_REQUESTS));
		app.addHook('onSend', async (request, reply) => {
			if (request.account) chooseHeaders(reply, request.account, request.account.now);
		});
		completeRoutes(app);
		await app.register(openapiGlue, {
			specification: structuredClone(contract),
			operationResolver: resolveOperation,
		});
	};
}
