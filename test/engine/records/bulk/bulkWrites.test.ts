import type { IDataObject } from 'n8n-workflow';

import { startProxy, type AlteringProxy } from '../../host/alteringProxy';
import {
	credentialsFor,
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type SentRequest,
	type TestAccount,
} from '../../host/pelcroSandbox';
import type { RunOptions, RunResult } from '../../host/workflowRun';

useSandbox();

const FIRST_CUSTOMER = 10001;

interface Person extends IDataObject {
	email: string;
	firstName: string;
}

let proxy: AlteringProxy | undefined;

afterEach(() => {
	proxy?.stop();
	proxy = undefined;
});

/** Creates or updates customers by email, each as one item. */
async function upsert(
	account: TestAccount,
	people: readonly Person[],
	options: IDataObject = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await account.run(
		'customer',
		'upsert',
		{
			matchBy: 'email',
			email: '={{ $json.email }}',
			firstName: '={{ $json.firstName }}',
			additionalFields: { skipEmailDnsValidations: true },
			options,
		} as RunOptions['parameters'],
		{ items: [...people], ...more },
	);
}

/** The first customers as they are. */
async function present(account: TestAccount, count: number): Promise<Person[]> {
	const { records } = await account.sandbox.state('customers');
	return (records.customers as Array<{ email: string; first_name: string }>)
		.slice(0, count)
		.map(({ email, first_name: firstName }) => ({ email, firstName }));
}

function newPeople(count: number): Person[] {
	return Array.from({ length: count }, (_value, index) => ({
		email: `new.reader${index}@example.com`,
		firstName: `Reader ${index}`,
	}));
}

