import { jsonOf, record } from '../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { searchList, stopEngine, testCredential } from '../host/workflowRun';

let pelcro: ScriptedPelcro;

async function answering(answer: (request: Received) => Reply): Promise<void> {
	pelcro = await scriptedPelcro(answer);
}

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const HOUR = { 'retry-after': '3600' };
const threeSeconds = { maximumWait: 0.05 };
const unixTimeIn = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);
const unixMillisecondsIn = (seconds: number): string => String(Date.now() + seconds * 1000);

describe('a Retry-After that is longer than Maximum Wait', () => {
	const asked: Array<[string, string, object]> = [
		['customer', 'get', { customerId: record(7) }],
		['customer', 'getAll', { returnAll: true }],
		['customer', 'update', { customerId: record(7), firstName: 'Ann' }],
		['customer', 'delete', { customerId: record(7) }],
		[
			'export',
			'download',
			{ exportId: '7c0d0d8e-8f8e-4c4e-9a34-111111111111', binaryPropertyName: 'data' },
		],
	];

	it.each(asked)(
		'fails at once, whatever the status: %s %s',
		async (resource, operation, fields) => {
			for (const status of [408, 429, 500, 503]) {
				await answering(() => ({ status, headers: HOUR }));
				const started = performance.now();
				const { error } = await pelcro.run(resource, operation, {
					...fields,
					options: threeSeconds,
				});
				await pelcro.close();
				expect(error?.message).toMatch(
					/would have to wait 6[01] minutes .* Maximum Wait allows 3 s/,
				);
				expect(performance.now() - started).toBeLessThan(2_000);
				expect(pelcro.received).toHaveLength(1);
			}
		},
	);

	it('keeps no item of a run waiting', async () => {
		await answering(() => ({ status: 503, headers: HOUR }));
		const items = Array.from({ length: 6 }, (_value, index) => ({ id: index + 1 }));
		const run = await pelcro.run(
			'customer',
			'get',
			{
				customerId: record('={{ $json.id }}'),
				options: { ...threeSeconds, bulkReading: 'off' },
			},
			{ items, onError: 'continueRegularOutput' },
		);
		expect(jsonOf(run.items)).toEqual(
			items.map(() => ({ error: expect.objectContaining({ kind: 'passing' }) })),
		);
	});

	it('keeps nobody waiting in the editor and in the credential’s form', async () => {
		await answering(() => ({ status: 503, headers: HOUR }));
		const credentials = pelcro.credentials();
		const parameters = { resource: 'customer', operation: 'get' };
		await expect(searchList('searchCustomers', { credentials, parameters })).rejects.toThrow(
			/would have to wait 6[01] minutes/,
		);
		expect(await testCredential(credentials)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/would have to wait 6[01] minutes/),
		});
	});
});

it.each([
	[429, 'retry-after', 'seconds', unixTimeIn],
	[503, 'retry-after', 'seconds', unixTimeIn],
	[429, 'retry-after', 'milliseconds', unixMillisecondsIn],
	[503, 'retry-after', 'milliseconds', unixMillisecondsIn],
	[429, 'x-ratelimit-reset', 'milliseconds', unixMillisecondsIn],
])('a point in time is waited for: %d with %s in %s', async (status, header, _unit, timeIn) => {
	await answering(() =>
		pelcro.received.length === 1
			? { status, headers: { [header]: timeIn(3) } }
			: { body: { data: { id: 7 } } },
	);
	const { error } = await pelcro.run('customer', 'get', { customerId: record(7) });
	expect(error).toBeUndefined();
	const [first, second] = pelcro.received.map(({ at }) => at);
	expect(Number(second) - Number(first)).toBeGreaterThan(1_500);
});

it('a Maximum Wait of 0 is no reason to refuse what only its own run keeps waiting', async () => {
	await answering((request) =>
		request.path === '/customers'
			? listPage([], request)
			: { body: { data: { id: Number(request.path.split('/').pop()) } }, delayMs: 50 },
	);
	const { items, error } = await pelcro.run(
		'customer',
		'get',
		{ customerId: record('={{ $json.id }}'), options: { maximumWait: 0, bulkReading: 'off' } },
		{ items: Array.from({ length: 20 }, (_value, index) => ({ id: index + 1 })) },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(20);
});
