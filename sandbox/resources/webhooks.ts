import { randomBytes } from 'node:crypto';
import { brokenRule, FieldChecks, single } from '../api/answers';
import { type Call, idOf, type Operations } from '../api/call';
import { listed } from '../api/listing';
import { found } from '../api/rules';
import type { PlainRecord } from '../store/records';
import { plainOperations } from './plain';

const MOST_ENDPOINTS = 10;

const basics = plainOperations({
	what: 'Webhook',
	in: (data) => data.webhooks,
	defaults: () => ({
		description: null,
		status: 'enabled',
		secret: `whsec_${randomBytes(16).toString('hex')}`,
	}),
	check: ({ data, body }, current) => {
		if (!current && data.webhooks.size >= MOST_ENDPOINTS) {
			throw brokenRule(`An account can have at most ${MOST_ENDPOINTS} webhook endpoints.`);
		}
		const checks = new FieldChecks();
		const taken = data.webhooks.records.some(
			({ id, url }) => id !== current?.id && url === body.url,
		);
		checks.expect(!taken, 'url', 'The url has already been taken.');
		checks.expect(
			body.all_events_enabled === true || body.events_enabled !== undefined,
			'events_enabled',
			'The events enabled field is required when all events enabled is false.',
		);
		checks.finish();
	},
});

/** The secret is told once, when the endpoint is made; events are sent and answered under two names. */
function webhookView({ secret: _secret, events_enabled: events = [], ...webhook }: PlainRecord) {
	return { ...webhook, events };
}

const shown = (call: Call) => single(webhookView(found(call.data.webhooks, idOf(call), 'Webhook')));

export const webhooks: Operations = {
	...basics,
	list: (call) => listed(call, call.data.webhooks, { view: webhookView }),
	get: shown,
	create: (call) => {
		basics.create(call);
		const made = call.data.webhooks.records.at(-1);
		return single(made && { ...webhookView(made), secret: made.secret });
	},
	update: (call) => {
		basics.update(call);
		return shown(call);
	},
};