/** How often each kind of request was sent. */
function counted(sent: readonly SentRequest[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { method, path } of sent) {
		const kind = `${method} ${path.replace(/\d+$/, '{id}')}`;
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

async function stored(account: TestAccount): Promise<IDataObject[]> {
	return (await account.sandbox.state('customers')).records.customers as IDataObject[];
}

describe('Create or Update of many records', () => {
	it('writes only what has changed, and gives the records out in the items’ order', async () => {
		const account = await testAccount({ customers: 260 });
		const people = await present(account, 250);
		const items = people.map((person, index) =>
			index % 50 === 0 ? { ...person, firstName: 'Changed' } : person,
		);
		const result = await upsert(account, items);
		expect(result.error).toBeUndefined();
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 3,
			// One shows that the list has all, and one how a relation looks that the first does not have.
			'GET /customers/{id}': 2,
			'PUT /customers/{id}': 5,
		});
		expect(jsonOf(result.items)).toMatchObject(
			items.map(({ email, firstName }) => ({ email, first_name: firstName })),
		);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_item, item) => ({ item })),
		);
		expect(result.hints).toEqual([
			'245 of 250 records were the same already; 10 calls instead of 500.',
		]);
	});

	it('gives out the same as one by one', async () => {
		const both: RunResult[] = [];
		for (const options of [{}, { bulkReading: 'off', skipUnchanged: false }]) {
			const account = await testAccount({ customers: 120, seed: 7, now: 1_800_000_000 });
			const people = await present(account, 20);
			const items = [
				...people,
				...newPeople(5),
				{ email: '', firstName: 'None' },
				{ email: 'no email', firstName: 'Wrong' },
				{ email: String(people[3]?.email).toUpperCase(), firstName: 'Again' },
			];
			both.push(await upsert(account, items, options, { onError: 'continueRegularOutput' }));
		}
		// New records get their IDs in the order in which they arrive, as several are under way at once.
		const isOld = ({ id }: IDataObject): boolean => Number(id) < FIRST_CUSTOMER + 120;
		const [bulk, single] = both.map(({ items }) =>
			items.map(
				({
					json: { updated_at: _updated, created_at: _created, id, n8n_outcome: _outcome, ...json },
					pairedItem,
				}) => ({ json, id: isOld({ id }) ? id : 'new', pairedItem }),
			),
		);
		expect(bulk).toEqual(single);
	});

	it('creates many new ones with one call each, and few to look for them', async () => {
		const account = await testAccount({ customers: 2_000 });
		const { items } = await upsert(account, newPeople(150));
		expect(items).toHaveLength(150);
		const sent = await account.sent();
		expect(counted(sent)).toEqual({ 'GET /customers': 3, 'POST /customers': 150 });
		expect(String(sent[1]?.query['filter[email]']).split(',')).toHaveLength(100);
	});

	it('lets items of the same key see each other’s results, in their order', async () => {
		const account = await testAccount();
		const email = 'same.reader@example.com';
		const items = ['One', 'One', 'Two', 'Two', 'One'].map((firstName) => ({ email, firstName }));
		const result = await upsert(account, [...items, ...newPeople(3)]);
		const sent = (await account.sent()).filter(({ method }) => method !== 'GET');
		const own = sent.filter(({ body }) => (body as IDataObject).email === email);
		expect(own.map(({ method, body }) => [method, (body as IDataObject).first_name])).toEqual([
			['POST', 'One'],
			['PUT', 'Two'],
			['PUT', 'One'],
		]);
		expect(jsonOf(result.items.slice(0, 5)).map(({ first_name: name }) => name)).toEqual(
			items.map(({ firstName }) => firstName),
		);
	});

	it('always sends what the record does not show', async () => {
		const account = await testAccount();
		const [person] = await present(account, 1);
		const result = await account.run('customer', 'upsert', {
			matchBy: 'email',
			email: person?.email ?? '',
			additionalFields: { password: '$2y$10$abcdefghijklmnopqrstuv' },
		});
		expect(result.error).toBeUndefined();
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'PUT /customers/{id}': 1,
		});
	});

	it('compares metadata by what is named, and phone numbers by their digits', async () => {
		const account = await testAccount();
		const send = async (additionalFields: IDataObject) =>
			await account.run('customer', 'upsert', {
				matchBy: 'email',
				email: 'meta@example.com',
				additionalFields,
			} as RunOptions['parameters']);
		await send({ phone: '+1 514 555 0100', metadataJson: '{"a": 1, "b": "x"}' });
		await account.sent();
		await send({ phone: '15145550100', metadataJson: '{"a": "1"}' });
		await send({ metadataJson: '{"c": null}' });
		expect((await account.sent()).map(({ method }) => method)).not.toContain('PUT');
		await send({ metadataJson: '{"b": null}' });
		expect((await account.sent()).map(({ method }) => method)).toContain('PUT');
	});

	it('takes no call more than before for a single item, and updates where Skip Unchanged is off', async () => {
		const account = await testAccount();
		const people = await present(account, 1);
		await upsert(account, people);
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'GET /customers/{id}': 1,
		});
		await upsert(account, people, { skipUnchanged: false });
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'PUT /customers/{id}': 1,
		});
	});

	it('reads each record anew where Bulk Reading is off', async () => {
		const account = await testAccount();
		await upsert(account, await present(account, 5), { bulkReading: 'off' });
		expect((await account.sent()).filter(({ query }) => 'filter[email]' in query)).toHaveLength(5);
	});
});

