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
	kind: 'insert' | 'delete' | 'exchange';
	/** Where in the list, from 0 to 1. */
	at: number;
	/** Where a record comes as another one goes, so that there are as many as before. */
	to: number;
}

const place = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

const changeOf = (...kinds: Array<Change['kind']>) =>
	fc.record({
		request: fc.integer({ min: 1, max: 80 }),
		kind: fc.constantFrom(...kinds),
		at: place,
		to: place,
	});

it.each([
	['come and go', changeOf('insert', 'delete')],
	['go as others come, so that the list stays as long as it is', changeOf('exchange')],
	['do all of this', changeOf('insert', 'delete', 'exchange')],
])(
	'100 records %s while 5,000 are read: none of those that were there all the time is missing',
	async (_what, change) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(change, { minLength: 100, maxLength: 100 }),
				fc.constantFrom(100, 1000),
				async (changes, cap) => {
					const all = records(5_000);
					const stayed = new Set(idsOf(all));
					let next = 100_000;
					const insert = (at: number): void => {
						all.splice(Math.floor(at * all.length), 0, { id: (next += 1) });
					};
					const { session } = serve(all, { cap, envelope: 'meta' }, (number) => {
						for (const { kind, at, to } of changes.filter((one) => one.request === number)) {
							if (kind === 'insert') insert(at);
							else
								for (const { id } of all.splice(Math.floor(at * all.length), 1))
									stayed.delete(Number(id));
							if (kind === 'exchange') insert(to);
						}
					});
					const got = idsOf(await withTime(session.clock, fetchRecords(session, request)));
					const found = new Set(got);
					expect(found.size).toBe(got.length);
					const missing = [...stayed].filter((id) => !found.has(id));
					expect(missing).toEqual([]);
				},
			),
			{ numRuns: 40 },
		);
	},
	120_000,
);

it('the first 300 of a list that moves are the first 300 of those that were there all the time', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ request: fc.integer({ min: 1, max: 6 }), at: place }), {
				maxLength: 20,
			}),
			async (changes) => {
				const all = records(1_000);
				const gone = new Set<number>();
				const { session } = serve(all, { cap: 100, envelope: 'meta' }, (number) => {
					for (const { at } of changes.filter((one) => one.request === number)) {
						for (const { id } of all.splice(Math.floor(at * 300), 1)) gone.add(Number(id));
						all.push({ id: 5_000 + all.length + gone.size });
					}
				});
				const got = idsOf(await withTime(session.clock, fetchRecords(session, request, 300)));
				expect(got).toHaveLength(300);
				const upTo = Math.max(...got);
				const missing = idsOf(records(upTo)).filter((id) => !gone.has(id) && !got.includes(id));
				expect(missing).toEqual([]);
			},
		),
		{ numRuns: 60 },
	);
}, 60_000);

it('a list that stands still is read once, by pages of which each begins with the last record of the one before', async () => {
	const { session, requests } = serve(records(5_000), { cap: 100, envelope: 'meta' });
	await withTime(session.clock, fetchRecords(session, request));
	expect(requests()).toBe(57);
});

it('a list to which one record came is not read again as a whole', async () => {
	const all = records(5_000);
	const { session, requests } = serve(all, { cap: 100, envelope: 'meta' }, (number) => {
		if (number === 20) all.unshift({ id: 9_999 });
	});
	const got = await withTime(session.clock, fetchRecords(session, request));
	for (const id of idsOf(records(5_000))) expect(idsOf(got)).toContain(id);
	expect(requests()).toBeLessThanOrEqual(58);
}, 60_000);

it('a list of which a few go with every page that is read is read whole all the same', async () => {
	const all = records(1_000);
	const stayed = new Set(idsOf(all));
	const { session, requests } = serve(all, { cap: 100, envelope: 'meta' }, () => {
		for (const { id } of all.splice(0, 3)) stayed.delete(Number(id));
		all.push({ id: all.length + 50_000 + requests() });
	});
	const found = new Set(idsOf(await withTime(session.clock, fetchRecords(session, request))));
	expect([...stayed].filter((id) => !found.has(id))).toEqual([]);
	expect(requests()).toBeLessThanOrEqual(3 * 11);
	expect(session.statistics.unsettled).toBe(0);
});

it('a list that never stands still is read a few times, and the run is told', async () => {
	const all = records(1_000);
	const { session, requests } = serve(all, { cap: 100, envelope: 'meta' }, () => {
		all.reverse();
		all.splice(
			0,
			150,
			...records(150).map(() => ({ id: 50_000 + requests() * 1_000 + Math.random() })),
		);
	});
	await withTime(session.clock, fetchRecords(session, request));
	expect(requests()).toBeLessThanOrEqual(6 * 11);
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
