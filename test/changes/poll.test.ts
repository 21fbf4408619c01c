import type { INodeParameters } from 'n8n-workflow';

import { lists } from '../../nodes/Pelcro/lists';
import type { SandboxAccount } from '../../sandbox/client';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { startProxy, type AlteringProxy } from '../engine/host/alteringProxy';
import { PolledTrigger } from './pollHost';

useSandbox();

async function watching(
	parameters: INodeParameters,
	customers = 5,
): Promise<{ trigger: PolledTrigger; sandbox: SandboxAccount }> {
	const { sandbox } = await testAccount({ customers });
	const trigger = new PolledTrigger(credentialsFor(sandbox), {
		watch: 'customer',
		startOn: 'created',
		removed: false,
		beginWith: 'now',
		filters: {},
		expand: [],
		options: {},
		...parameters,
	});
	return { trigger, sandbox };
}

let made = 0;

async function newCustomer(sandbox: SandboxAccount): Promise<number> {
	made += 1;
	const { data } = await sandbox.api().post<{ data: { id: number } }>('/customers', {
		email: `new-${made}@example.com`,
		password: 'correct horse battery',
	});
	return data.data.id;
}

/** Path and query of each request since the account was made or this was last called. */
async function sent(sandbox: SandboxAccount) {
	const entries = await sandbox.journal();
	await sandbox.clearJournal();
	return entries.map(({ path, query }) => ({ path: path.replace(/^.*\/core/, ''), query }));
}

const ALL = { startOn: 'createdOrUpdated', removed: true };

describe('What comes out', () => {
	const [invoice, unix] = [{ watch: 'invoice' }, { amounts: 'minor', times: 'unix' }];

	it.each([
		[
			'as people write them',
			{},
			(cents: number) => cents / 100,
			expect.stringMatching(/^\d{4}-.*T/),
		],
		['as Pelcro counts', { options: unix }, (cents: number) => cents, expect.any(Number)],
	])('has amounts and times %s', async (_how, parameters, amount, time: unknown) => {
		const { trigger, sandbox } = await watching({
			...invoice,
			...parameters,
			beginWith: 'everything',
		});
		const { records } = await sandbox.state('invoices');
		const dollars = (records.invoices as unknown as Array<Record<string, unknown>>).filter(
			({ currency }) => currency !== 'jpy',
		);
		expect(dollars.length).toBeGreaterThan(0);
		const items = await trigger.publish();
		for (const { id, total } of dollars) {
			const { object } = items.find((item) => (item.object as { id: unknown }).id === id) ?? {};
			expect(object).toMatchObject({ total: amount(Number(total)), created_at: time });
		}
	});

	it('tells what was before in the same way', async () => {
		const { trigger, sandbox } = await watching({ watch: 'plan', startOn: 'createdOrUpdated' });
		await trigger.publish();
		const { records } = await sandbox.state('plans');
		const [plan] = records.plans as unknown as Array<{ id: number; amount: number }>;
		await sandbox.api().put(`/plans/${plan?.id}`, { amount: 12.99 });
		expect(await trigger.poll()).toMatchObject([
			{ object: { amount: 12.99 }, previous: { amount: Number(plan?.amount) / 100 } },
		]);
	});

	it.each(lists.map(({ value }) => value))('%s: no time is a number of seconds', async (watch) => {
		const { trigger } = await watching({ watch });
		const text = JSON.stringify((await trigger.fetchTestEvent()).map(({ object }) => object));
		expect(text).not.toMatch(/"[a-z_]*(_at|created|_date|start|end)":[1-9]\d{8,}/);
	});
});