describe('a list that cannot be trusted', () => {
	it.each([
		[
			'refuses the filter',
			(query: URLSearchParams) => (query.has('filter[email]') ? 'refuse' : ''),
		],
		[
			'ignores the filter',
			(query: URLSearchParams) => (query.has('filter[email]') ? 'ignore' : ''),
		],
		[
			'takes several values for one',
			(query: URLSearchParams) => (query.get('filter[email]')?.includes(',') ? 'none' : ''),
		],
	] as const)('that %s makes no doubles and no wrong updates', async (_how, kind) => {
		const account = await testAccount({ customers: 320 });
		const people = [...(await present(account, 3)), ...newPeople(30)].map((person) => ({
			...person,
			firstName: 'Changed',
		}));
		proxy = await startProxy(account.sandbox.baseUrl, ({ query }) => {
			const rest = new URLSearchParams(query);
			rest.delete('filter[email]');
			return {
				refuse: { refuse: 422 },
				ignore: { query: rest },
				none: { body: (body: { data: unknown }) => ({ ...body, data: [] }) },
				'': {},
			}[kind(query)];
		});
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items, error } = await upsert(account, people, {}, { credentials });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toMatchObject(
			people.map(({ email }) => ({ email, first_name: 'Changed' })),
		);
		const customers = await stored(account);
		expect(customers).toHaveLength(350);
		expect(customers.filter(({ first_name: name }) => name === 'Changed')).toHaveLength(33);
	});

	it('that lacks an attribute gives out the single record in place of its own', async () => {
		const account = await testAccount({ customers: 30 });
		const people = await present(account, 8);
		proxy = await startProxy(account.sandbox.baseUrl, ({ path }) =>
			path === '/customers'
				? {
						body: (body) => ({
							...body,
							data: (body.data as IDataObject[]).map((entry) => ({ ...entry, phone: undefined })),
						}),
					}
				: undefined,
		);
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items } = await upsert(account, people, {}, { credentials });
		expect(items.every(({ json }) => 'phone' in json)).toBe(true);
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'GET /customers/{id}': 8,
		});
	});

	it('that moves while it is read makes no doubles', async () => {
		const account = await testAccount({ customers: 320 });
		const people = (await present(account, 320)).slice(60, 310);
		let gone = false;
		proxy = await startProxy(account.sandbox.baseUrl, ({ path, query }) =>
			path === '/customers' && query.get('page') === '1' && !gone
				? {
						then: async () => {
							gone = true;
							await account.sandbox.api().delete(`/customers/${FIRST_CUSTOMER}`);
						},
					}
				: undefined,
		);
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items, error } = await upsert(account, people, {}, { credentials });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toMatchObject(people.map(({ email }) => ({ email })));
		expect(await stored(account)).toHaveLength(319);
		expect(counted(await account.sent())).not.toHaveProperty('POST /customers');
	});
});

describe('Update of many records', () => {
	it('writes all, and only what has changed where Skip Unchanged is on', async () => {
		const account = await testAccount({ customers: 60 });
		const people = await present(account, 40);
		const run = async (options: IDataObject) =>
			await account.run(
				'customer',
				'update',
				{
					customerId: record('={{ $json.id }}'),
					firstName: '={{ $json.firstName }}',
					options,
				} as RunOptions['parameters'],
				{
					items: people.map(({ firstName }, index) => ({
						id: FIRST_CUSTOMER + index,
						firstName: index === 7 ? 'Changed' : firstName,
					})),
				},
			);
		const { items, hints } = await run({ skipUnchanged: true });
		expect(counted(await account.sent())).toEqual({
			'GET /customers': 1,
			'GET /customers/{id}': 1,
			'PUT /customers/{id}': 1,
		});
		expect(jsonOf(items).map(({ id }) => id)).toEqual(
			people.map((_one, index) => FIRST_CUSTOMER + index),
		);
		expect(items[7]?.json.first_name).toBe('Changed');
		expect(hints[0]).toMatch(/^39 of 40 records were the same already/);
		await run({});
		expect(counted(await account.sent())).toEqual({ 'PUT /customers/{id}': 40 });
	});

	it('lets items of the same record see each other’s results', async () => {
		const account = await testAccount();
		const names = ['One', 'One', 'Two', 'One'];
		const { items } = await account.run(
			'customer',
			'update',
			{
				customerId: record(FIRST_CUSTOMER),
				firstName: '={{ $json.firstName }}',
				options: { skipUnchanged: true },
			},
			{ items: names.map((firstName) => ({ firstName })) },
		);
		const sent = (await account.sent()).filter(({ method }) => method === 'PUT');
		expect(sent.map(({ body }) => (body as IDataObject).first_name)).toEqual(['One', 'Two', 'One']);
		expect(jsonOf(items).map(({ first_name: name }) => name)).toEqual(names);
	});

	it('does not take for unchanged what an item before has changed in another way', async () => {
		const account = await testAccount();
		const [person] = await present(account, 1);
		const names = ['Two', person?.firstName];
		for (const options of [
			{ skipUnchanged: '={{ $itemIndex > 0 }}' },
			{ skipUnchanged: true, timeout: '={{ 30 + $itemIndex }}' },
		]) {
			const { items } = await account.run(
				'customer',
				'update',
				{
					customerId: record(FIRST_CUSTOMER),
					firstName: '={{ $json.firstName }}',
					options,
				} as RunOptions['parameters'],
				{ items: [...names, ...names].map((firstName) => ({ firstName })) },
			);
			expect(jsonOf(items).map(({ first_name: name }) => name)).toEqual([...names, ...names]);
			const [now] = await present(account, 1);
			expect(now?.firstName).toBe(person?.firstName);
		}
	});
});

