import { jsonOf, record, testAccount, useSandbox } from '../host/pelcroSandbox';
import { scriptedPelcro, type Received } from '../host/scriptedPelcro';

// A minute of Pelcro's takes two seconds here, on both sides: everything else is the real thing.
const WINDOW_MS = 2_000;

jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	RATE_WINDOW_MS: 2_000,
}));

useSandbox();

// So few a window that also a busy machine has them sent long before the window ends, and has to wait.
it('75 creations at 30 a window: all done once, none refused, and the user is told', async () => {
	const account = await testAccount({ customers: 0, limit: 30, windowMs: WINDOW_MS });
	const items = Array.from({ length: 75 }, (_value, n) => ({ email: `reader${n}@example.com` }));
	const started = Date.now();
	const { sandbox } = account;
	const run = await account.run(
		'customer',
		'create',
		{ email: '={{ $json.email }}' },
		{
			items,
			credentials: {
				apiKey: sandbox.apiKey,
				siteId: String(sandbox.siteId),
				environment: 'custom',
				baseUrl: sandbox.baseUrl,
				requestsPerMinute: 30,
			},
		},
	);
	const elapsed = Date.now() - started;

	expect(run.error).toBeUndefined();
	expect(jsonOf(run.items).map(({ email }) => email)).toEqual(items.map(({ email }) => email));
	const sent = await account.sent();
	expect(sent).toHaveLength(75);
	expect(sent.filter(({ status }) => status === 429)).toEqual([]);
	expect((await sandbox.state()).counts.customers).toBe(75);
	// 75 calls at 30 a window cannot be done before two windows have gone by.
	expect(elapsed).toBeGreaterThanOrEqual(2 * WINDOW_MS);
	expect(run.hints.join()).toMatch(/Waited \d+ s for Pelcro’s limit of 30 a minute/);
});

it('an account that others use as well: refused calls are repeated, nothing is lost', async () => {
	const account = await testAccount({ customers: 0, limit: 40, windowMs: WINDOW_MS });
	const { sandbox } = account;
	const api = sandbox.api();
	let others = true;
	const neighbour = (async () => {
		while (others) {
			await api.get('/plans');
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	})();
	const items = Array.from({ length: 60 }, (_value, n) => ({ email: `reader${n}@example.com` }));
	const run = await account.run('customer', 'create', { email: '={{ $json.email }}' }, { items });
	others = false;
	await neighbour;

	expect(run.error).toBeUndefined();
	expect(run.items).toHaveLength(60);
	expect((await sandbox.state()).counts.customers).toBe(60);
});

it('one key in two credentials: the smaller limit holds for both while both are in use', async () => {
	let isAtWork = (): void => {};
	const atWork = new Promise<void>((resolve) => (isAtWork = resolve));
	const pelcro = await scriptedPelcro(({ path }: Received) => {
		isAtWork();
		return { body: { data: { id: Number(path.split('/').pop()) } } };
	});
	const read = async (requestsPerMinute: number, firstId: number) =>
		await pelcro.run(
			'customer',
			'get',
			{ customerId: record('={{ $json.id }}'), options: { bulkReading: 'off' } },
			{
				credentials: { ...pelcro.credentials(), requestsPerMinute },
				items: Array.from({ length: 50 }, (_value, n) => ({ id: firstId + n })),
			},
		);
	const small = read(40, 1);
	await atWork;
	const runs = await Promise.all([small, read(120, 1_001)]);
	await pelcro.close();

	expect(runs.map(({ error, items }) => [error, items.length])).toEqual([
		[undefined, 50],
		[undefined, 50],
	]);
	const ofSmall = pelcro.received.filter(({ path }) => Number(path.split('/').pop()) <= 50);
	const usedUntil = (ofSmall.at(-1)?.at ?? 0) + WINDOW_MS;
	const arrivals = pelcro.received.map(({ at }) => at).filter((at) => at <= usedUntil);
	// The request 40 places earlier has left every window that holds this one.
	const apart = arrivals.slice(40).map((at, index) => at - (arrivals[index] ?? 0));
	expect(apart.length).toBeGreaterThan(20);
	expect(Math.min(...apart)).toBeGreaterThanOrEqual(WINDOW_MS);
});
