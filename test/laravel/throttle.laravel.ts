import type { IDataObject } from 'n8n-workflow';

import { ask, freshLaravel, laravel, run, seen, useLaravel } from './server/laravelAccount';
import type { SeenRequest } from './server/laravelServer';
import { record } from '../engine/host/pelcroSandbox';

useLaravel();

const WINDOW_SECONDS = 6;

// Pelcro's minute takes six seconds, here and in the application.
jest.mock('../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../dist/nodes/transport/limits'),
	RATE_WINDOW_MS: 6_000,
}));

const CUSTOMERS = Array.from({ length: 50 }, (_, index) => ({ id: 10001 + (index % 20) }));

/** The credential of an account whose allowance is that of the application. */
const allowed = (requestsPerMinute: number) => ({
	...laravel().credentials,
	requestsPerMinute,
});

const readAll = (items: IDataObject[], credentials = allowed(120)) =>
	run(
		'customer',
		'get',
		{ customerId: record('={{ $json.id }}'), options: { bulkReading: 'off' } },
		{ items, credentials },
	);

/** Requests by the windows into which they came: between two lies a pause of a second at least. */
function windowsOf(requests: SeenRequest[]): SeenRequest[][] {
	const windows: SeenRequest[][] = [];
	for (const request of [...requests].sort((a, b) => a.began - b.began)) {
		const last = windows.at(-1)?.at(-1);
		if (last === undefined || request.began - last.began > 1) windows.push([request]);
		else windows.at(-1)?.push(request);
	}
	return windows;
}

describe('the framework’s own throttle', () => {
	// Row 9: the application's count and its timer are two things, so that a burst into a new window can be refused for all
	// of that window. Whether it is, is chance; that there is no burst, is not.
	it('is waited for: every item in order, one request first into each window, and no window more', async () => {
		await freshLaravel({ throttle: { limit: 20, seconds: WINDOW_SECONDS } });
		const { items, error } = await readAll(CUSTOMERS, allowed(20));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(CUSTOMERS.map(({ id }) => id));
		const windows = windowsOf(await seen());
		expect(windows).toHaveLength(3);
		for (const [first, second] of windows) {
			expect(second?.began).toBeGreaterThanOrEqual(first?.at ?? Infinity);
		}
	}, 60_000);

	it('doubles no creation', async () => {
		await freshLaravel({ throttle: { limit: 10, seconds: WINDOW_SECONDS } });
		const items = Array.from({ length: 25 }, (_, index) => ({ email: `c${index}@example.com` }));
		const parameters = { email: '={{ $json.email }}', additionalFields: {} };
		const { items: made, error } = await run('customer', 'create', parameters, {
			items,
			credentials: allowed(10),
		});
		expect(error).toBeUndefined();
		expect(new Set(made.map(({ json }) => json.id)).size).toBe(25);
		expect((await seen()).filter(({ status }) => status === 201)).toHaveLength(25);
	}, 60_000);
});

describe('maintenance', () => {
	it('is waited for as long as Retry-After says, and nothing is asked meanwhile', async () => {
		const server = await freshLaravel();
		await server.goDown(5);
		const end = setTimeout(() => void server.comeUp(), 4500);
		const { items, error } = await readAll(CUSTOMERS);
		clearTimeout(end);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(CUSTOMERS.map(({ id }) => id));
		const requests = await seen();
		expect(requests[0]?.status).toBe(503);
		const { at: downAt = NaN } = requests[0] ?? {};
		const early = requests.filter(({ began }) => began > downAt + 2 && began < downAt + 5);
		expect(early).toEqual([]);
	}, 60_000);

	it('is answered in JSON with its time', async () => {
		const server = await freshLaravel();
		await server.goDown(5);
		const answer = await ask('GET', '/customers?site_id=1001');
		expect(answer.status).toBe(503);
		expect(answer.headers.get('retry-after')).toBe('5');
		await server.comeUp();
	});
});
