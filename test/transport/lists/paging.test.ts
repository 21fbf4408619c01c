import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchRecords } from '../../../nodes/transport/lists/paging';
import { scriptedSession, withTime } from '../scriptedSession';

const request = { method: 'GET', path: '/customers' } as const;

const records = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1 }));

type Envelope = (page: IDataObject[], lastPage: number, number: number) => unknown;

const laravel: Envelope = (data, last_page, number) => ({
	data,
	links: { next: number < last_page ? 'more' : null },
	meta: { current_page: number, last_page },
});
const onlyLinks: Envelope = (data, lastPage, number) => ({
	data,
	links: { next: number < lastPage ? 'more' : null },
});
const bareEnvelope: Envelope = (data) => ({ data });

/** A list of so many records, in one of the shapes that the reference leaves open. */
function listSession(all: IDataObject[], envelope: Envelope) {
	const pages: number[] = [];
	const session = scriptedSession(() => ({ status: 500 }));
	session.send = async ({ qs }) => {
		const { page = 1, limit = 10 } = qs ?? {};
		const number = Number(page);
		const size = Number(limit);
		pages.push(number);
		const body = envelope(
			all.slice((number - 1) * size, number * size),
			Math.max(1, Math.ceil(all.length / size)),
			number,
		);
		return await Promise.resolve({ statusCode: 200, headers: {}, body });
	};
	return { session, pages };
}

describe('reading a list', () => {
	it.each([
		['meta', laravel],
		['links only', onlyLinks],
		['neither', bareEnvelope],
	])('returns every record once and in order (%s)', async (_what, envelope) => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 450 }),
				fc.option(fc.integer({ min: 1, max: 450 }), { nil: undefined }),
				async (count, limit) => {
					const all = records(count);
					const { session } = listSession(all, envelope);
					const got = await withTime(session.clock, fetchRecords(session, request, limit));
					expect(got).toEqual(all.slice(0, limit));
				},
			),
			{ numRuns: 40 },
		);
	});

	it.each([
		[0, undefined, 1],
		[100, undefined, 1],
		[101, undefined, 2],
		[250, undefined, 3],
		[1000, 50, 1],
		[1000, 150, 2],
	])('of %i records with limit %p takes %i requests', async (count, limit, requests) => {
		const { session, pages } = listSession(records(count), laravel);
		await withTime(session.clock, fetchRecords(session, request, limit));
		expect(pages).toHaveLength(requests);
	});

	it('does not double a record that moves to the next page meanwhile', async () => {
		const all = records(150);
		const { session } = listSession(all, laravel);
		const { send } = session;
		session.send = async (options) => {
			const answer = await send(options);
			if (options.qs?.page === 1) all.unshift({ id: 9999 });
			return answer;
		};
		const got = await withTime(session.clock, fetchRecords(session, request));
		expect(new Set(got.map(({ id }) => id)).size).toBe(got.length);
		expect(got).toHaveLength(150);
	});

	it('does not miss the record that an insertion pushes over the last page', async () => {
		const all = records(200);
		const { session } = listSession(all, laravel);
		const { send } = session;
		session.send = async (options) => {
			const answer = await send(options);
			if (options.qs?.page === 1) all.unshift({ id: 9999 });
			return answer;
		};
		const got = await withTime(session.clock, fetchRecords(session, request));
		for (const { id } of records(200)) expect(got.map((record) => record.id)).toContain(id);
	});

	it('ends when the server gives the same page again and again', async () => {
		const session = scriptedSession(() => ({ status: 200, body: { data: records(100) } }));
		const got = await withTime(session.clock, fetchRecords(session, request));
		expect(got).toHaveLength(100);
		expect(session.sent).toHaveLength(2);
	});

	it('lets no page that nobody waits for any more be an unhandled rejection', async () => {
		const unhandled: unknown[] = [];
		const note = (error: unknown): void => void unhandled.push(error);
		process.on('unhandledRejection', note);
		const { session } = listSession(records(900), laravel);
		const { send } = session;
		session.send = async (options) => {
			if (Number(options.qs?.page) < 3) {
				await session.clock.sleep(options.qs?.page === 2 ? 5_000 : 0);
				return await send(options);
			}
			return { statusCode: 403, headers: {}, body: {} };
		};
		const reading = withTime(session.clock, fetchRecords(session, request));
		await expect(reading).rejects.toThrow(/may not do this/);
		await new Promise((resolve) => setTimeout(resolve, 20));
		process.off('unhandledRejection', note);
		expect(unhandled).toEqual([]);
	});

	it('fails as a whole when a page fails for good', async () => {
		const { session } = listSession(records(500), laravel);
		const { send } = session;
		session.send = async (options) =>
			options.qs?.page === 3 ? { statusCode: 403, headers: {}, body: {} } : await send(options);
		const reading = withTime(session.clock, fetchRecords(session, request));
		await expect(reading).rejects.toThrow(/may not do this/);
	});
});
