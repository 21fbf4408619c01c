import type { FastifyInstance } from 'fastify';
import type { Account } from '../account/account';
import { deliveryHeaders } from '../outgoing/signature';
import type { Delivery, DeliveryState } from '../webhooks/deliveries';
import { isLocal, post, type PostAnswer } from '../outgoing/post';

/** Settings of an account that concern webhooks, as JSON Schema. */
export const webhookSettingsSchema = {
	webhookPayload: { enum: ['newest', 'classic', 'oldest'] },
	webhookTimes: { enum: ['iso', 'sql', 'unix'] },
	webhookSecretInAnswer: { type: 'boolean' },
	webhookTries: { type: 'integer', minimum: 1 },
	webhookRetryMs: { type: 'integer', minimum: 0 },
	webhookRetryFactor: { type: 'number', minimum: 1 },
	webhookTimeoutMs: { type: 'integer', minimum: 1 },
	webhookParallel: { type: 'integer', minimum: 1 },
	webhooksPaused: { type: 'boolean' },
	webhookDuplicates: { type: 'number', minimum: 0, maximum: 1 },
	webhookSeed: { type: 'integer' },
};

/** A former event to deliver again. */
export interface RedeliveryOrder {
	/** Id of the event, `evt_…`. */
	event: string;
	/** Only to this endpoint; else to all that it was sent to. */
	endpoint?: number;
}

/** A request of any kind to an endpoint, sent once and at once. */
export interface RawOrder {
	/** Id of the endpoint. */
	endpoint: number;
	/** The raw body: as text, or bytes in base64. */
	body?: string;
	bodyBase64?: string;
	/** 'endpoint' (when left out): under its secret; 'none': unsigned; else under another secret. */
	sign?: 'endpoint' | 'none' | { secret: string };
	/** Added to, or in the place of, those of a delivery; a list is sent as several, null drops one. */
	headers?: Record<string, string | string[] | null>;
	/** Bytes of the body after which the connection is cut. */
	cutAfter?: number;
}

/** An event that no request brings about. */
export interface EventOrder {
	/** As deliveries name it; also one that is in no list. */
	type: string;
	/** Id of a record of the type's kind, which becomes the event's object. */
	id?: number;
	/** The event's object, where there is no such record. */
	object?: Record<string, unknown>;
	previous?: Record<string, unknown>;
	/** The payload's `data` as it stands, whatever the account's style. */
	data?: unknown;
	/** How many events of this kind, each with an id of its own; 1 when left out. */
	times?: number;
}

const closed = (required: string[], properties: object) => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});

const positive = { type: 'integer', minimum: 1 };
const text = { type: 'string' };

const deliverySchema = {
	oneOf: [
		closed(['event'], { event: text, endpoint: positive }),
		closed(['endpoint'], {
			endpoint: positive,
			body: text,
			bodyBase64: text,
			sign: { oneOf: [{ enum: ['endpoint', 'none'] }, closed(['secret'], { secret: text })] },
			headers: {
				type: 'object',
				additionalProperties: {
					oneOf: [{ type: ['string', 'null'] }, { type: 'array', items: text }],
				},
			},
			cutAfter: { type: 'integer', minimum: 0 },
		}),
	],
};

const eventSchema = closed(['type'], {
	type: { type: 'string', minLength: 1 },
	id: positive,
	object: { type: 'object' },
	previous: { type: 'object' },
	data: {},
	times: positive,
});

/** Bodies beyond what any receiver should take must still fit. */
const LARGEST_ORDER = 32 * 1024 * 1024;

const refused = (message: string, statusCode: number) =>
	Object.assign(new Error(message), { statusCode });

function endpointOf(account: Account, id: number) {
	const endpoint = account.data.webhooks.get(id);
	if (endpoint === undefined) throw refused(`There is no webhook endpoint ${id}`, 404);
	return endpoint;
}

function redeliver({ deliveries }: Account, { event, endpoint }: RedeliveryOrder): Delivery[] {
	const sent = deliveries.sendAgain(event, endpoint);
	if (sent === undefined) throw refused(`There is no event ${event}`, 404);
	return sent;
}

/** Headers by lower-case name, those of the order in the place of those of a delivery. */
function headersOf(order: RawOrder, body: Buffer, ownSecret: string) {
	const { sign = 'endpoint', headers = {} } = order;
	const secrets = { endpoint: ownSecret, none: null };
	const secret = typeof sign === 'object' ? sign.secret : secrets[sign];
	const replaced = Object.keys(headers).map((name) => name.toLowerCase());
	const usual = Object.entries(deliveryHeaders(body, secret));
	return Object.fromEntries([
		...usual.filter(([name]) => !replaced.includes(name.toLowerCase())),
		...Object.entries(headers).filter(
			(entry): entry is [string, string | string[]] => entry[1] !== null,
		),
	]);
}

async function sendRaw(account: Account, order: RawOrder): Promise<PostAnswer> {
	const { url, secret } = endpointOf(account, order.endpoint);
	if (!isLocal(url)) throw refused(`${url} is not on this machine`, 400);
	const { body: asText = '', bodyBase64, cutAfter } = order;
	const body = bodyBase64 === undefined ? Buffer.from(asText) : Buffer.from(bodyBase64, 'base64');
	const timeoutMs = account.settings.webhookTimeoutMs;
	return post({ url, body, headers: headersOf(order, body, secret), timeoutMs, cutAfter });
}

function emit({ emitter }: Account, order: EventOrder): Delivery[] {
	const { type, id, object = {}, previous, data, times = 1 } = order;
	const about = id === undefined ? { type, object } : emitter.about(type, id);
	if (about === undefined) throw refused(`There is no record ${id} for ${type}`, 404);
	const happening = { ...about, ...(previous && { previous }) };
	return Array.from({ length: times }, () => emitter.emit(happening, data)).flat();
}

/** The endpoints by which tests follow and steer the webhooks of one account, under its path. */
export function webhookControl(find: (params: unknown) => Account) {
	return async (app: FastifyInstance) => {
		app.get('/deliveries', async ({ params, query }) => {
			const { state } = query as { state?: DeliveryState };
			const all = find(params).deliveries.entries;
			return state === undefined ? all : all.filter((one) => one.state === state);
		});
		app.delete('/deliveries', async ({ params }, reply) => {
			find(params).deliveries.clear();
			return reply.code(204).send();
		});
		app.post(
			'/deliveries',
			{ schema: { body: deliverySchema }, bodyLimit: LARGEST_ORDER },
			async ({ params, body }) => {
				const order = body as RedeliveryOrder | RawOrder;
				return 'event' in order ? redeliver(find(params), order) : sendRaw(find(params), order);
			},
		);
		app.post('/events', { schema: { body: eventSchema } }, async ({ params, body }) =>
			emit(find(params), body as EventOrder),
		);
		app.get('/webhooks/:id/secret', async ({ params }) => {
			const { id } = params as { id: string };
			return { secret: endpointOf(find(params), Number(id)).secret };
		});
	};
}
