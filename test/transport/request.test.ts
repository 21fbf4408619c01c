import { CancelledError } from '../../nodes/transport/clock';
import { sendRequest } from '../../nodes/transport/request';
import { PelcroRequestError } from '../../nodes/transport/failures/requestError';
import { scriptedSession, withTime, type ScriptedAnswer } from './scriptedSession';

const get = { method: 'GET', path: '/customers/7' } as const;
const post = { method: 'POST', path: '/customers', body: { email: 'a@example.com' } } as const;
const put = { method: 'PUT', path: '/customers/7', body: { first_name: 'A' } } as const;
const remove = { method: 'DELETE', path: '/customers/7' } as const;

const script = (...answers: ScriptedAnswer[]) =>
	scriptedSession((index) => answers[index] ?? { status: 200, body: { data: { id: 7 } } });

async function failure(promise: Promise<unknown>): Promise<PelcroRequestError> {
	const error: unknown = await promise.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof PelcroRequestError) return error;
	throw new Error(`Expected a PelcroRequestError, got ${String(error)}`);
}

describe('a request', () => {
	it('goes to the base URL with its query, and to another site where asked', async () => {
		const session = script();
		const request = { ...get, query: { expand: 'addresses' }, scope: { siteId: '2002' } };
		await withTime(session.clock, sendRequest(session, request));
		expect(session.sent).toEqual([
			{
				method: 'GET',
				url: 'https://pelcro.example/api/v1/core/customers/7',
				qs: { expand: 'addresses', site_id: '2002' },
				body: undefined,
			},
		]);
	});

	it.each([
		['a read after a 500', get, { status: 500 }],
		['a read after a lost connection', get, { code: 'ECONNRESET' }],
		['a read after a page of HTML', get, { status: 200, body: '<html>' }],
		['an update after a 502', put, { status: 502 }],
		['a write that was never connected', post, { code: 'ECONNREFUSED' }],
		['a write that was refused with 429', post, { status: 429, headers: { 'retry-after': '3' } }],
	])('is repeated: %s', async (_what, request, first) => {
		const session = script(first);
		const body = await withTime(session.clock, sendRequest(session, request));
		expect(body).toEqual({ data: { id: 7 } });
		expect(session.sent).toHaveLength(2);
		expect(session.statistics.retries).toBe(1);
	});

	it.each([
		['a 500', { status: 500 }],
		['a 503', { status: 503 }],
		['a lost connection', { code: 'ECONNRESET' }],
		['no answer in time', { code: 'ECONNABORTED' }],
		['an unreadable answer', { status: 200, body: '{"data": {"id"' }],
	])(
		'that creates is not repeated after %s, and its outcome is called unknown',
		async (_what, first) => {
			const session = script(first);
			const error = await failure(withTime(session.clock, sendRequest(session, post)));
			expect(error.outcomeUnknown).toBe(true);
			expect(error.description).toMatch(/may have been carried out/);
			expect(session.sent).toHaveLength(1);
		},
	);

	it('is tried five times at the most', async () => {
		const session = scriptedSession(() => ({ status: 500 }));
		const error = await failure(withTime(session.clock, sendRequest(session, get)));
		expect(error.status).toBe(500);
		expect(session.sent).toHaveLength(5);
	});

	it('waits as long as a 429 asks', async () => {
		const session = script({ status: 429, headers: { 'retry-after': '42' } });
		await withTime(session.clock, sendRequest(session, get));
		expect(session.clock.now()).toBeGreaterThanOrEqual(42_000);
		expect(session.statistics.waitedMs).toBeGreaterThanOrEqual(42_000);
	});

	it('gives up at once when a 429 asks for an hour', async () => {
		const session = script({ status: 429, headers: { 'retry-after': '3600' } });
		const error = await failure(withTime(session.clock, sendRequest(session, get)));
		expect(error.message).toMatch(/wait 60 minutes for .* allows 10 minutes/);
		expect(error.status).toBe(429);
		expect(session.sent).toHaveLength(1);
		expect(error.outcomeUnknown).toBe(false);
	});

	it('that deletes and finds nothing on the second try has deleted on the first', async () => {
		const session = script({ code: 'ECONNRESET' }, { status: 404 });
		expect(await withTime(session.clock, sendRequest(session, remove))).toBe('');
	});

	it('that deletes and finds nothing on the first try has failed', async () => {
		const session = script({ status: 404, body: { message: 'Not found' } });
		const error = await failure(withTime(session.clock, sendRequest(session, remove)));
		expect(error.status).toBe(404);
	});

	it('stops waiting when the execution is stopped', async () => {
		const controller = new AbortController();
		const session = scriptedSession(() => ({ status: 500 }), controller.signal);
		const sending = sendRequest(session, get);
		setImmediate(() => controller.abort());
		await expect(sending).rejects.toThrow(CancelledError);
		expect(session.sent.length).toBeLessThan(5);
	});
});

describe('what a refused request says', () => {
	const explained = async (answer: ScriptedAnswer) => {
		const session = scriptedSession(() => answer);
		return await failure(withTime(session.clock, sendRequest(session, post)));
	};

	it('holds Pelcro’s further field errors, one a line', async () => {
		const errors = { email: ['The email field is required.', 'Too short.'], phone: ['Bad.'] };
		const error = await explained({ status: 400, body: { errors } });
		expect(error.message).toBe('email: The email field is required.');
		expect(error.description.split('\n').slice(0, 2)).toEqual(['email: Too short.', 'phone: Bad.']);
	});

	it.each([
		[{ message: 'Plan does not exist' }],
		[{ error: { message: 'Plan does not exist' } }],
		[{ error: 'Plan does not exist' }],
		[{ errors: 'Plan does not exist' }],
	])('finds the message in %p', async (body) => {
		expect((await explained({ status: 400, body })).message).toBe('Plan does not exist');
	});

	it.each([
		[401, /API Key/],
		[403, /Site ID/],
		[404, /Check the ID/],
		[422, /Change the values/],
		[301, /Base URL/],
	])('on %i tells what to do', async (status, advice) => {
		expect((await explained({ status })).description).toMatch(advice);
	});

	it('never holds the API key, even if the answer echoes it', async () => {
		const error = await explained({ status: 401, body: { message: 'Bad token secret-key' } });
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain('secret-key');
	});
});
