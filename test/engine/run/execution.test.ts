import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const byItem = { customerId: record('={{ $json.id }}'), simplify: true };
const FIRST = 10001;
const ids = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ id: FIRST + index }));

describe('a run over many items', () => {
	it('puts out one item for each, in order, paired', async () => {
		await account.sandbox.addFaults({ kind: 'slow', delayMs: 60, probability: 0.4, seed: 3 });
		const { items } = await account.run('customer', 'get', byItem, { items: ids(20) });
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids(20).map(({ id }) => id));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			ids(20).map((_value, item) => ({ item })),
		);
	});

	it('stops at the first failure and names the item', async () => {
		const items = ids(20);
		items[7] = { id: 999_999 };
		const run = await account.run('customer', 'get', byItem, { items });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(/\[item 7\]/);
		expect(run.error).toMatchObject({ context: { itemIndex: 7 } });
		expect((await account.sent()).length).toBeLessThan(20);
	});

	it('goes on with one error item in its place when told to', async () => {
		const items = [{ id: FIRST }, { id: 999_999 }, { id: 'abc' }, { id: FIRST + 1 }];
		const run = await account.run('customer', 'get', byItem, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(4);
		expect(jsonOf(run.items)[0]).toMatchObject({ id: FIRST });
		expect(jsonOf(run.items)[1]).toMatchObject({ error: { httpCode: '404' } });
		expect(jsonOf(run.items)[2]).toMatchObject({
			error: { message: expect.stringMatching(/'Customer' is not a Pelcro ID/) },
		});
		expect(jsonOf(run.items)[3]).toMatchObject({ id: FIRST + 1 });
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});

	it('sends failed items to the error output when there is one', async () => {
		const items = [{ id: FIRST }, { id: 999_999 }];
		const run = await account.run('customer', 'get', byItem, {
			items,
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(run.items).map(({ id }) => id)).toEqual([FIRST]);
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0]?.json).toMatchObject({
			id: 999_999,
			error: { message: expect.stringMatching(/no such customer: 999999/) },
		});
	});

	it('calls an outcome unknown in the error item where it is', async () => {
		await account.sandbox.addFaults({ kind: 'reset-after', match: { method: 'POST' } });
		const run = await account.run(
			'customer',
			'create',
			// without a unique key nobody can look whether it was done
			{ email: '', additionalFields: { displayName: 'Lost Reader' } },
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonOf(run.items)[0]).toMatchObject({ error: { outcome: 'unknown' } });
	});

	it('changes the same record in the order of the items', async () => {
		await account.sandbox.addFaults({ kind: 'slow', delayMs: 80, match: { method: 'PUT' } });
		const items = Array.from({ length: 6 }, (_value, index) => ({ name: `Name ${index}` }));
		await account.run(
			'customer',
			'update',
			{ customerId: record(FIRST), firstName: '={{ $json.name }}' },
			{ items },
		);
		const { items: after } = await account.run('customer', 'get', { customerId: record(FIRST) });
		expect(after[0]?.json.first_name).toBe('Name 5');
	});

	it('stops within a second when the execution is stopped while it waits', async () => {
		await account.sandbox.addFaults({ kind: 'status', status: 429, retryAfter: 30, times: 50 });
		const started = Date.now();
		await account.run('customer', 'get', byItem, {
			items: ids(20),
			onStarted: (stop) => setTimeout(stop, 300),
		});
		expect(Date.now() - started).toBeLessThan(1_300);
		expect((await account.sent()).length).toBeLessThanOrEqual(8);
	});
});

describe('the options', () => {
	it('choose another site, and add what the form does not have', async () => {
		const sites = await testAccount({ siteIds: [1001, 2002] });
		await sites.run('customer', 'create', {
			email: 'other.site@example.com',
			options: {
				siteId: 'https://www.pelcro.com/admin/2002/customers',
				additionalBody: '{"title": "Dr"}',
				additionalQuery: { parameter: [{ name: 'trace', value: 'a&b=c' }] },
			},
		});
		const [entry] = await sites.sandbox.journal();
		expect(entry?.query).toEqual({ site_id: '2002', trace: 'a&b=c' });
		expect(entry?.body).toEqual({ email: 'other.site@example.com', title: 'Dr' });
	});

	it.each(['[1]', '{', '"x"'])('refuse additional fields that are no object: %s', async (text) => {
		const { error } = await account.run('customer', 'create', {
			email: 'a@example.com',
			options: { additionalBody: text },
		});
		expect(error?.message).toMatch(/'Additional Body Fields' is not (a JSON object|valid JSON)/);
		expect(await account.sent()).toEqual([]);
	});

	it('give up after the timeout', async () => {
		await account.sandbox.addFaults({ kind: 'slow', delayMs: 3_000, match: { method: 'POST' } });
		const { error } = await account.run('customer', 'create', {
			email: '',
			additionalFields: { displayName: 'Slow Reader' },
			options: { timeout: 1 },
		});
		expect(error?.message).toMatch(/did not answer in time/);
		expect(error?.description).toMatch(/may have been carried out/);
	});
});

describe('faults on the way', () => {
	it.each([
		[{ kind: 'status', status: 500 }],
		[{ kind: 'status', status: 502 }],
		[{ kind: 'status', status: 503 }],
		[{ kind: 'status', status: 429, retryAfter: 1 }],
		[{ kind: 'reset-before' }],
		[{ kind: 'reset-after' }],
		[{ kind: 'truncated' }],
		[{ kind: 'not-json' }],
	] as const)('do not harm a read: %j', async (fault) => {
		await account.sandbox.addFaults(fault);
		const { items, error, hints } = await account.run('customer', 'get', {
			customerId: record(FIRST),
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: FIRST });
		expect(hints.join()).toMatch(/1 call was retried/);
	});
});
