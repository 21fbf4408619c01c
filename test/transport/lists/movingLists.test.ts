import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchRecords } from '../../../nodes/transport/lists/paging';
import { scriptedSession, withTime, type ScriptedSession } from '../scriptedSession';

const request = { method: 'GET', path: '/customers' } as const;

/** How a server may page: all of it is a guess but `page` and `limit`. */
interface Server {
	/** The most that it puts on a page, whatever it is asked for. */
	cap: number;
	envelope: 'meta' | 'links' | 'none' | 'bare' | 'cursor';
	/** From this page on it forgets its meta. */
	forgetsFrom?: number;
}

interface ListServer {
	session: ScriptedSession;
	requests: () => number;
}

/** Serves a list that may be changed between the requests. */
function serve(
	all: IDataObject[],
	{ cap, envelope, forgetsFrom = Infinity }: Server,
	betweenRequests: (request: number) => void = () => {},
): ListServer {
	const session = scriptedSession(() => ({ status: 500 }));
	let count = 0;
	session.send = async ({ qs }) => {
		const { page = 1, limit = 10, cursor } = qs ?? {};
		const size = Math.min(Number(limit), cap);
		const start = envelope === 'cursor' ? Number(cursor ?? 0) : (Number(page) - 1) * size;
		const data = all.slice(start, start + size);
		const last_page = Math.max(1, Math.ceil(all.length / size));
		const more = start + size < all.length;
		const envelopes = {
			meta: {
				data,
				...(Number(page) < forgetsFrom && {
					links: { next: more ? 'more' : null },
					meta: { current_page: page, last_page, per_page: size, total: all.length },
				}),
			},
			links: { data, links: { next: more ? 'more' : null } },
			none: { data },
			bare: data,
			cursor: {
				data,
				links: { next: more ? `https://pelcro.example/customers?cursor=${start + size}` : null },
				meta: { per_page: size, next_cursor: more ? String(start + size) : null },
			},
		};
		count += 1;
		betweenRequests(count);
		await session.clock.sleep(50);
		return { statusCode: 200, headers: {}, body: structuredClone(envelopes[envelope]) };
	};
	return { session, requests: () => count };
}

const records = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1 }));

const idsOf = (some: readonly IDataObject[]) => some.map(({ id }) => Number(id));

const anyServer = fc.record({
	cap: fc.constantFrom(10, 25, 50, 100, 1000),
	envelope: fc.constantFrom<Server['envelope']>('meta', 'links', 'none', 'bare', 'cursor'),
	forgetsFrom: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
});

it('every server’s list is read whole, up to the limit, each record once and in order', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyServer,
			fc.integer({ min: 0, max: 520 }),
			fc.option(fc.integer({ min: 1, max: 520 }), { nil: undefined }),
			async (server, count, limit) => {
				const { session } = serve(records(count), server);
				const got = await withTime(session.clock, fetchRecords(session, request, limit));
				expect(idsOf(got)).toEqual(idsOf(records(count).slice(0, limit)));
				expect(session.statistics.unsettled).toBe(0);
			},
		),
		{ numRuns: 150 },
	);
});

interface Change {
	/** Before which request it happens. */
	request: number;
	kind: 'insert' | 'delete';
	/** Where in the list, from 0 to 1. */
	at: number;
}

const change = fc.record({
	request: fc.integer({ min: 1, max: 80 }),
	kind: fc.constantFrom<Change['kind']>('insert', 'delete'),
	at: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
});

it('100 records come and go while 5,000 are read: none of those that were there all the time is missing', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(change, { minLength: 100, maxLength: 100 }),
			fc.constantFrom(100, 1000),
			async (changes, cap) => {
				const all = records(5_000);
				const stayed = new Set(idsOf(all));
				let next = 100_000;
				const { session } = serve(all, { cap, envelope: 'meta' }, (number) => {
					for (const { kind, at } of changes.filter((one) => one.request === number)) {
						const index = Math.floor(at * all.length);
						if (kind === 'insert') all.splice(index, 0, { id: (next += 1) });
						else for (const { id } of all.splice(index, 1)) stayed.delete(Number(id));
					}
				});
				const got = idsOf(await withTime(session.clock, fetchRecords(session, request)));
				const found = new Set(got);
				expect(found.size).toBe(got.length);
				const missing = [...stayed].filter((id) => !found.has(id));
				expect(missing).toEqual([]);
			},
		),
		{ numRuns: 100 },
	);
}, 120_000);

it('a list that stands still is read once', async () => {
	const { session, requests } = serve(records(5_000), { cap: 100, envelope: 'meta' });
	await withTime(session.clock, fetchRecords(session, request));
	expect(requests()).toBe(50);
});

it('a list to which one record came is not read again as a whole', async () => {
	const all = records(5_000);
	const { session, requests } = serve(all, { cap: 100, envelope: 'meta' }, (number) => {
		if (number === 20) all.unshift({ id: 9_999 });
	});
	const got = await withTime(session.clock, fetchRecords(session, request));
	for (const id of idsOf(records(5_000))) expect(idsOf(got)).toContain(id);
	expect(requests()).toBeLessThanOrEqual(56);
}, 60_000);

it('a list that never stands still is read a few times, and the run is told', async () => {
	const all = records(1_000);
	const { session, requests } = serve(all, { cap: 100, envelope: 'meta' }, () => {
		all.splice(0, 3);
		all.push({ id: all.length + 50_000 + requests() });
	});
	await withTime(session.clock, fetchRecords(session, request));
	expect(requests()).toBeLessThanOrEqual(5 * 11);
	expect(session.statistics.unsettled).toBeGreaterThan(0);
});

it.each([
	['by its links', { links: { next: 'more' } }],
	['by its meta', { meta: { last_page: 3, total: 230 } }],
])('a list that gives its first page again, and announces more %s, fails', async (_how, more) => {
	const session = scriptedSession(() => ({ status: 200, body: { data: records(100), ...more } }));
	const reading = withTime(session.clock, fetchRecords(session, request));
	await expect(reading).rejects.toThrow(/same page again after 100 records/);
});
