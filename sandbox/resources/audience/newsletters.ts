import { type Answer, deleted, FieldChecks, notFound, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { sent } from '../../api/rules';
import type { Newsletter } from '../../model/records';

type NewsletterBody = Pick<Newsletter, 'email' | 'source'> &
	Partial<Omit<Newsletter, 'id' | 'site_id' | 'created_at' | 'updated_at'>>;

const TAKEN_AS_SENT = [
	'email',
	'first_name',
	'last_name',
	'postal_code',
	'lists',
	'consent_url',
	'consent_ip',
	'consent_text',
	'consent_type',
] as const;

const NO_CONSENT = { consent_url: '', consent_ip: '', consent_text: '', consent_type: '' };

/** A subscriber of another site is not found. */
function subscriberOf(call: Call): Newsletter {
	const one = call.data.newsletters.get(idOf(call));
	if (one?.site_id !== call.siteId) throw notFound('Newsletter', idOf(call));
	return one;
}

/** What a body stores; e-mails are unique in a site. */
function changesOf({ data, siteId, now }: Call, body: NewsletterBody, ownId?: number) {
	const checks = new FieldChecks();
	const taken = data.newsletters
		.having('email', body.email)
		.some((one) => one.id !== ownId && one.site_id === siteId);
	checks.expect(!taken, 'email', 'The email has already been taken.');
	checks.finish();
	return {
		...sent(body, TAKEN_AS_SENT),
		source: body.source.toLowerCase(),
		updated_at: now,
	};
}

function create(call: Call): Answer {
	const body = bodyOf<NewsletterBody>(call);
	const one = call.data.newsletters.insert({
		site_id: call.siteId,
		first_name: null,
		last_name: null,
		postal_code: null,
		lists: null,
		...NO_CONSENT,
		...changesOf(call, body),
		created_at: call.now,
	});
	return single(one);
}

function update(call: Call): Answer {
	const one = subscriberOf(call);
	const changes = changesOf(call, bodyOf<NewsletterBody>(call), one.id);
	// What is left out is stored as an empty text.
	return single(call.data.newsletters.update(one, { ...NO_CONSENT, ...changes }));
}

export const newsletters: Operations = {
	list: (call) => {
		const email = call.query.email === undefined ? null : String(call.query.email).toLowerCase();
		return listed(call, call.data.newsletters, {
			wanted: (one) =>
				one.site_id === call.siteId && (email === null || one.email.toLowerCase() === email),
		});
	},
	get: (call) => single(subscriberOf(call)),
	create,
	update,
	delete: (call) => {
		call.data.newsletters.remove(subscriberOf(call));
		return deleted();
	},
};