describe('Include Customer', () => {
	const bought = { watch: 'subscription', includeCustomer: true, beginWith: 'everything' };

	it('puts email and name beside each record, each customer read once', async () => {
		const { trigger, sandbox } = await watching(bought, 12);
		const { records } = await sandbox.state('customers');
		const emails = new Map(
			(records.customers as unknown as Array<{ id: number; email: string }>).map(
				({ id, email }) => [id, email],
			),
		);
		await sandbox.clearJournal();
		const items = await trigger.publish();
		expect(items.length).toBeGreaterThan(5);
		for (const { object, customer_email: email, customer_name: name } of items) {
			expect(email).toBe(emails.get(Number((object as { user_id: number }).user_id)));
			expect(name).toEqual(expect.any(String));
		}
		const paths = (await sent(sandbox)).map(({ path }) => path);
		const read = paths.filter((path) => path.startsWith('/customers'));
		expect(read.length).toBeGreaterThan(0);
		expect(new Set(read).size).toBe(read.length);
	});

	it('finds the changes again where a customer could not be read', async () => {
		const { trigger, sandbox } = await watching(bought);
		const match = { pathPattern: '/customers' };
		await sandbox.addFaults({ kind: 'status', status: 403, match, times: 20 });
		await expect(trigger.publish()).rejects.toMatchObject({ httpCode: '403' });
		await sandbox.clearFaults();
		const items = await trigger.poll();
		expect(items.length).toBeGreaterThan(0);
		for (const { customer_email: email } of items) expect(email).toMatch(/@/);
		expect(await trigger.poll()).toEqual([]);
	});

	it('shows in the editor what will come out', async () => {
		const { trigger } = await watching(bought);
		expect(await trigger.fetchTestEvent()).toMatchObject([
			{ customer_email: expect.stringMatching(/@/) as string },
		]);
	});
});

describe('new customers', () => {
	it('start with an item in the shape of the Pelcro Trigger’s, each once', async () => {
		const { trigger, sandbox } = await watching({});
		expect(await trigger.publish()).toEqual([]);
		const ids = [await newCustomer(sandbox), await newCustomer(sandbox)];
		const items = await trigger.poll();
		expect(items.map(({ object }) => (object as { id: number }).id)).toEqual(ids);
		expect(Object.keys(items[0] ?? {})).toEqual(['event', 'id', 'created', 'object', 'previous']);
		expect(items[0]).toMatchObject({
			event: 'customer.created',
			id: expect.stringMatching(new RegExp(`^customer\\.created:${ids[0]}:`)) as string,
			created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
			object: { id: ids[0], email: expect.any(String) as string },
			previous: {},
		});
		expect(await trigger.poll()).toEqual([]);
	});

	it('cost one call a poll, newest first', async () => {
		const { trigger, sandbox } = await watching({}, 230);
		await trigger.publish();
		await sandbox.clearJournal();
		await trigger.poll();
		expect(await sent(sandbox)).toMatchObject([
			{ path: '/customers', query: { sort: '-id', page: '1', limit: '100' } },
		]);
	});

	it('begin with everything where that is wanted', async () => {
		const { trigger } = await watching({ beginWith: 'everything' }, 130);
		expect(await trigger.publish()).toHaveLength(130);
		expect(await trigger.poll()).toEqual([]);
	});

	it('are found after n8n was away, and not again after it has started anew', async () => {
		const { trigger, sandbox } = await watching({});
		await trigger.publish();
		await newCustomer(sandbox);
		expect(await trigger.publish()).toHaveLength(1);
		expect(await trigger.publish()).toEqual([]);
	});

	it('are not lost by a poll that fails', async () => {
		const { trigger, sandbox } = await watching({}, 150);
		await trigger.publish();
		for (let n = 0; n < 110; n += 1) await newCustomer(sandbox);
		// The first page comes, the second is refused.
		await sandbox.addFaults({ kind: 'slow', delayMs: 1 }, { kind: 'status', status: 403 });
		await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '403' });
		expect(await trigger.poll()).toHaveLength(110);
		expect(await trigger.poll()).toEqual([]);
	});

	it('are found although Pelcro is away when n8n starts: the workflow is active all the same', async () => {
		const { trigger, sandbox } = await watching({});
		await sandbox.addFaults({ kind: 'status', status: 403 });
		expect(await trigger.publish('init')).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		await newCustomer(sandbox);
		expect(await trigger.poll()).toHaveLength(1);
		await sandbox.addFaults({ kind: 'status', status: 403 });
		await expect(trigger.publish('activate')).rejects.toMatchObject({ httpCode: '403' });
	});

	it('are found once where n8n starts a poll before the last one has ended', async () => {
		const { trigger, sandbox } = await watching({});
		await trigger.publish();
		await newCustomer(sandbox);
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.map((items) => items.length)).toEqual([1, 0, 0]);
	});
});

