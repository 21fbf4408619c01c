import type { FastifyInstance } from 'fastify';
import type { Account, Accounts } from '../account/account';
import type { FaultOrder } from '../account/faults';
import { type AccountOptions, type AccountSettings, LIMITER_KINDS } from '../model/settings';
import { Collection } from '../store/collection';
import { webhookControl, webhookSettingsSchema } from './webhook-control';

const positive = { type: 'integer', minimum: 1 };
const count = { type: 'integer', minimum: 0 };
const settings = {
	limit: { type: ['integer', 'null'], minimum: 0 },
	windowMs: positive,
	limiter: { enum: LIMITER_KINDS },
	rateHeaders: { enum: ['all', 'framework', 'none'] },
	strict: { type: 'boolean' },
	created: { enum: [200, 201] },
	refused: { enum: [400, 422] },
	latencyMs: count,
	enterprise: { type: 'boolean' },
	exportDelayMs: count,
	exportFailure: { type: ['string', 'null'] },
	...webhookSettingsSchema,
};

const closed = (properties: object, required: string[] = []) => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});

const accountSchema = closed({
	...settings,
	apiKey: { type: 'string', minLength: 1 },
	siteIds: { type: 'array', minItems: 1, items: positive },
	seed: { type: 'integer' },
	customers: count,
	now: positive,
});

const faultSchema = closed(
	{
		kind: { enum: ['status', 'reset-before', 'reset-after', 'slow', 'truncated', 'not-json'] },
		match: closed({
			method: { type: 'string' },
			pathPattern: { type: 'string', format: 'regex' },
		}),
		times: positive,
		probability: { type: 'number', minimum: 0, maximum: 1 },
		seed: { type: 'integer' },
		status: { enum: [400, 401, 403, 404, 422, 429, 500, 502, 503] },
		retryAfter: count,
		body: {},
		delayMs: count,
	},
	['kind'],
);

/** What the control endpoints tell of an account. */
export interface AccountSummary extends AccountSettings {
	apiKey: string;
	siteId: number;
	siteIds: readonly number[];
}

/** Records of an account by resource, with their number. */
export interface AccountState {
	counts: Record<string, number>;
	records: Record<string, unknown[]>;
	/** Ids of deleted records. */
	removed: Record<string, number[]>;
}

function summary({ apiKey, siteId, siteIds, settings: current }: Account): AccountSummary {
	return { apiKey, siteId, siteIds, ...current };
}

function stateOf(account: Account, resource: string | undefined): AccountState {
	const state: AccountState = { counts: {}, records: {}, removed: {} };
	for (const one of Object.values(account.data) as unknown[]) {
		if (!(one instanceof Collection)) continue;
		state.counts[one.name] = one.size;
		if (resource !== undefined && resource !== one.name) continue;
		state.records[one.name] = [...one.records];
		state.removed[one.name] = one.removedIds;
	}
	return state;
}

/**
 * The endpoints under /sandbox by which tests make accounts, order faults and read what happened. They
 * need no key and count against no limit.
 */
export function controlApi(accounts: Accounts) {
	return async (app: FastifyInstance) => {
		const find = (params: unknown): Account => {
			const { apiKey } = params as { apiKey: string };
			const account = accounts.find(apiKey);
			if (account) return account;
			throw Object.assign(new Error(`No account has the key ${apiKey}`), { statusCode: 404 });
		};
		const one = '/accounts/:apiKey';

		await app.register(webhookControl(find), { prefix: one });

		app.post('/accounts', { schema: { body: accountSchema } }, async (request, reply) =>
			reply.code(201).send(summary(accounts.create(request.body as AccountOptions))),
		);
		app.patch(one, { schema: { body: closed(settings) } }, async ({ params, body }) => {
			const account = find(params);
			account.change(body as Partial<AccountSettings>);
			return summary(account);
		});
		app.delete(one, async ({ params }, reply) => {
			accounts.remove(find(params).apiKey);
			return reply.code(204).send();
		});
		app.get(`${one}/state`, async ({ params, query }) =>
			stateOf(find(params), (query as { resource?: string }).resource),
		);
		app.get(`${one}/journal`, async ({ params }) => find(params).journal.entries);
		app.delete(`${one}/journal`, async ({ params }, reply) => {
			find(params).journal.clear();
			return reply.code(204).send();
		});
		app.post(
			`${one}/faults`,
			{ schema: { body: { type: 'array', items: faultSchema } } },
			async ({ params, body }, reply) => {
				const account = find(params);
				for (const order of body as FaultOrder[]) account.faults.add(order);
				return reply.code(201).send({ waiting: account.faults.size });
			},
		);
		app.delete(`${one}/faults`, async ({ params }, reply) => {
			find(params).faults.clear();
			return reply.code(204).send();
		});
	};
}
