import type { Dataset } from '../store/dataset';
import type { SeedOptions } from './options';

const DAY = 86_400;

const ORGANIZATIONS = ['Harbour City Library', 'Northern Shipping', 'St. Brendan College'];

/** Networks that the seeded membership subscription lets in. */
const LIBRARY_RANGES = ['203.0.113.0/24', '198.51.100.7', '2001:db8:100::/48'];

function addOrganizations(data: Dataset, now: number): void {
	ORGANIZATIONS.forEach((name, index) => {
		const { id } = data.organizations.insert({ name, created_at: now - (400 + index) * DAY });
		// the first has three readers, the second two, the third one
		const readers = data.customers.records.filter((_, at) => at % 10 === index && at < 30);
		for (const reader of readers.slice(0, ORGANIZATIONS.length - index)) {
			data.customers.update(reader, { organization: id });
		}
	});
}

function addNewsletters(data: Dataset, { siteId, now }: SeedOptions): void {
	const common = {
		site_id: siteId,
		postal_code: null,
		consent_url: 'https://gazette.example.com/newsletter',
		consent_ip: '192.0.2.10',
		consent_text: 'Send me the morning briefing',
		consent_type: 'checkbox',
	};
	for (const [index, source] of ['web', 'phone', 'mail', 'other'].entries()) {
		const time = now - (10 + index) * DAY;
		data.newsletters.insert({
			...common,
			email: `briefing${index + 1}@example.org`,
			source,
			first_name: index === 0 ? 'Marit' : null,
			last_name: index === 0 ? 'Strand' : null,
			lists: index % 2 === 0 ? 'morning' : 'morning,weekend',
			created_at: time,
			updated_at: time,
		});
	}
}

/** Two members and an invitation on the first running membership subscription. */
function addMembers(data: Dataset, { siteId, now }: SeedOptions): void {
	const subscription = data.subscriptions.records.find(
		({ plan, status }) => status === 'active' && data.plans.get(plan)?.type === 'membership',
	);
	if (subscription === undefined) return;
	data.subscriptions.update(subscription, { ip_addresses: LIBRARY_RANGES });
	const common = {
		site_id: siteId,
		subscription_id: subscription.id,
		address_id: null,
		old_provider_id: null,
		metadata: {},
		created_at: now - 20 * DAY,
		updated_at: now - 20 * DAY,
	};
	const others = data.customers.records.filter(({ id }) => id !== subscription.user_id);
	for (const { id, email } of others.slice(0, 2)) {
		const status = 'active' as const;
		data.memberships.insert({ ...common, user_id: id, invitation_email: email, status });
	}
	const invited = { user_id: null, invitation_email: 'colleague@example.org' };
	data.memberships.insert({ ...common, ...invited, status: 'pending' });
}

/** Adds organizations with customers in them, newsletter subscribers, and members. */
export function addAudience(data: Dataset, options: SeedOptions): void {
	addOrganizations(data, options.now);
	addNewsletters(data, options);
	addMembers(data, options);
}