describe('a record that is in the list no more', () => {
	let proxy: AlteringProxy | undefined;

	beforeEach(() => {
		// Without jitter nothing is waited for between two tries.
		jest.spyOn(Math, 'random').mockReturnValue(0);
	});

	afterEach(() => {
		jest.restoreAllMocks();
		proxy?.stop();
	});

	it.each<[string, unknown]>([
		['a message', { message: 'No access' }],
		['another record', { data: { id: 1 } }],
	])('is not there because its call is answered with %s', async (_name, body) => {
		const { sandbox } = await testAccount({ customers: 5 });
		// The list leaves it out, and its own call says what is no record.
		let isLeftOut = false;
		const others = ({ data }: { data: unknown }) => ({
			data: (data as Array<{ id: number }>).filter(({ id }) => id !== 10002),
			meta: { last_page: 1 },
		});
		proxy = await startProxy(sandbox.baseUrl, ({ path }) => {
			if (!isLeftOut) return undefined;
			return { body: path === '/customers' ? others : () => body };
		});
		const credentials = { ...credentialsFor(sandbox), baseUrl: proxy.baseUrl };
		const trigger = new PolledTrigger(credentials, {
			...{ watch: 'customer', beginWith: 'now', filters: {}, expand: [], options: {} },
			...{ startOn: 'created', removed: true },
		});
		await trigger.publish();
		isLeftOut = true;
		await expect(trigger.poll()).rejects.toThrow(/could not be read|another record than the one/);
		// Such an answer tells nothing; once Pelcro says that it is gone, that is told.
		isLeftOut = false;
		await sandbox.api().delete('/customers/10002');
		expect(await trigger.poll()).toMatchObject([
			{ event: 'customer.deleted', object: { id: 10002 } },
		]);
	});
});

