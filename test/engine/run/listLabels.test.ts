import type { IDataObject } from 'n8n-workflow';

import { listSearch } from '../../../nodes/Pelcro/listSearch';
import { credentialsFor, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { loadChoices, searchList } from '../host/workflowRun';

useSandbox();

let account: TestAccount;
let emails: string[];

beforeAll(async () => {
	account = await testAccount({ customers: 60 });
	const { records } = await account.sandbox.state('customers');
	emails = (records.customers as IDataObject[]).map(({ email }) => String(email));
});

const SEARCHES = Object.keys(listSearch) as Array<keyof typeof listSearch>;

/** Lists of what belongs to somebody: their labels say whom. (A refund without a charge belongs to nobody.) */
const OF_PEOPLE = [
	'searchAddresses',
	'searchCharges',
	'searchCustomers',
	'searchInvoices',
	'searchMembers',
	'searchOrders',
	'searchPaymentMethods',
	'searchSubscriptions',
	'searchSubscriptionsOfAll',
];

/** What is left of a label without its ID says what the record is called. */
const named = (label: string): string => label.replace(/\(?#\d+\)?/g, '').trim();

it.each(SEARCHES)('every label of %s holds a person or a name', async (search) => {
	const { results } = await searchList(search, {
		credentials: credentialsFor(account.sandbox),
		parameters: {},
	});
	expect(results.length).toBeGreaterThan(0);
	const mute = results.filter(({ name }) => !/\p{L}{2}/u.test(named(name)));
	expect(mute).toEqual([]);
	if (!OF_PEOPLE.includes(search)) return;
	const nobodys = results.filter(
		({ name }) => !emails.some((email) => name.includes(email)) && !/@/.test(name),
	);
	expect(nobodys).toEqual([]);
});

it.each(['getPlans', 'getProducts', 'getSites', 'getWaitingRefunds'] as const)(
	'every choice of %s says what it is',
	async (method) => {
		const choices = await loadChoices(method, {
			credentials: credentialsFor(account.sandbox),
			parameters: {},
		});
		expect(choices.length).toBeGreaterThan(0);
		expect(choices.filter(({ name }) => !/\p{L}{2}/u.test(named(name)))).toEqual([]);
	},
);
