import axios from 'axios';
import { createAccount, type FaultOrder, type SandboxAccount } from '../../sandbox/client';
import type { RunningSandbox } from '../../sandbox/process';
import { sharedSandbox } from '../run/sharedSandbox';

let sandbox: RunningSandbox;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

const newAccount = (options: Parameters<typeof createAccount>[1] = {}) =>
	createAccount(sandbox.url, { customers: 3, limit: null, ...options });

describe('key and site', () => {
	it.each([undefined, 'Bearer wrong', 'Basic c2FuZGJveC1rZXk='])(
		'answers 401 to the authorization %s',
		async (authorization) => {
			const answer = await axios.get(`${sandbox.url}/api/v1/core/customers`, {
				headers: { Authorization: authorization },
				params: { site_id: 1001 },
				validateStatus: () => true,
			});
			expect(answer.status).toBe(401);
			expect(answer.data).toEqual({ message: 'Unauthenticated.' });
		},
	);

	it('answers 400 without a site and 403 to a foreign one', async () => {
		const account = await newAccount({ siteIds: [7, 8] });
		const api = account.api();
		const missing = await api.get('/customers', { params: { site_id: undefined } });
		expect(missing.status).toBe(400);
		expect(missing.data).toEqual({ errors: { site_id: ['The site id field is required.'] } });
		expect((await api.get('/customers', { params: { site_id: 9 } })).status).toBe(403);
		expect((await api.get('/customers', { params: { site_id: 8 } })).status).toBe(200);
	});

	it('takes the site of an export from the body, and from there alone', async () => {
		const api = (await newAccount()).api();
		const order = { object: 'accounting', month: '2026-01', currency: 'usd' };
		const post = (body: object, query: object) =>
			api.post('/exports', body, { params: { site_id: undefined, ...query } });
		expect((await post({ ...order, site_id: 1001 }, {})).status).toBe(200);
		expect((await post({ ...order, site_id: 5 }, {})).status).toBe(403);
		expect((await post(order, { site_id: 1001 })).status).toBe(400);
	});

	it('keeps accounts apart', async () => {
		const [one, other] = await Promise.all([newAccount(), newAccount()]);
		await one.api().post('/customers', { email: 'only.here@example.com' });
		expect((await one.state()).counts.customers).toBe(4);
		expect((await other.state()).counts.customers).toBe(3);
		expect(await other.journal()).toEqual([]);
	});

	it('forgets a removed account', async () => {
		const account = await newAccount();
		await account.remove();
		expect((await account.api().get('/customers')).status).toBe(401);
	});
});