describe('Updates that send what the record has already', () => {
	it('of many addresses read them by their list', async () => {
		const account = await testAccount({ customers: 60 });
		const { records } = await account.sandbox.state('addresses');
		const addresses = (records.addresses as Array<{ id: number }>).slice(0, 50);
		const run = async (options: IDataObject) =>
			await account.run(
				'address',
				'update',
				{
					addressId: record('={{ $json.id }}'),
					updateFields: { line2: 'Floor 2' },
					options,
				} as RunOptions['parameters'],
				{ items: addresses.map(({ id }) => ({ id })) },
			);
		const { items, error, hints } = await run({});
		expect(error).toBeUndefined();
		const sent = await account.sent();
		expect(counted(sent)).toEqual({
			'GET /addresses': 1,
			'GET /addresses/{id}': 1,
			'PUT /addresses/{id}': 50,
		});
		expect(hints).toEqual(['52 calls instead of 100.']);
		for (const [index, { json }] of items.entries()) {
			const { id, type, line1, country, user_id: owner } = json;
			expect(id).toBe(addresses[index]?.id);
			const own = sent.find(({ method, path }) => method === 'PUT' && path.endsWith(`/${id}`));
			expect(own).toMatchObject({
				query: { customer_id: String(owner), user_id: String(owner) },
				body: { type, line1, country, line2: 'Floor 2' },
			});
		}
		await run({ skipUnchanged: true });
		expect(counted(await account.sent())).toEqual({
			'GET /addresses': 1,
			'GET /addresses/{id}': 1,
		});
		await run({ bulkReading: 'off' });
		expect(counted(await account.sent())).toEqual({
			'GET /addresses/{id}': 50,
			'PUT /addresses/{id}': 50,
		});
	});

	it.each([
		[
			'Create or Update',
			'upsert',
			{ newsletterMatchBy: 'email' },
			{ additionalFields: { lastName: 'New' } },
		],
		['Update', 'update', {}, { updateFields: { lastName: 'New' } }],
	])(
		'of many subscribers keep the proof of consent: %s',
		async (_name, operation, match, fields) => {
			const account = await testAccount();
			const emails = Array.from({ length: 15 }, (_value, index) => `letter${index}@example.com`);
			const created = await account.run(
				'newsletter',
				'create',
				{
					email: '={{ $json.email }}',
					subscriberSource: 'web',
					additionalFields: {
						consentText: '={{ "Yes, " + $json.email }}',
						consentIp: '203.0.113.7',
					},
				},
				{ items: emails.map((email) => ({ email })) },
			);
			const items = jsonOf(created.items).map(({ id, email }) => ({ id, email }));
			await account.sent();
			const result = await account.run(
				'newsletter',
				operation,
				{
					...match,
					newsletterId: record('={{ $json.id }}'),
					simplify: false,
					email: '={{ $json.email }}',
					subscriberSource: 'web',
					...fields,
				} as RunOptions['parameters'],
				{ items },
			);
			expect(result.error).toBeUndefined();
			const calls = counted(await account.sent());
			expect(calls['PUT /newsletters/{id}']).toBe(15);
			expect(calls['GET /newsletters']).toBe(1);
			expect(calls['GET /newsletters/{id}'] ?? 0).toBeLessThanOrEqual(1);
			expect(jsonOf(result.items)).toMatchObject(
				items.map(({ id, email }) => ({
					id,
					last_name: 'New',
					consent_text: `Yes, ${email}`,
					consent_ip: '203.0.113.7',
				})),
			);
		},
	);
});

