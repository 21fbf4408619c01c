import { WEBHOOK_EVENTS } from '../../../nodes/common/events/eventNames';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
let existing: { id: number; url: string };

beforeEach(async () => {
	account = await testAccount();
	const { records } = await account.sandbox.state('webhooks');
	[existing] = records.webhooks as [typeof existing];
});

const URL = 'https://example.com/pelcro';

describe('Webhook: Create', () => {
	it('sends every field, the events under their API names', async () => {
		const { items, error } = await account.run('webhook', 'create', {
			url: URL,
			allEventsEnabled: false,
			eventsEnabled: ['subscription_created', 'order_payment_failed'],
			additionalFields: { description: 'CRM' },
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/webhooks',
				query: {},
				body: {
					url: URL,
					all_events_enabled: false,
					events_enabled: ['subscription_created', 'order_payment_failed'],
					description: 'CRM',
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ url: URL });
		expect(items[0]?.json).not.toHaveProperty('secret');
	});

	it('puts the secret out only where the user asks for it', async () => {
		const { items } = await account.run('webhook', 'create', {
			url: URL,
			allEventsEnabled: true,
			returnSecret: true,
		});
		expect(items[0]?.json).toMatchObject({ secret: expect.any(String) as string });
	});

	it('sends no list of events with all events, even one left over in the form', async () => {
		await account.run('webhook', 'create', {
			url: URL,
			allEventsEnabled: true,
			eventsEnabled: ['subscription_created'],
		});
		expect((await account.sent())[0]?.body).toEqual({ url: URL, all_events_enabled: true });
	});

	it('offers events that Pelcro takes', async () => {
		const eventsEnabled = WEBHOOK_EVENTS.map(({ apiName }) => apiName);
		const parameters = { url: URL, allEventsEnabled: false, eventsEnabled };
		const { items, error } = await account.run('webhook', 'create', parameters);
		expect(error).toBeUndefined();
		expect(items[0]?.json.events).toEqual(eventsEnabled);
	});

	it('needs events where not all are sent', async () => {
		const { error } = await account.run('webhook', 'create', {
			url: URL,
			allEventsEnabled: '={{ false }}',
			eventsEnabled: '={{ [] }}',
		});
		expect(error?.message).toMatch(/'Events' is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when the address is used already', async () => {
		const parameters = { url: existing.url, allEventsEnabled: true };
		const { error } = await account.run('webhook', 'create', parameters);
		expect(error?.message).toMatch(/url.*taken/i);
	});
});

describe('Webhook: Get', () => {
	it('returns the whole webhook', async () => {
		const { items } = await account.run('webhook', 'get', { webhookId: record(existing.id) });
		expect(items[0]?.json).toMatchObject({ id: existing.id, url: existing.url, status: 'enabled' });
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: `/webhooks/${existing.id}`,
		});
	});

	it('says what to do when there is no such webhook', async () => {
		const { error } = await account.run('webhook', 'get', { webhookId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Webhook: Get Many', () => {
	it('returns all of them', async () => {
		const { items, error } = await account.run('webhook', 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual([existing.id]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: '/webhooks',
			query: { page: '1', limit: '100' },
		});
	});

	it('refuses a filter without a value', async () => {
		const filters = {
			filter: [{ attribute: 'other', attributeName: 'status', operator: 'eq', value: '' }],
		};
		const { error } = await account.run('webhook', 'getAll', { returnAll: true, filters });
		expect(error?.message).toMatch(/no value for status/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Webhook: Update', () => {
	it('sends every field', async () => {
		const { items, error } = await account.run('webhook', 'update', {
			webhookId: record(existing.id),
			url: URL,
			allEventsEnabled: false,
			eventsEnabled: ['bill_paid'],
			updateFields: { description: '', status: 'disabled' },
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'PUT',
				path: `/webhooks/${existing.id}`,
				query: {},
				body: {
					url: URL,
					all_events_enabled: false,
					events_enabled: ['bill_paid'],
					description: '',
					status: 'disabled',
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ id: existing.id, status: 'disabled' });
	});

	it('shows Pelcro’s own words when it does not know an event', async () => {
		const { error } = await account.run('webhook', 'update', {
			webhookId: record(existing.id),
			url: URL,
			allEventsEnabled: false,
			eventsEnabled: ['bill_paid'],
			options: { additionalBody: '{"events_enabled": ["No Such Event"]}' },
		});
		expect(error?.message).toMatch(/events.enabled.*invalid/);
	});
});

describe('Webhook: Delete', () => {
	it('says that it is done, and the webhook is gone', async () => {
		const parameters = { webhookId: record(existing.id) };
		expect(jsonOf((await account.run('webhook', 'delete', parameters)).items)).toEqual([
			{ deleted: true },
		]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'DELETE',
			path: `/webhooks/${existing.id}`,
		});
		const { error } = await account.run('webhook', 'delete', parameters);
		expect(error).toMatchObject({ httpCode: '404' });
	});
});
