import { randomBytes } from 'node:crypto';
import { type Answer, brokenRule, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, sent } from '../../api/rules';
import { REGISTRATION_PING } from '../../model/guesses';
import type { WebhookEndpoint } from '../../model/records';
import { isEventName } from '../../outgoing/event-types';
import { isLocal, isSuccess, post } from '../../outgoing/post';
import { deliveryHeaders } from '../../outgoing/signature';

/** Body of create and update, as the contract has it. */
interface WebhookBody {
	url: string;
	description?: string;
	all_events_enabled: boolean;
	events_enabled?: string[];
	status?: WebhookEndpoint['status'];
}

const MOST_ENDPOINTS = 10;
const LONGEST_CHECK_MS = 5000;

/** Whether an endpoint answers the ping; only addresses on this machine are really called. */
async function answers(url: string): Promise<boolean> {
	if (!isLocal(url)) return true;
	const body = Buffer.from(JSON.stringify(REGISTRATION_PING));
	const headers = deliveryHeaders(body, null);
	const { status } = await post({ url, body, headers, timeoutMs: LONGEST_CHECK_MS });
	return isSuccess(status);
}

/** Checks a body; whether its URL answers was found out before, so that nothing comes in between. */
function checkWebhook({ data }: Call, body: WebhookBody, isUp: boolean, ownId?: number): void {
	const { url, all_events_enabled: all, events_enabled: events = [] } = body;
	const checks = new FieldChecks();
	const taken = isTaken(data.webhooks, 'url', url, ownId);
	checks.expect(!taken, 'url', 'The url has already been taken.');
	checks.expect(
		all || events.length > 0,
		'events_enabled',
		'The events enabled field is required when all events enabled is false.',
	);
	for (const [index, event] of events.entries()) {
		const field = `events_enabled.${index}`;
		checks.expect(isEventName(event), field, `The selected ${field} is invalid.`);
	}
	checks.expect(isUp || taken, 'url', 'The url must answer a POST request with a status of 2xx.');
	checks.finish();
}

function changesOf(body: WebhookBody, now: number) {
	return {
		...sent(body, ['description', 'status']),
		url: body.url,
		all_events_enabled: body.all_events_enabled,
		events: body.all_events_enabled ? [] : (body.events_enabled ?? []),
		updated_at: now,
	};
}

/** The secret is told once, when the endpoint is made, if at all. */
function webhookView({ secret: _secret, ...webhook }: WebhookEndpoint) {
	return webhook;
}

/** An endpoint with a secret of its own. */
export function newWebhook(body: WebhookBody, now: number): Omit<WebhookEndpoint, 'id'> {
	return {
		description: null,
		status: 'enabled',
		...changesOf(body, now),
		secret: `whsec_${randomBytes(16).toString('hex')}`,
		created_at: now,
	};
}

const webhookOf = (call: Call) => found(call.data.webhooks, idOf(call), 'Webhook');

async function create(call: Call): Promise<Answer> {
	const { webhooks: all } = call.data;
	const body = bodyOf<WebhookBody>(call);
	const isUp = await answers(body.url);
	if (all.size >= MOST_ENDPOINTS) {
		throw brokenRule(`An account can have at most ${MOST_ENDPOINTS} webhook endpoints.`);
	}
	checkWebhook(call, body, isUp);
	const webhook = all.insert(newWebhook(body, call.now));
	return single(call.settings.webhookSecretInAnswer ? webhook : webhookView(webhook));
}

async function update(call: Call): Promise<Answer> {
	const body = bodyOf<WebhookBody>(call);
	const isUp = await answers(body.url);
	const webhook = webhookOf(call);
	checkWebhook(call, body, isUp, webhook.id);
	return single(webhookView(call.data.webhooks.update(webhook, changesOf(body, call.now))));
}

export const webhooks: Operations = {
	list: (call) => listed(call, call.data.webhooks, { view: webhookView }),
	get: (call) => single(webhookView(webhookOf(call))),
	create,
	update,
	delete: (call) => {
		call.data.webhooks.remove(webhookOf(call));
		return deleted();
	},
};