describe('rate limit', () => {
	it('counts down, answers 429 with Retry-After, and starts again after the window', async () => {
		const account = await newAccount({ limit: 2, windowMs: 700 });
		const api = account.api();
		const first = await api.get('/customers');
		expect(first.headers).toMatchObject({
			'x-ratelimit-limit': '2',
			'x-ratelimit-remaining': '1',
		});
		await api.get('/plans');
		const refused = await api.post('/customers', { email: 'late@example.com' });
		expect(refused.status).toBe(429);
		expect(refused.data).toEqual({ message: 'Too Many Attempts.' });
		expect(refused.headers).toMatchObject({
			'retry-after': '1',
			'x-ratelimit-remaining': '0',
		});
		expect((await account.state()).counts.customers).toBe(3);
		await new Promise((resolve) => setTimeout(resolve, 750));
		expect((await api.get('/customers')).status).toBe(200);
	});

	it('rounds Retry-After up to whole seconds', async () => {
		const api = (await newAccount({ limit: 1, windowMs: 1500 })).api();
		await api.get('/customers');
		expect((await api.get('/customers')).headers['retry-after']).toBe('2');
	});

	it('counts in the way that the account asks for', async () => {
		const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
		const statuses: Record<string, number[]> = {};
		for (const limiter of ['fixed', 'sliding', 'bucket'] as const) {
			const api = (await newAccount({ limit: 2, windowMs: 1_200, limiter })).api();
			const status = async () => (await api.get('/customers')).status;
			statuses[limiter] = [await status()];
			await wait(700);
			// The second is late in the window, the third after it, the last two at once.
			statuses[limiter].push(await status());
			await wait(600);
			statuses[limiter].push(await status(), await status());
		}
		expect(statuses).toEqual({
			fixed: [200, 200, 200, 200],
			sliding: [200, 200, 200, 429],
			bucket: [200, 200, 200, 200],
		});
	});

	it('tells what Laravel tells, and more or nothing where the account asks for that', async () => {
		const framework = (await newAccount({ limit: 1 })).api();
		const first = await framework.get('/customers');
		expect(first.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
		expect(first.headers).not.toHaveProperty('x-ratelimit-reset');
		const refused = await framework.get('/customers');
		expect(refused.headers['retry-after']).toBe('60');
		const reset = Number(refused.headers['x-ratelimit-reset']) - Date.now() / 1000;
		expect(Math.abs(reset - 60)).toBeLessThan(3);

		const telling = (await newAccount({ limit: 1, rateHeaders: 'all' })).api();
		expect((await telling.get('/customers')).headers['x-ratelimit-reset']).toBe('60');

		const silent = (await newAccount({ limit: 1, rateHeaders: 'none' })).api();
		await silent.get('/customers');
		const { status, headers } = await silent.get('/customers');
		expect(status).toBe(429);
		expect(Object.keys(headers).filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
	});

	it('does not count requests with a wrong key, nor control requests', async () => {
		const account = await newAccount({ limit: 1 });
		await account.api().get('/customers', { headers: { Authorization: 'Bearer x' } });
		await account.state();
		expect((await account.api().get('/customers')).status).toBe(200);
	});

	it.each([null, 0])('is off from the start with a limit of %s', async (limit) => {
		const answer = await (await newAccount({ limit })).api().get('/customers');
		expect(answer.status).toBe(200);
		expect(answer.headers['x-ratelimit-limit']).toBeUndefined();
	});

	it('can be changed and switched off while running', async () => {
		const account = await newAccount({ limit: 1, windowMs: 60_000 });
		const api = account.api();
		await api.get('/customers');
		expect((await api.get('/customers')).status).toBe(429);
		await account.change({ limit: null });
		const free = await api.get('/customers');
		expect(free.status).toBe(200);
		expect(free.headers['x-ratelimit-limit']).toBeUndefined();
		await account.change({ limit: 1 });
		expect((await api.get('/customers')).status).toBe(200);
		expect((await api.get('/customers')).status).toBe(429);
	});
});

describe('journal', () => {
	it('tells what was asked and what came of it, without the key', async () => {
		const account = await newAccount({ apiKey: 'very-secret' });
		const api = account.api();
		await api.post('/customers', { email: 'ann@example.com' });
		await api.post('/customers', { email: 'ann@example.com' });
		await api.get('/no/such/path');
		const entries = await account.journal();
		expect(entries).toMatchObject([
			{
				index: 0,
				method: 'POST',
				path: '/api/v1/core/customers',
				query: { site_id: '1001' },
				body: { email: 'ann@example.com' },
				status: 200,
				fault: null,
				processed: true,
			},
			{ index: 1, status: 400, processed: false },
			{ index: 2, status: 404, processed: false },
		]);
		expect(JSON.stringify(entries)).not.toContain('very-secret');
		await account.clearJournal();
		expect(await account.journal()).toEqual([]);
	});
});

describe('faults', () => {
	const email = 'new@example.com';
	const create = (account: SandboxAccount) => account.api().post('/customers', { email });
	const outcome = async (account: SandboxAccount) => {
		const [entry] = await account.journal();
		return {
			status: entry?.status,
			fault: entry?.fault,
			processed: entry?.processed,
			customers: (await account.state()).counts.customers,
		};
	};

	it.each([429, 500, 502, 503])('answers %s before processing', async (status) => {
		const account = await newAccount();
		await account.addFaults({ kind: 'status', status, retryAfter: 3 });
		const answer = await create(account);
		expect(answer.status).toBe(status);
		expect(answer.headers['retry-after']).toBe('3');
		expect(await outcome(account)).toEqual({
			status,
			fault: 'status',
			processed: false,
			customers: 3,
		});
		expect((await create(account)).status).toBe(200);
	});

	it('answers the body that was ordered', async () => {
		const account = await newAccount();
		await account.addFaults({ kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' });
		expect((await create(account)).data).toBe('<h1>Bad gateway</h1>');
	});

	it.each([
		{ kind: 'reset-before', processed: false, customers: 3 },
		{ kind: 'reset-after', processed: true, customers: 4 },
	] as const)('cuts the connection: $kind', async ({ kind, processed, customers }) => {
		const account = await newAccount();
		await account.addFaults({ kind });
		await expect(create(account)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(await outcome(account)).toEqual({ status: null, fault: kind, processed, customers });
	});

	it('sends half of an answer', async () => {
		const account = await newAccount();
		await account.addFaults({ kind: 'truncated' });
		await expect(create(account)).rejects.toThrow(/aborted/);
		expect(await outcome(account)).toMatchObject({ fault: 'truncated', processed: true });
		expect((await account.state()).counts.customers).toBe(4);
	});

	it('sends HTML with status 200', async () => {
		const account = await newAccount();
		await account.addFaults({ kind: 'not-json' });
		const answer = await create(account);
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.data).toContain('<!DOCTYPE html>');
		expect(await outcome(account)).toMatchObject({ processed: true, customers: 4 });
	});

	it('waits before it processes', async () => {
		const account = await newAccount();
		await account.addFaults({ kind: 'slow', delayMs: 300 });
		const start = Date.now();
		expect((await create(account)).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(295);
	});

	it('hits only what matches, as often as ordered', async () => {
		const account = await newAccount();
		const api = account.api();
		await account.addFaults({
			kind: 'status',
			status: 503,
			times: 2,
			match: { method: 'get', pathPattern: '/customers/\\d+$' },
		});
		const statuses = [];
		for (const path of ['/customers', '/customers/10001', '/customers/10001', '/customers/10001']) {
			statuses.push((await api.get(path)).status);
		}
		expect(statuses).toEqual([200, 503, 503, 200]);
	});

	it('hits by chance, the same way for the same seed, until it is cleared', async () => {
		const order: FaultOrder = { kind: 'status', status: 500, probability: 0.5, seed: 4 };
		const run = async () => {
			const account = await newAccount();
			await account.addFaults(order);
			const statuses = [];
			for (let i = 0; i < 20; i += 1) statuses.push((await account.api().get('/plans')).status);
			await account.clearFaults();
			expect((await account.api().get('/plans')).status).toBe(200);
			return statuses;
		};
		const statuses = await run();
		expect(new Set(statuses)).toEqual(new Set([200, 500]));
		expect(await run()).toEqual(statuses);
	});

	it('adds latency to every answer of the account', async () => {
		const account = await newAccount({ latencyMs: 150 });
		const start = Date.now();
		await account.api().get('/customers');
		expect(Date.now() - start).toBeGreaterThanOrEqual(145);
	});
});
