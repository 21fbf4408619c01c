import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchRecords } from '../../nodes/transport/lists/paging';
import { scriptedSession, withTime } from './scriptedSession';

/** Lists of servers whose numbers of pages are not to be trusted. */

const request = { method: 'GET', path: '/customers' } as const;

const idsUpTo = (count: number): number[] =>
	Array.from({ length: count }, (_one, index) => index + 1);

interface Asked {
	page: number;
	limit: number;
}

/** Puts at most `cap` records on a page; the envelope is made from what was asked for. */
function capped(count: number, cap: number, envelope: (asked: Asked) => object) {
	return served(({ page, limit }) => {
		const size = Math.min(cap, limit);
		const ids = idsUpTo(count).slice((page - 1) * size, page * size);
		return { data: ids.map((id) => ({ id })), ...envelope({ page, limit }) };
	});
}

function served(answer: (asked: Asked) => object) {
	const session = scriptedSession(() => ({ status: 500 }));
	let calls = 0;
	session.send = async ({ qs }) => {
		calls += 1;
		const { page = 1, limit = 10 } = qs ?? {};
		const body = answer({ page: Number(page), limit: Number(limit) });
		return await Promise.resolve({ statusCode: 200, headers: {}, body });
	};
	const read = async (limit?: number): Promise<IDataObject[]> =>
		await withTime(session.clock, fetchRecords(session, request, limit));
	return { session, read, calls: () => calls };
}

const CAPS = fc.constantFrom(10, 20, 25, 50);

describe('a server that caps its pages and reckons their number from what it was asked for', () => {
	it.each([true, false])(
		'is read whole, with nothing to settle (names the total: %s)',
		async (named) => {
			await fc.assert(
				fc.asyncProperty(fc.integer({ min: 0, max: 450 }), CAPS, async (count, cap) => {
					const { session, read } = capped(count, cap, ({ page, limit }) => ({
						meta: {
							current_page: page,
							last_page: Math.max(1, Math.ceil(count / limit)),
							...(named && { total: count, per_page: limit }),
						},
					}));
					expect((await read()).map(({ id }) => id)).toEqual(idsUpTo(count));
					expect(session.statistics.unsettled).toBe(0);
				}),
				{ numRuns: 60 },
			);
		},
	);

	it('takes one call more than it has pages, which overlap, where it names the total', async () => {
		const { read, calls } = capped(250, 50, ({ limit }) => ({
			meta: { last_page: Math.ceil(250 / limit), total: 250, per_page: limit },
		}));
		expect(await read()).toHaveLength(250);
		expect(calls()).toBe(6);
	});

	it('is read up to a limit', async () => {
		const { read } = capped(250, 50, ({ limit }) => ({
			meta: { last_page: Math.ceil(250 / limit) },
		}));
		expect((await read(120)).map(({ id }) => id)).toEqual(idsUpTo(120));
		expect((await read(60)).map(({ id }) => id)).toEqual(idsUpTo(60));
	});

	it('is not asked for more where it names the size of its pages', async () => {
		const { read, calls } = capped(100, 50, () => ({ meta: { last_page: 2, per_page: 50 } }));
		expect(await read()).toHaveLength(100);
		expect(calls()).toBe(2);
	});
});

it('a short list that says nothing but its number of pages takes one call', async () => {
	const { read, calls } = capped(37, 100, () => ({ meta: { last_page: 1 } }));
	expect(await read()).toHaveLength(37);
	expect(calls()).toBe(1);
});

describe('an empty page before the last one', () => {
	/** Page 2 of 3 is empty at the first so many readings. */
	const withHole = (readings: number, meta: object = {}) => {
		let seen = 0;
		return served(({ page }) => {
			const isHole = page === 2 && (seen += 1) <= readings;
			const ids = isHole ? [] : idsUpTo(250).slice((page - 1) * 100, page * 100);
			return { data: ids.map((id) => ({ id })), meta: { last_page: 3, ...meta } };
		});
	};

	it.each([{}, { total: 250 }])('is read again (%j)', async (meta) => {
		const { session, read } = withHole(1, meta);
		const ids = (await read()).map(({ id }) => Number(id));
		expect(ids.sort((one, other) => one - other)).toEqual(idsUpTo(250));
		expect(session.statistics.unsettled).toBe(0);
	});

	it.each([{}, { total: 250 }])('is told where it stays (%j)', async (meta) => {
		const { session, read } = withHole(Infinity, meta);
		expect(await read()).toHaveLength(150);
		expect(session.statistics.unsettled).toBe(100);
	});
});

it.each([0, '', ' ', null])('records whose ID is %j are not one', async (id) => {
	const { Collected } = await import('../../nodes/transport/lists/collected');
	const collected = new Collected(
		Infinity,
		(record) => record,
		() => true,
	);
	expect(
		collected.add(
			[
				{ id, name: 'a' },
				{ id, name: 'b' },
			],
			true,
		),
	).toBe(2);
});
