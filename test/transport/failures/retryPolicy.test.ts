import fc from 'fast-check';

import { backOffDelay, rateLimitDelay } from '../../../nodes/transport/failures/backOff';
import { BACK_OFF_CAP_MS, FAILURE_TRIES } from '../../../nodes/transport/limits';
import type { Outcome } from '../../../nodes/transport/failures/outcome';
import { readRateLimit } from '../../../nodes/transport/limiter/rateLimitHeaders';
import { decide, isIdempotent } from '../../../nodes/transport/failures/retryPolicy';

const answer = (status: number, body: unknown = {}): Outcome => ({
	kind: 'answer',
	status,
	headers: {},
	body,
});
const lost: Outcome = { kind: 'noAnswer', reached: 'maybe', code: 'ECONNRESET' };
const refusedConnection: Outcome = { kind: 'noAnswer', reached: 'no', code: 'ECONNREFUSED' };
const badCertificate: Outcome = { kind: 'noAnswer', reached: 'no', code: 'CERT_HAS_EXPIRED' };

const READ = true;
const WRITE = false;

describe('the retry policy', () => {
	it.each<[string, Outcome, boolean, string]>([
		['a good answer', answer(200), WRITE, 'done'],
		['an empty answer', answer(204, ''), WRITE, 'done'],
		['a 429 to a read', answer(429), READ, 'retryAfterHold'],
		['a 429 to a write', answer(429), WRITE, 'retryAfterHold'],
		['a 400', answer(400), READ, 'fail'],
		['a 404', answer(404), READ, 'fail'],
		['a redirect', answer(302), READ, 'fail'],
		['a 500 to a read', answer(500), READ, 'retry'],
		['a 503 to a read', answer(503), READ, 'retry'],
		['a 500 to a write', answer(500), WRITE, 'fail'],
		['a 503 to a write', answer(503), WRITE, 'fail'],
		['a 408 to a read', answer(408), READ, 'retry'],
		['a 408 to a write', answer(408), WRITE, 'fail'],
		['a 409', answer(409), WRITE, 'fail'],
		['a page of HTML to a read', answer(200, '<html>'), READ, 'retry'],
		['a page of HTML to a write', answer(200, '<html>'), WRITE, 'fail'],
		['a lost connection of a read', lost, READ, 'retry'],
		['a lost connection of a write', lost, WRITE, 'fail'],
		['a connection never made of a write', refusedConnection, WRITE, 'retry'],
		['a certificate that is not accepted', badCertificate, READ, 'fail'],
	])('on %s', (_what, outcome, idempotent, expected) => {
		const tries = { failed: 1, mayBeDone: false };
		expect(decide(outcome, idempotent, tries, 0.5).kind).toBe(expected);
	});

	it('says that the outcome is unknown exactly where it is', () => {
		const tries = { failed: 1, mayBeDone: false };
		const unknown = (outcome: Outcome, earlier = false) =>
			decide(outcome, WRITE, { ...tries, mayBeDone: earlier }, 0);
		expect(unknown(lost)).toEqual({ kind: 'fail', outcomeUnknown: true });
		expect(unknown(answer(500))).toEqual({ kind: 'fail', outcomeUnknown: true });
		expect(unknown(answer(400))).toEqual({ kind: 'fail', outcomeUnknown: false });
		expect(unknown(answer(400), true)).toEqual({ kind: 'fail', outcomeUnknown: true });
	});

	it.each<[string, Outcome, boolean, string]>([
		['a read', answer(503), READ, 'retryAfterHold'],
		['a read whose connection broke', lost, READ, 'retryAfterHold'],
		['a write that was never sent', refusedConnection, WRITE, 'retryAfterHold'],
		['a write that may have been carried out', answer(503), WRITE, 'fail'],
		['a read that Pelcro itself fails', answer(500), READ, 'fail'],
	])('while Pelcro is away, after the last try: %s', (_what, outcome, idempotent, expected) => {
		const tries = { failed: FAILURE_TRIES, mayBeDone: false };
		expect(decide(outcome, idempotent, tries, 0.5, { isAway: true }).kind).toBe(expected);
	});

	it('waits as long as any answer asks that is repeated', () => {
		const tries = { failed: 1, mayBeDone: false };
		expect(decide(answer(503), READ, tries, 0.5, { retryAfterMs: 7_000 })).toEqual({
			kind: 'retry',
			delayMs: 7_000,
		});
	});

	it('gives up after the agreed number of tries', () => {
		const failed = { failed: FAILURE_TRIES, mayBeDone: false };
		expect(decide(answer(500), READ, failed, 0).kind).toBe('fail');
	});

	it('repeats every method but POST and PATCH', () => {
		expect(['GET', 'PUT', 'DELETE', 'POST', 'PATCH'].filter(isIdempotent)).toEqual([
			'GET',
			'PUT',
			'DELETE',
		]);
	});
});

describe('the back-off', () => {
	it('draws evenly below a ceiling that starts at a second, doubles and is capped', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 40 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(failures, random) => {
					const ceiling = Math.min(BACK_OFF_CAP_MS, 1000 * 2 ** (failures - 1));
					const delay = backOffDelay(failures, random);
					expect(delay).toBeGreaterThanOrEqual(0);
					expect(delay).toBeLessThanOrEqual(ceiling);
					expect(Math.abs(delay - ceiling * random)).toBeLessThanOrEqual(1);
				},
			),
		);
	});

	it('never comes back before the server allows it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 1, max: 9 }), (ms, n) => {
				expect(rateLimitDelay(ms, n, 0.7)).toBeGreaterThanOrEqual(ms);
			}),
		);
	});
});

describe('rate-limit headers', () => {
	const now = Date.UTC(2026, 10, 22, 12, 0, 0);

	it('are read in seconds, as dates and as points in time', () => {
		expect(readRateLimit(429, { 'retry-after': '7' }, now).retryAfterMs).toBe(7_000);
		const date = new Date(now + 9_000).toUTCString();
		expect(readRateLimit(429, { 'retry-after': date }, now).retryAfterMs).toBe(9_000);
		expect(readRateLimit(200, { 'x-ratelimit-reset': '30' }, now).resetInMs).toBe(30_000);
		const reset = String((now + 12_000) / 1000);
		expect(readRateLimit(200, { 'x-ratelimit-reset': reset }, now).resetInMs).toBe(12_000);
		expect(readRateLimit(200, { 'x-ratelimit-remaining': '0' }, now).remaining).toBe(0);
	});

	it.each([
		['1.5', 1_500],
		['-1', undefined],
		['0', undefined],
		['Sun, 06 Nov 1994 08:49:37 GMT', undefined],
	])('a Retry-After of %s is a wait of %p ms', (text, expected) => {
		expect(readRateLimit(429, { 'retry-after': text }, now).retryAfterMs).toBe(expected);
	});

	it('a 429 that only says when its window ends asks to wait for that', () => {
		expect(readRateLimit(429, { 'x-ratelimit-reset': '3' }, now).retryAfterMs).toBe(3_000);
		expect(readRateLimit(200, { 'x-ratelimit-reset': '3' }, now).retryAfterMs).toBeUndefined();
	});

	it('are ignored where they make no sense', () => {
		const headers = {
			'retry-after': 'soon',
			'x-ratelimit-remaining': '-3',
			'x-ratelimit-reset': '',
		};
		expect(readRateLimit(200, headers, now)).toEqual({
			refused: false,
			remaining: undefined,
			resetInMs: undefined,
			retryAfterMs: undefined,
		});
	});
});
