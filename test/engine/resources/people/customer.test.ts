import type { NodeParameterValueType } from 'n8n-workflow';

import {
	credentialsFor,
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';
import { searchList } from '../../host/workflowRun';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

/** An existing customer of the seeded data. */
const EXISTING = 10001;

describe('Customer: Create', () => {
	it('sends every field under Pelcro’s name', async () => {
		const { items, error } = await account.run('customer', 'create', {
			email: 'new.reader@example.com',
			firstName: 'New',
			lastName: 'Reader',
			additionalFields: {
				displayName: 'New R.',
				emailHardbounce: false,
				hashType: 'password_bcrypt',
				importPaymentMethods: true,
				mailMarketing: true,
				metadata: { pair: [{ key: 'campaign', value: 'spring' }] },
				metadataJson: '{"score": 7}',
				oldProviderId: 'CRM-1',
				password: '$2y$10$abcdefghijklmnopqrstuv',
				paymentGatewayId: 'cus_NffrFeUfNV2Hib',
				phone: '+1 514 555 0100',
				skipEmailDnsValidations: true,
				teleMarketing: false,
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/customers',
				query: {},
				body: {
					email: 'new.reader@example.com',
					display_name: 'New R.',
					email_hardbounce: false,
					first_name: 'New',
					password_type: 'password_bcrypt',
					import_payment_methods: true,
					last_name: 'Reader',
					mail_marketing: true,
					metadata: { campaign: 'spring', score: 7 },
					old_provider_id: 'CRM-1',
					password: '$2y$10$abcdefghijklmnopqrstuv',
					payment_gateway_id: 'cus_NffrFeUfNV2Hib',
					phone: '15145550100',
					skip_email_dns_validations: true,
					tele_marketing: false,
				},
				status: 200,
			},
		]);
		const [item] = items;
		expect(item?.json).toMatchObject({ email: 'new.reader@example.com', first_name: 'New' });
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('sends no field that the user did not fill in', async () => {
		await account.run('customer', 'create', {
			email: 'new.reader@example.com',
			firstName: '',
			additionalFields: { phone: '={{ $json.missing }}' },
		});
		expect((await account.sent())[0]?.body).toEqual({ email: 'new.reader@example.com' });
	});

	it('needs an email, an old provider ID or a display name, and says so before anything is sent', async () => {
		const { error } = await account.run('customer', 'create', { email: '', additionalFields: {} });
		expect(error?.message).toMatch(/'Email' is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when the email is taken', async () => {
		const email = 'same@example.com';
		const { items, error } = await account.run(
			'customer',
			'create',
			{ email: '={{ $json.email }}', additionalFields: {} },
			{ items: [{ email }, { email }] },
		);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/email: .*taken/i);
		expect(error).toMatchObject({ httpCode: '400' });
		expect((await account.sent()).filter(({ status }) => status === 200)).toHaveLength(1);
	});
});

describe('Customer: Create or Update', () => {
	it('creates a customer whose email is new', async () => {
		const { items } = await account.run('customer', 'upsert', {
			matchBy: 'email',
			email: 'new.reader@example.com',
			firstName: 'New',
		});
		expect(items).toHaveLength(1);
		expect((await account.sent()).map(({ method, path, query }) => [method, path, query])).toEqual([
			[
				'GET',
				'/customers',
				{ 'filter[email]': 'eq:new.reader@example.com', page: '1', limit: '10' },
			],
			['POST', '/customers', {}],
		]);
	});

	it('updates the customer who has the email, however it is written', async () => {
		const { items: before } = await account.run('customer', 'get', {
			customerId: record(EXISTING),
			simplify: false,
		});
		const email = String(before[0]?.json.email);
		await account.sent();
		const { items } = await account.run('customer', 'upsert', {
			matchBy: 'email',
			email: email.toUpperCase(),
			firstName: 'Changed',
		});
		expect(items[0]?.json).toMatchObject({ id: EXISTING, first_name: 'Changed' });
		expect((await account.sent()).map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /customers',
			`PUT /customers/${EXISTING}`,
		]);
	});

	it('makes one customer of two items with the same email in one run', async () => {
		const email = 'twice@example.com';
		const { items, error } = await account.run(
			'customer',
			'upsert',
			{
				matchBy: 'email',
				email: '={{ $json.email }}',
				firstName: '={{ $json.name }}',
			},
			{
				items: [
					{ email, name: 'First' },
					{ email, name: 'Second' },
				],
			},
		);
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(1);
		expect(items[1]?.json.first_name).toBe('Second');
	});

	it('finds a customer by the ID on another system', async () => {
		const upsert = async (firstName: string) =>
			await account.run('customer', 'upsert', {
				matchBy: 'oldProviderId',
				oldProviderId: 'CRM-77',
				email: 'crm77@example.com',
				firstName,
			});
		const first = await upsert('First');
		const second = await upsert('Second');
		expect(second.items[0]?.json).toMatchObject({
			id: first.items[0]?.json.id,
			first_name: 'Second',
		});
	});

	it('reads a list that cannot be filtered by the key once for the whole run', async () => {
		const items = Array.from({ length: 12 }, (_value, index) => ({ key: `CRM-${index % 6}` }));
		const { items: output } = await account.run(
			'customer',
			'upsert',
			{
				matchBy: 'oldProviderId',
				oldProviderId: '={{ $json.key }}',
				email: '={{ $json.key }}@example.com',
				firstName: '={{ $itemIndex < 6 ? "First" : "Second" }}',
			},
			{ items },
		);
		expect(new Set(jsonOf(output).map(({ id }) => id)).size).toBe(6);
		const sent = await account.sent();
		expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(6);
		expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(6);
		const reads = sent.filter(({ method, query }) => method === 'GET' && query.limit === '100');
		expect(reads).toHaveLength(1);
	});

	it('does not look for an empty key', async () => {
		const { error } = await account.run('customer', 'upsert', {
			matchBy: 'email',
			email: '={{ $json.email }}',
			firstName: 'Nobody',
		});
		expect(error?.message).toMatch(/Email to match by is empty/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Customer: Get', () => {
	it('returns the most useful fields, or all of them', async () => {
		const parameters = { customerId: record(EXISTING), expand: ['addresses', 'default_source'] };
		const simple = await account.run('customer', 'get', { ...parameters, simplify: true });
		const raw = await account.run('customer', 'get', { ...parameters, simplify: false });
		const attributes = Object.keys(simple.items[0]?.json ?? {});
		expect(attributes.length).toBeLessThanOrEqual(10 + parameters.expand.length);
		expect(attributes).toEqual(expect.arrayContaining(parameters.expand));
		expect(raw.items[0]?.json).toHaveProperty('metadata');
		expect(raw.items[0]?.json).toMatchObject({
			...simple.items[0]?.json,
			// Only raw records have yes and no as Pelcro writes them.
			addresses: [{ is_default: 1 }, { is_default: 1 }],
			default_source: { is_default: 1 },
		});
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: `/customers/${EXISTING}`,
			query: { expand: 'addresses,default_source' },
		});
	});

	it('takes the address of the customer’s page in the admin', async () => {
		const url = `https://www.pelcro.com/admin/1001/customers/${EXISTING}`;
		const { items } = await account.run('customer', 'get', {
			customerId: record(url, 'url'),
			simplify: true,
		});
		expect(items[0]?.json.id).toBe(EXISTING);
	});

	it.each(['', '../../plans', '1/../2', 'abc'])(
		'refuses %p before anything is sent',
		async (value) => {
			const { error } = await account.run(
				'customer',
				'get',
				{
					customerId: record('={{ $json.value }}'),
					simplify: true,
				},
				{ items: [{ value }] },
			);
			expect(error?.message).toMatch(/'Customer' is (empty|not a Pelcro ID)/);
			expect(await account.sent()).toEqual([]);
		},
	);

	it('says what to do when there is no such customer', async () => {
		const { error } = await account.run('customer', 'get', { customerId: record(999_999) });
		expect(error?.description).toMatch(/Check the ID/);
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Customer: Get Many', () => {
	it('filters, sorts, expands and pages', async () => {
		const { items, error } = await account.run('customer', 'getAll', {
			returnAll: false,
			limit: 5,
			filters: {
				filter: [{ attribute: 'email', operator: 'like', value: 'example' }],
			},
			sort: { rule: [{ attribute: 'id', direction: 'descending' }] },
			expand: ['subscriptions'],
			simplify: false,
		});
		expect(error).toBeUndefined();
		const ids = jsonOf(items).map(({ id }) => Number(id));
		expect(ids).toHaveLength(5);
		expect(ids).toEqual([...ids].sort((one, other) => other - one));
		expect((await account.sent())[0]).toMatchObject({
			path: '/customers',
			query: {
				'filter[email]': 'like:example',
				sort: '-id',
				expand: 'subscriptions',
				page: '1',
				limit: '5',
			},
		});
	});

	it('returns all of them once, paired with their input item', async () => {
		const big = await testAccount({ customers: 230 });
		const { items } = await big.run('customer', 'getAll', { returnAll: true, simplify: true });
		expect(new Set(jsonOf(items).map(({ id }) => id)).size).toBe(230);
		expect(items).toHaveLength(230);
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(await big.sent()).toHaveLength(3);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the limit %p', async (limit) => {
		const { error } = await account.run(
			'customer',
			'getAll',
			{ returnAll: false, limit: '={{ $json.limit }}' },
			{ items: [{ limit }] },
		);
		expect(error?.message).toMatch(/'Limit' is not (a number|a whole number|in the allowed range)/);
		expect(await account.sent()).toEqual([]);
	});

	it('refuses a filter without a value, which would return everybody', async () => {
		const { error } = await account.run('customer', 'getAll', {
			returnAll: true,
			filters: { filter: [{ attribute: 'email', operator: 'eq', value: '={{ $json.none }}' }] },
		});
		expect(error?.message).toMatch(/'Filters' has no value for email/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Customer: Update', () => {
	it('changes what is named, clears what is left empty, and keeps the rest', async () => {
		const { items, error } = await account.run('customer', 'update', {
			customerId: record(EXISTING),
			firstName: 'Nora',
			updateFields: {
				displayName: '',
				mailMarketing: false,
				metadataJson: '{"vip": true}',
				organization: '',
			},
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toEqual({
			method: 'PUT',
			path: `/customers/${EXISTING}`,
			query: {},
			body: {
				display_name: '',
				first_name: 'Nora',
				mail_marketing: false,
				metadata: { vip: true },
				organization: null,
			},
			status: 200,
		});
		expect(items[0]?.json).toMatchObject({ id: EXISTING, first_name: 'Nora' });
	});

	it.each<[string, NodeParameterValueType]>([
		['as entered', 'Harbour Press'],
		['by name', record('Harbour Press', 'name')],
		['from the list', record(' Harbour Press ', 'list')],
		['by an expression', '={{ $json.press }}'],
	])('puts the customer into an organization, %s', async (_how, organization) => {
		const { items, error } = await account.run(
			'customer',
			'update',
			{ customerId: record(EXISTING), updateFields: { organization }, simplify: false },
			{ items: [{ press: 'Harbour Press' }] },
		);
		expect(error).toBeUndefined();
		expect((await account.sent())[0]?.body).toEqual({ organization: 'Harbour Press' });
		const { records } = await account.sandbox.state('organizations');
		expect(records.organizations).toContainEqual(
			expect.objectContaining({ id: items[0]?.json.organization, name: 'Harbour Press' }),
		);
	});

	it.each([3107, '3107', '={{ 3107 }}', '={{ { id: 3107, name: "Harbour Press" } }}'])(
		'takes no organization’s ID for its name: %p',
		async (organization) => {
			const updateFields = { organization };
			const { error } = await account.run('customer', 'update', {
				customerId: record(EXISTING),
				updateFields,
			});
			expect(error?.message).toMatch(/'Organization' is not (a name|text)/);
			expect(await account.sent()).toEqual([]);
		},
	);

	it('finds organizations by name in the list, whose values are names', async () => {
		await account.sandbox.api().put(`/customers/${EXISTING}`, { organization: 'Harbour Press' });
		const credentials = credentialsFor(account.sandbox);
		const { results } = await searchList('searchOrganizations', {
			credentials,
			parameters: {},
			filter: 'harbour',
		});
		expect(results.map(({ value }) => value)).toEqual(['Harbour City Library', 'Harbour Press']);
	});

	it('sends nothing when there is nothing to change', async () => {
		const { error } = await account.run('customer', 'update', {
			customerId: record(EXISTING),
			updateFields: {},
		});
		expect(error?.message).toMatch(/nothing to change/);
		expect(await account.sent()).toEqual([]);
	});

	it('refuses metadata that is no JSON, and names the field and the item', async () => {
		const { error } = await account.run(
			'customer',
			'update',
			{
				customerId: record(EXISTING),
				updateFields: { metadataJson: '={{ $json.meta }}' },
			},
			{ items: [{ meta: '{"a": ' }] },
		);
		expect(error?.message).toMatch(/'Metadata \(JSON\)' is not valid JSON/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Customer: Delete', () => {
	it('says that it is done, and the customer is gone', async () => {
		const { items } = await account.run('customer', 'delete', { customerId: record(EXISTING) });
		expect(jsonOf(items)).toEqual([{ deleted: true }]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'DELETE',
			path: `/customers/${EXISTING}`,
		});
		const { error } = await account.run('customer', 'get', { customerId: record(EXISTING) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});
