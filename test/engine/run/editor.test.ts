import type { INodeParameters } from 'n8n-workflow';

import {
	credentialsFor,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type Reply } from '../host/scriptedPelcro';
import { searchList, testCredential } from '../host/workflowRun';

// What is remembered is forgotten soon, so that the tests end soon.
jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	LIST_CACHE_MS: 3_000,
}));

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount({ customers: 130 });
});

type Search = Parameters<typeof searchList>[0];

const search = async (name: Search, more: Partial<Parameters<typeof searchList>[1]> = {}) =>
	await searchList(name, {
		credentials: credentialsFor(account.sandbox),
		parameters: { resource: 'subscription', operation: 'create' },
		...more,
	});

describe('lists in the editor', () => {
	it('show customers by name and email, with a link to the admin, page by page', async () => {
		const first = await search('searchCustomers');
		expect(first.results).toHaveLength(50);
		expect(first.results[0]).toEqual({
			name: expect.stringMatching(/^.+ .+ \(.+@.+\)$/),
			value: '10001',
			url: expect.stringMatching(/\/admin\/1001\/customers\/10001$/),
		});
		const last = await search('searchCustomers', { page: '3:100' });
		expect(last.results).toHaveLength(30);
		expect(first.paginationToken).toBe('2:50');
		expect(last.paginationToken).toBeUndefined();
	});

	it('search customers at Pelcro, by any part of email or name', async () => {
		const { results: all } = await search('searchCustomers');
		const email = /\((.+)\)/.exec(all[7]?.name ?? '')?.[1] ?? '';
		const { results } = await search('searchCustomers', { filter: email.toUpperCase() });
		expect(results.map(({ value }) => value)).toContain(all[7]?.value);
		expect(results.length).toBeLessThan(5);
		const { results: none } = await search('searchCustomers', { filter: 'zzz-nobody' });
		expect(none).toEqual([]);
	});

	it('look through the records themselves where Pelcro cannot search', async () => {
		const { results: all } = await search('searchProducts');
		const name = all[0]?.name ?? '';
		const { results } = await search('searchProducts', { filter: name.slice(0, 6).toLowerCase() });
		expect(results.map((result) => result.name)).toContain(name);
	});

	it.each<[Search]>([['searchAddresses'], ['searchPaymentMethods'], ['searchSubscriptions']])(
		'%s shows only what belongs to the chosen customer',
		async (name) => {
			const path = { searchAddresses: '/addresses', searchPaymentMethods: '/sources' }[
				String(name)
			];
			const api = account.sandbox.api();
			const { data } = await api.get<{ data: Array<{ id: number; user_id: number }> }>(
				path ?? '/subscriptions',
				{ params: { limit: 100, site_id: account.sandbox.siteId } },
			);
			const owner = data.data[3]?.user_id ?? 0;
			const own = data.data.filter((entry) => entry.user_id === owner).map(({ id }) => String(id));
			const { results } = await search(name, {
				parameters: { resource: 'subscription', operation: 'create', customerId: record(owner) },
			});
			expect(results.map(({ value }) => value)).toEqual(own);
		},
	);

	it.each<[Search, string, string]>([
		['searchPaymentMethods', 'email', 'email'],
		['searchPaymentMethods', 'oldProviderId', 'old_provider_id'],
		['searchAddresses', 'email', 'email'],
		['searchSubscriptions', 'oldProviderId', 'old_provider_id'],
	])('%s keeps to a customer who is chosen by %s', async (name, mode, attribute) => {
		const api = account.sandbox.api();
		await api.put('/customers/10005', { old_provider_id: 'Old-5' });
		const { data } = await api.get<{ data: Record<string, unknown> }>('/customers/10005');
		const key = String(data.data[attribute]);
		const shown = async (customerId: INodeParameters) =>
			await search(name, { parameters: { resource: 'subscription', customerId } });
		const { results } = await shown(record(key, mode));
		expect(results).toEqual((await shown(record(10005))).results);
		await expect(shown(record('nobody@example.com', mode))).rejects.toThrow(
			/no customer was found by the .* nobody@example\.com\. .*From List or By ID/,
		);
	});

	it('show the subscriptions of all where a member or a gift goes to another customer', async () => {
		const { results } = await search('searchSubscriptionsOfAll', {
			parameters: { resource: 'member', operation: 'create', customerId: record(10001) },
		});
		expect(results).toHaveLength(20);
	});

	const ofPeople: Search[] = [
		'searchAddresses',
		'searchCharges',
		'searchInvoices',
		'searchMembers',
		'searchOrders',
		'searchPaymentMethods',
		'searchSubscriptions',
		'searchSubscriptionsOfAll',
	];

	it.each(ofPeople)('%s shows whose each record is', async (name) => {
		const { results } = await search(name);
		expect(results.length).toBeGreaterThan(0);
		for (const result of results) expect(result.name).toMatch(/\S+@\S+\.\S+/);
	});

	it.each(ofPeople)(
		'%s finds a person’s records by email and by name, and no other’s',
		async (name) => {
			const { results: all } = await search(name);
			const label = all.at(-1)?.name ?? '';
			const [email = ''] = /[^\s(]+@[^\s):]+/.exec(label) ?? [];
			const person = /^(.+?) \(/.exec(label)?.[1] ?? email;
			await account.sent();
			const { results } = await search(name, { filter: email.toUpperCase() });
			expect((await account.sent()).length).toBeLessThanOrEqual(8);
			expect(results.map(({ value }) => value)).toContain(all.at(-1)?.value);
			for (const result of results) expect(result.name).toContain(email);
			const { results: byName } = await search(name, { filter: person });
			expect(byName.map(({ value }) => value)).toContain(all.at(-1)?.value);
		},
	);

	it('show subscriptions with plan, state and end', async () => {
		const { results } = await search('searchSubscriptionsOfAll');
		const { results: found } = await search('searchSubscriptionsOfAll', {
			filter: /[^\s(]+@[^\s):]+/.exec(results[0]?.name ?? '')?.[0] ?? '',
		});
		const shape = /^.+ \(.+@.+\): .+, \w+, until \d{4}-\d\d-\d\d \(#\d+\)$/;
		expect(results[0]?.name).toMatch(shape);
		expect(found[0]?.name).toMatch(shape);
		expect(results.map((result) => result.name)).toContain(found[0]?.name);
	});

	it('still find what is in the record itself, e.g. its number', async () => {
		const { results: all } = await search('searchInvoices');
		const id = all[3]?.value;
		const { results } = await search('searchInvoices', { filter: `#${id}` });
		expect(results.map(({ value }) => value)).toEqual([id]);
	});

	it('are remembered for a while, so that typing does not spend the allowance', async () => {
		await account.sent();
		await search('searchPlans');
		await search('searchPlans');
		expect(await account.sent()).toHaveLength(1);
	});

	it.each(
		Object.keys({
			...new (jest.requireActual<typeof import('../../../index.js')>('../../../index.js').Pelcro)()
				.methods.listSearch,
		}),
	)('%s works and names each record differently', async (name) => {
		const { results } = await search(name as Search);
		const names = results.map((result) => result.name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.join()).not.toMatch(/undefined|\[object|NaN|Unnamed|Invalid/);
		for (const label of names) expect(label.replace(/#?\d+/g, '')).toMatch(/\p{L}{2}/u);
	});

	it('say what to do when the credential is wrong', async () => {
		const credentials = { ...credentialsFor(account.sandbox), apiKey: 'wrong' };
		await expect(search('searchCustomers', { credentials })).rejects.toMatchObject({
			message: expect.stringMatching(/Check the API Key/),
		});
	});
});

describe('a picker that is searched by digits and by names', () => {
	const found = async (
		name: Search,
		filter: string,
		records: Record<string, Array<Record<string, unknown>>>,
		single: (path: string) => Reply,
	) => {
		const pelcro = await scriptedPelcro((request) => {
			const list = records[request.path];
			return list === undefined ? single(request.path) : listPage(list as never, request);
		});
		const parameters = { resource: 'subscription', operation: 'create' };
		const credentials = pelcro.credentials();
		const { results } = await searchList(name, { credentials, parameters, filter });
		await pelcro.close();
		return results.map(({ value }) => value);
	};
	const plans = { '/plans': [{ id: 7, nickname: '2024 Print' }] };

	it('shows the record with the ID first, and behind it what has the digits', async () => {
		const one = () => ({ body: { data: { id: 2024, nickname: 'Digital' } } });
		expect(await found('searchPlans', '2024', plans, one)).toEqual(['2024', '7']);
	});

	it.each([{ data: [] }, { message: 'Nothing here' }, {}])(
		'does without the record where Pelcro answers %j',
		async (body) => {
			expect(await found('searchPlans', '2024', plans, () => ({ body }))).toEqual(['7']);
		},
	);

	it.each<[Search]>([
		['searchAddresses'],
		['searchCharges'],
		['searchInvoices'],
		['searchMembers'],
		['searchOrders'],
		['searchPaymentMethods'],
		['searchSubscriptions'],
		['searchSubscriptionsOfAll'],
	])('of %s finds by words about the person and about the record', async (name) => {
		const { results } = await search(name);
		const [, chosen] = results;
		const [, person = '', own = ''] =
			/^(.*?) \(.*\): (.*) \(#\d+\)$/.exec(chosen?.name ?? '') ?? [];
		const first = person.split(' ')[0] ?? '';
		// The last word that the record itself has in the list: a status, a country, digits of a card.
		const about = own.split(/[\s,]+/).at(-1) ?? '';
		expect([first.length > 1, about.length > 1]).toEqual([true, true]);
		const { results: both } = await search(name, { filter: `${about} ${first.toUpperCase()}` });
		expect(both.map(({ value }) => value)).toContain(chosen?.value);
		for (const { name: label } of both) {
			expect(label.toLowerCase()).toContain(first.toLowerCase());
			expect(label.toLowerCase()).toContain(about.toLowerCase());
		}
		const { results: pasted } = await search(name, { filter: chosen?.name ?? '' });
		expect(pasted).toEqual([chosen]);
	});

	it('finds a person on a later page of those with the same name', async () => {
		const people = Array.from({ length: 260 }, (_, index) => ({
			id: index + 1,
			first_name: index === 230 ? 'Ann' : 'Bob',
			last_name: 'Smithson',
			email: `r${index}@x.org`,
		}));
		const invoices = [{ id: 5, user_id: 231, status: 'open' }];
		const lists = { '/customers': people, '/invoices': invoices };
		const none = () => ({ status: 404, body: { message: 'Not Found' } });
		expect(await found('searchInvoices', 'Ann Smithson', lists, none)).toEqual(['5']);
	});
});

describe('the credential test', () => {
	const test = async (more: object) =>
		await testCredential({ ...credentialsFor(account.sandbox), ...more });

	it('succeeds, also with the address of an admin page as Site ID', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
		const siteId = 'https://www.pelcro.com/admin/1001/customers';
		expect(await test({ siteId })).toMatchObject({ status: 'OK' });
	});

	it('names the Base URL, not the Site ID, where its path is wrong', async () => {
		const { baseUrl } = credentialsFor(account.sandbox);
		const { status, message } = await test({ baseUrl: `${String(baseUrl)}/wrong/path` });
		expect(status).toBe('Error');
		expect(message).toMatch(/wrong path in the Base URL/);
		expect(message).not.toMatch(/Site ID/);
	});

	it.each([
		['a wrong key', { apiKey: 'wrong-key' }, /Check the API Key/],
		['a wrong site', { siteId: '999' }, /not for this site/],
		['no site', { siteId: 'abc' }, /Site ID is not a number/],
		['no address', { baseUrl: 'pelcro' }, /not a web address/],
		['an address where nothing is', { baseUrl: 'http://127.0.0.1:9' }, /Nothing answers/],
		['an address that does not exist', { baseUrl: 'http://nowhere.invalid' }, /could not be found/],
	])(
		'says in words what is wrong: %s',
		async (_what, more, message) => {
			const { status, message: text } = await test(more);
			expect(status).toBe('Error');
			expect(text).toMatch(message);
			expect(text).not.toContain('wrong-key');
		},
		60_000,
	);
});
