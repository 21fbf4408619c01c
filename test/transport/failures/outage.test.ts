import fc from 'fast-check';

import { sendRequest } from '../../../nodes/transport/request';
import { PelcroRequestError } from '../../../nodes/transport/failures/requestError';
import { scriptedSession, withTime, type ScriptedAnswer } from '../scriptedSession';

const OUTAGE_MS = 180_000;

/** So many of the session's calls are under way at once. */
const UNDER_WAY = 8;

const HOW: Array<[string, ScriptedAnswer]> = [
	['503 with Retry-After: 30', { status: 503, headers: { 'retry-after': '30' } }],
	['503', { status: 503 }],
	['502', { status: 502 }],
	['504', { status: 504 }],
	['a connection that breaks', { code: 'ECONNRESET' }],
	['a connection that is refused', { code: 'ECONNREFUSED' }],
	['a name that is not found', { code: 'ENOTFOUND' }],
];

const METHODS = ['GET', 'PUT', 'DELETE', 'POST'] as const;

type Method = (typeof METHODS)[number];

/** Sends calls of three executions while Pelcro is away from a time on, in ms. */
async function play(
	fault: ScriptedAnswer,
	awayFromMs: number,
	calls: number,
	methods: readonly Method[] = METHODS,
) {
	const session = scriptedSession(() => {
		const now = session.clock.now();
		return now >= awayFromMs && now < awayFromMs + OUTAGE_MS ? fault : { status: 200 };
	});
	const requests = Array.from({ length: calls }, (_value, index) => ({
		session: { ...session, lane: `execution ${index % 3}` },
		request: { method: methods[index % methods.length] ?? 'GET', path: `/customers/${index}` },
	}));
	const ends = await withTime(
		session.clock,
		Promise.allSettled(requests.map(async (one) => await sendRequest(one.session, one.request))),
	);
	const failed = ends.flatMap((end, index) =>
		end.status === 'rejected'
			? [{ method: requests[index]?.request.method, reason: end.reason as unknown }]
			: [],
	);
	return { failed, session };
}

describe.each(HOW)('Pelcro is away for three minutes: %s', (_how, fault) => {
	it('no read, update or deletion fails, and nothing that was certainly not carried out', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 150_000 }),
				fc.integer({ min: 60, max: 600 }),
				async (awayFromMs, calls) => {
					const { failed, session } = await play(fault, awayFromMs, calls);
					// Creations that were under way at the beginning may have been carried out; no others.
					for (const { method, reason } of failed) {
						expect(method).toBe('POST');
						expect(reason).toBeInstanceOf(PelcroRequestError);
						expect((reason as PelcroRequestError).outcomeUnknown).toBe(true);
					}
					const certain = 'code' in fault && fault.code !== 'ECONNRESET';
					expect(failed.length).toBeLessThanOrEqual(certain ? 0 : UNDER_WAY);
					// One look at a time, further and further apart.
					expect(session.sent.length - calls).toBeLessThanOrEqual(60);
				},
			),
			{ numRuns: 12 },
		);
	});

	it('of creations alone, none is sent before a reading has found Pelcro there', async () => {
		const { failed, session } = await play(fault, 1_000, 200, ['POST']);
		const certain = 'code' in fault && fault.code !== 'ECONNRESET';
		expect(failed.length).toBeLessThanOrEqual(certain ? 0 : UNDER_WAY);
		const looked = session.sent.filter(({ method }) => method === 'GET');
		expect(looked.length).toBeGreaterThan(3);
		expect(looked.length).toBeLessThanOrEqual(20);
	});
});