describe('A list that does not show all of a record', () => {
	/** Credentials for a Pelcro whose lists have records with something else in them, or refuse filters. */
	const through = async (account: TestAccount, path: string, more: IDataObject | 'refuse') => {
		proxy = await startProxy(account.sandbox.baseUrl, (request) => {
			if (request.path !== path || request.method !== 'GET') return undefined;
			if (more === 'refuse') {
				return [...request.query.keys()].some((name) => name.startsWith('filter['))
					? { refuse: 400 }
					: undefined;
			}
			return {
				body: (body) => ({
					...body,
					data: (body.data as IDataObject[]).map((entry) => ({ ...entry, ...more })),
				}),
			};
		});
		return { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
	};

	it.each([1, 2, 12])('loses no proof of consent of %i subscribers', async (count) => {
		const account = await testAccount();
		const subscriber = {
			newsletterMatchBy: 'email',
			email: '={{ $json.email }}',
			subscriberSource: 'web',
			simplify: false,
		};
		const items = Array.from({ length: count }, (_value, index) => ({
			email: `letter${index}@example.com`,
		}));
		const consent = { consentText: '={{ "Yes, " + $json.email }}', consentIp: '203.0.113.7' };
		await account.run(
			'newsletter',
			'upsert',
			{ ...subscriber, additionalFields: consent },
			{ items },
		);
		const credentials = await through(account, '/newsletters', {
			consent_text: null,
			consent_ip: null,
		});
		for (const skipUnchanged of [true, false]) {
			const lastName = `New ${skipUnchanged}`;
			const parameters = {
				...subscriber,
				additionalFields: { lastName },
				options: { skipUnchanged },
			};
			const result = await account.run('newsletter', 'upsert', parameters, { items, credentials });
			expect(result.error).toBeUndefined();
			expect(jsonOf(result.items)).toMatchObject(
				items.map(({ email }) => ({
					n8n_outcome: 'updated',
					last_name: lastName,
					consent_text: `Yes, ${email}`,
					consent_ip: '203.0.113.7',
				})),
			);
		}
	});

	it.each([1, 2, 12])('finds the customer of %i addresses', async (count) => {
		const account = await testAccount();
		const address = {
			addressMatchBy: 'oldProviderId',
			oldProviderId: '={{ $json.key }}',
			addressType: 'billing',
			line1: 'First Street',
			country: 'DE',
			customerId: record(FIRST_CUSTOMER),
		};
		const items = Array.from({ length: count }, (_value, index) => ({ key: `ADDRESS-${index}` }));
		await account.run('address', 'upsert', address, { items });
		await account.sent();
		const credentials = await through(account, '/addresses', {
			customer_id: undefined,
			user_id: undefined,
			customer: undefined,
			user: undefined,
		});
		const changed = { ...address, line1: 'Second Street' };
		const { items: out, error } = await account.run('address', 'upsert', changed, {
			items,
			credentials,
		});
		expect(error).toBeUndefined();
		expect(jsonOf(out).map(({ line1, n8n_outcome: outcome }) => [line1, outcome])).toEqual(
			items.map(() => ['Second Street', 'updated']),
		);
		const puts = (await account.sent()).filter(({ method }) => method === 'PUT');
		expect(puts.map(({ query }) => query.customer_id)).toEqual(
			items.map(() => String(FIRST_CUSTOMER)),
		);
	});

	it.each(
		[
			['product', { productMatchBy: 'oldProviderId', name: 'Extra', addressRequired: false }, {}],
			[
				'address',
				{
					addressMatchBy: 'oldProviderId',
					addressType: 'billing',
					line1: 'First Street',
					country: 'DE',
					customerId: record(FIRST_CUSTOMER),
				},
				{},
			],
			['customer', { matchBy: 'oldProviderId' }, { email: '={{ $json.key }}@example.com' }],
		].flatMap(([resource, parameters, additionalFields]) =>
			[1, 2, 5].flatMap((count) =>
				['automatic', 'off'].map(
					(bulkReading) => [resource, count, bulkReading, parameters, additionalFields] as const,
				),
			),
		),
	)('still writes only what changed: %s, %i, %s', async (...row) => {
		const [resource, count, bulkReading, parameters] = row as unknown as [
			string,
			number,
			string,
			IDataObject,
		];
		const account = await testAccount();
		const items = Array.from({ length: count }, (_value, index) => ({ key: `KEY-${index}` }));
		const path = resource === 'address' ? '/addresses' : `/${resource}s`;
		const credentials = await through(account, path, 'refuse');
		const run = async () =>
			await account.run(
				resource,
				'upsert',
				{
					...parameters,
					oldProviderId: '={{ $json.key }}',
					email: '={{ $json.key }}@example.com',
					options: { bulkReading },
				} as RunOptions['parameters'],
				{ items, credentials },
			);
		expect(jsonOf((await run()).items).map((json) => json.n8n_outcome)).toEqual(
			items.map(() => 'created'),
		);
		await account.sent();
		const again = await run();
		expect(again.error).toBeUndefined();
		expect(jsonOf(again.items).map((json) => json.n8n_outcome)).toEqual(
			items.map(() => 'unchanged'),
		);
		expect((await account.sent()).filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

describe('Few keys, and records that come and go', () => {
	it.each([
		[1, 2],
		[2, 3],
		[3, 3],
	])('look up %i emails of 100 items in %i calls', async (emails, calls) => {
		const account = await testAccount({ customers: 60 });
		const people = await present(account, emails);
		const items = Array.from({ length: 100 }, (_value, index) => people[index % emails] as Person);
		const { items: out } = await upsert(account, items);
		expect(jsonOf(out).map((json) => json.n8n_outcome)).toEqual(items.map(() => 'unchanged'));
		expect((await account.sent()).length).toBeLessThanOrEqual(calls);
	});

	it.each([true, false])(
		'call unchanged what was only read (skipping: %p)',
		async (skipUnchanged) => {
			const account = await testAccount();
			const items = await present(account, 3);
			const { items: out } = await account.run(
				'customer',
				'upsert',
				{ matchBy: 'email', email: '={{ $json.email }}', options: { skipUnchanged } },
				{ items },
			);
			expect((await account.sent()).every(({ method }) => method === 'GET')).toBe(true);
			expect(jsonOf(out).map((json) => json.n8n_outcome)).toEqual(items.map(() => 'unchanged'));
		},
	);

	it.each([
		['automatic', 1, ''],
		['automatic', 5, ''],
		['off', 5, ''],
		['automatic', 2, 'refuse'],
		['automatic', 5, 'refuse'],
		['off', 5, 'refuse'],
	])('create anew what was deleted since the look-up: %s, %i %s', async (...row) => {
		const [bulkReading, count, filters] = row;
		const account = await testAccount({ customers: 30 });
		const items = (await present(account, count)).map((one) => ({ ...one, firstName: 'Changed' }));
		let isGone = false;
		proxy = await startProxy(account.sandbox.baseUrl, ({ path, query, method }) => {
			if (path !== '/customers' || method !== 'GET') return undefined;
			if (filters === 'refuse' && query.has('filter[email]')) return { refuse: 400 };
			return {
				then: async () => {
					if (isGone) return;
					isGone = true;
					await account.sandbox.api().delete(`/customers/${FIRST_CUSTOMER}`);
				},
			};
		});
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const { items: out, error } = await upsert(account, items, { bulkReading }, { credentials });
		expect(error).toBeUndefined();
		const [first, ...others] = jsonOf(out);
		expect(first).toMatchObject({ email: items[0]?.email, n8n_outcome: 'created' });
		expect(others.every((json) => json.n8n_outcome === 'updated')).toBe(true);
		expect(await stored(account)).toHaveLength(30);
	});

	it('leave a 404 alone that is not for want of the record', async () => {
		const account = await testAccount();
		const items = (await present(account, 3)).map((one) => ({ ...one, firstName: 'Changed' }));
		proxy = await startProxy(account.sandbox.baseUrl, ({ method }) =>
			method === 'PUT' ? { refuse: 404 } : undefined,
		);
		const credentials = { ...credentialsFor(account.sandbox), baseUrl: proxy.baseUrl };
		const more = { credentials, onError: 'continueRegularOutput' } as const;
		const { items: out } = await upsert(account, items, {}, more);
		expect(jsonOf(out).every(({ error }) => error !== undefined)).toBe(true);
		expect(counted(await account.sent())).not.toHaveProperty('POST /customers');
	});

	it('look in one list where some items name the site that the others leave out', async () => {
		const account = await testAccount({ customers: 60 });
		const items = (await present(account, 20)).map((one, index) => ({
			...one,
			siteId: index % 2 === 0 ? '' : '1001',
		}));
		const { items: out } = await upsert(account, items, { siteId: '={{ $json.siteId }}' });
		expect(out).toHaveLength(20);
		expect((await account.sent()).filter(({ path }) => path === '/customers')).toHaveLength(1);
	});
});