describe('changed and removed customers', () => {
	it('start with what was before', async () => {
		const { trigger, sandbox } = await watching(ALL);
		await trigger.publish();
		const [first, second] = (await sandbox.state('customers')).records.customers as Array<{
			id: number;
			first_name: string;
		}>;
		await sandbox.api().put(`/customers/${first?.id}`, { first_name: 'Changed' });
		await sandbox.api().delete(`/customers/${second?.id}`);
		const items = await trigger.poll();
		expect(items).toMatchObject([
			{
				event: 'customer.updated',
				object: { id: first?.id, first_name: 'Changed' },
				previous: { first_name: first?.first_name },
			},
			{ event: 'customer.deleted', object: { id: second?.id }, previous: {} },
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('have yes and no in one form, now and before', async () => {
		const { trigger, sandbox } = await watching(ALL);
		await trigger.publish();
		await sandbox.api().put('/customers/10001', { tele_marketing: true, mail_marketing: false });
		const before = await sandbox.api().get('/customers/10001');
		expect(before.data.data.tele_marketing).toBe(1);
		const [item] = await trigger.poll();
		expect(item).toMatchObject({
			object: { tele_marketing: true, mail_marketing: false, has_password: true },
			previous: { tele_marketing: false },
		});
	});

	it('start only for the fields that are named', async () => {
		const { trigger, sandbox } = await watching({
			...ALL,
			options: { changedFields: 'Last Name' },
		});
		await trigger.publish();
		const [first] = (await sandbox.state('customers')).records.customers as Array<{ id: number }>;
		await sandbox.api().put(`/customers/${first?.id}`, { first_name: 'Changed' });
		expect(await trigger.poll()).toEqual([]);
		await sandbox.api().put(`/customers/${first?.id}`, { last_name: 'Changed' });
		expect(await trigger.poll()).toHaveLength(1);
	});
});

describe('the form', () => {
	it('has every list that the reference has', () => {
		expect(lists.map(({ value }) => value).sort()).toEqual([
			'address',
			'bill',
			'charge',
			'coupon',
			'customer',
			'ecommerceProduct',
			'invoice',
			'member',
			'newsletter',
			'order',
			'organization',
			'paymentMethod',
			'plan',
			'product',
			'refund',
			'sku',
			'subscription',
			'vendor',
			'webhook',
		]);
	});

	it.each(lists.map(({ value }) => value))('watches %s, new and all', async (watch) => {
		const { trigger, sandbox } = await watching({ watch }, 20);
		await trigger.publish();
		expect(await trigger.poll()).toEqual([]);
		trigger.parameters = { ...trigger.parameters, ...ALL };
		expect(await trigger.publish()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		expect((await sandbox.journal()).filter(({ status }) => status !== 200)).toEqual([]);
	});

	it('filters and expands as Get Many does', async () => {
		const filter = [{ attribute: 'email', operator: 'like', value: 'new-' }];
		const { trigger, sandbox } = await watching({
			filters: { filter },
			expand: ['addresses'],
			...ALL,
		});
		await trigger.publish();
		await newCustomer(sandbox);
		const [first] = (await sandbox.state('customers')).records.customers as Array<{ id: number }>;
		await sandbox.api().put(`/customers/${first?.id}`, { first_name: 'Changed' });
		await sandbox.clearJournal();
		expect(await trigger.poll()).toHaveLength(1);
		expect(await sent(sandbox)).toMatchObject([
			{ path: '/customers', query: { expand: 'addresses', 'filter[email]': 'like:new-' } },
		]);
	});

	describe('with an expression in a filter', () => {
		const moving = (value: string) => ({
			filter: [{ attribute: 'email', operator: 'orlike', value }],
		});
		const NOW = "={{ 'new-,at-' + $now.toMillis() }}";

		it.each([['created'], ['createdOrUpdated']])(
			'whose value is another one at each poll: starts for what happens (%s)',
			async (startOn) => {
				const { trigger, sandbox } = await watching({ filters: moving(NOW), startOn });
				await trigger.publish();
				const queries = new Set<unknown>();
				for (let polls = 0; polls < 3; polls += 1) {
					const id = await newCustomer(sandbox);
					await sandbox.clearJournal();
					expect(await trigger.poll()).toMatchObject([{ object: { id } }]);
					queries.add((await sent(sandbox))[0]?.query['filter[email]']);
					expect(await trigger.poll()).toEqual([]);
				}
				expect(queries.size).toBe(3);
			},
		);

		it('begins anew where the expression is written anew', async () => {
			const { trigger, sandbox } = await watching({ filters: moving(NOW) });
			await trigger.publish();
			await newCustomer(sandbox);
			const filters = moving("={{ 'new-,on-' + $now.toMillis() }}");
			trigger.parameters = { ...trigger.parameters, filters };
			expect(await trigger.publish()).toEqual([]);
		});

		it('is refused for Expand before anything is sent: each record would look changed', async () => {
			const { trigger, sandbox } = await watching({ expand: '={{ ["addresses"] }}' });
			await expect(trigger.publish()).rejects.toThrow(/'Expand' is an expression/);
			expect(await sandbox.journal()).toEqual([]);
		});
	});

	it('begins anew where something else is watched', async () => {
		const { trigger, sandbox } = await watching({});
		await trigger.publish();
		await newCustomer(sandbox);
		trigger.parameters = { ...trigger.parameters, watch: 'plan' };
		expect(await trigger.publish()).toEqual([]);
	});

	it('says what cannot be meant, before anything is sent', async () => {
		const { trigger, sandbox } = await watching({ watch: 'galaxy' });
		await expect(trigger.publish()).rejects.toThrow(/'Watch' holds 'galaxy'/);
		expect(await sandbox.journal()).toEqual([]);
	});
});

describe('a list of which too much would have to be kept', () => {
	it('makes each poll fail in words that say what to do; done, nothing is lost', async () => {
		const { trigger, sandbox } = await watching({ startOn: 'createdOrUpdated' }, 1_500);
		await trigger.publish();
		const note = 'x'.repeat(20_000);
		const ids: number[] = [];
		for (let n = 0; n < 80; n += 1) {
			const { data } = await sandbox.api().post<{ data: { id: number } }>('/customers', {
				email: `long-${n}@example.com`,
				password: 'correct horse battery',
				metadata: { note },
			});
			ids.push(data.data.id);
		}
		for (let polls = 0; polls < 2; polls += 1) {
			await expect(trigger.poll()).rejects.toMatchObject({
				message:
					'What has to be kept of 1580 records is more than 2 MB, which n8n would have to write at each change',
				description: expect.stringMatching(/Switch off Previous Values/) as string,
			});
		}
		trigger.parameters = { ...trigger.parameters, options: { previousValues: false } };
		const items = await trigger.publish();
		expect(items.map(({ object }) => (object as { id: number }).id)).toEqual(ids);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('Fetch Test Event', () => {
	it('shows the newest record, with one call, and moves no cursor', async () => {
		const { trigger, sandbox } = await watching({}, 120);
		await trigger.publish();
		const id = await newCustomer(sandbox);
		await sandbox.clearJournal();
		const [sample] = await trigger.fetchTestEvent();
		expect(sample).toMatchObject({ event: 'customer.created', object: { id } });
		expect(await sandbox.journal()).toHaveLength(1);
		const [item] = await trigger.poll();
		// Only the moment at which it was found is another one.
		expect({ ...item, created: sample?.created }).toEqual(sample);
	});

	it('shows nothing where there is nothing', async () => {
		const { trigger } = await watching({
			watch: 'customer',
			filters: { filter: [{ attribute: 'email', operator: 'eq', value: 'nobody@example.com' }] },
		});
		expect(await trigger.fetchTestEvent()).toEqual([]);
	});
});

describe('Cost of a Poll', () => {
	it.each<[string, INodeParameters, number, string]>([
		['new records of a list that sorts', {}, 250, '1 call a poll. The list has 250 records now.'],
		[
			'new records of a list that does not sort',
			{ watch: 'newsletter' },
			1,
			'1 call a poll. The list has 4 records now.',
		],
		[
			'new or changed records',
			{ startOn: 'createdOrUpdated' },
			250,
			'3 calls a poll. The list has 250 records now.',
		],
		[
			'removed records',
			{
				removed: true,
				filters: { filter: [{ attribute: 'email', operator: 'eq', value: 'x@y.z' }] },
			},
			250,
			'1 call a poll. The list has 0 records now.',
		],
	])('tells it for %s, with one call', async (_what, parameters, customers, cost) => {
		const { trigger, sandbox } = await watching(parameters, customers);
		await sandbox.clearJournal();
		expect(await trigger.costOfPoll()).toEqual([cost]);
		expect(await sandbox.journal()).toHaveLength(1);
	});

	it('tells of a list that does not sort what it costs in the worst case', async () => {
		const { trigger, sandbox } = await watching({ watch: 'newsletter' });
		for (let n = 0; n < 200; n += 1) {
			await sandbox.api().post('/newsletters', { email: `n-${n}@example.com`, source: 'web' });
		}
		expect(await trigger.costOfPoll()).toEqual([
			'2 calls a poll, or 5 where Pelcro gives the list in no order. The list has 204 records now.',
		]);
		await trigger.publish();
		await sandbox.clearJournal();
		await trigger.poll();
		expect(await sandbox.journal()).toHaveLength(2);
	});

	it('is what a poll makes', async () => {
		const parameters = { startOn: 'createdOrUpdated' };
		const { trigger, sandbox } = await watching(parameters, 250);
		await trigger.publish();
		await sandbox.clearJournal();
		await trigger.poll();
		expect(await trigger.costOfPoll()).toEqual(['3 calls a poll. The list has 250 records now.']);
		// Three of the poll, one of the look.
		expect(await sandbox.journal()).toHaveLength(4);
	});

	it('says in words why it cannot be told', async () => {
		const { trigger, sandbox } = await watching({});
		await sandbox.addFaults({ kind: 'status', status: 403, match: { pathPattern: '/customers' } });
		await expect(trigger.costOfPoll()).rejects.toMatchObject({ name: 'NodeApiError' });
	});
});
