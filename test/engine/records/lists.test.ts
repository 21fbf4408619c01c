import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type Received, type Reply } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1, email: `r${index}@x.org` }));

afterAll(async () => await stopEngine());

async function readAll(answer: (request: Received) => Reply, parameters: IDataObject = {}) {
	const pelcro = await scriptedPelcro(answer);
	const run = await pelcro.run('customer', 'getAll', { returnAll: true, ...parameters });
	await pelcro.close();
	return { ...run, ids: jsonOf(run.items).map(({ id }) => Number(id)), calls: pelcro.received };
}

const upTo = (count: number) => people(count).map(({ id }) => id);

describe('Get Many', () => {
	it('follows a list that goes by cursor', async () => {
		const all = people(230);
		const { ids, error } = await readAll(({ query }) => {
			const start = Number(query.cursor ?? 0);
			const next = start + 100 < all.length ? String(start + 100) : null;
			return { body: { data: all.slice(start, start + 100), meta: { next_cursor: next } } };
		});
		expect(error).toBeUndefined();
		expect(ids).toEqual(upTo(230));
	});

	it('fails where the list announces more and gives the same again', async () => {
		const { error, items } = await readAll(() => ({
			body: { data: people(100), links: { next: 'https://pelcro.example/customers?page=2' } },
		}));
		expect(error?.message).toMatch(/same page again after 100 records/);
		expect(items).toEqual([]);
	});

	it.each([
		['with Return All, in bare arrays', { returnAll: true }, 500],
		['with a limit of 150', { returnAll: false, limit: 150 }, 150],
	])('reads a list of pages of 50, whatever is asked for, %s', async (_how, parameters, count) => {
		const all = people(500);
		const { ids } = await readAll(({ query }) => {
			const start = (Number(query.page) - 1) * 50;
			return { body: all.slice(start, start + 50) };
		}, parameters);
		expect(ids).toEqual(upTo(count));
	});

	it('misses none when records come and go while it reads, and reads again only then', async () => {
		const all = people(1_000);
		const { ids, calls } = await readAll((request) => {
			const answer = listPage(all, request);
			if (Number(request.query.page) === 1 && all[0]?.id === 1) all.shift();
			return answer;
		});
		expect(ids).toEqual(expect.arrayContaining(upTo(1_000)));
		expect(calls.length).toBeGreaterThan(10);
	});

	it.each([
		['the number of pages', { last_page: 3 }, {}],
		['a next page', {}, { next: '?page=2' }],
	])('reads on where a list says too few records, and %s says more', async (_how, meta, links) => {
		const all = people(250);
		const { ids } = await readAll(({ query }) => {
			const [page, limit] = [Number(query.page), Number(query.limit)];
			const data = all.slice((page - 1) * limit, page * limit);
			const next = page * limit < all.length ? links : { next: null };
			return { body: { data, links: next, meta: { total: 120, ...meta } } };
		});
		expect(ids).toEqual(upTo(250));
	});

	it('says so when a list will not stand still', async () => {
		const all = people(600);
		let moves = 0;
		const { hints } = await readAll((request) => {
			const answer = listPage(all, request);
			all.reverse();
			all.splice(
				0,
				150,
				...people(150).map(({ id }) => ({ id: Number(id) + 1_000 * (moves += 1) })),
			);
			return answer;
		});
		expect(hints.join()).toMatch(/kept changing while it was read.*may be missing/);
	});

	const lies: Array<[string, IDataObject]> = [
		['pages', { last_page: 1_000_000_000 }],
		['pages, as text', { last_page: '9999999' }],
		['records', { last_page: 3, total: 1_000_000 }],
	];

	it.each(lies)('ends where a list announces far too many %s, and says so', async (_what, meta) => {
		for (const count of [1, 23, 250]) {
			const all = people(count);
			const { ids, error, hints, calls } = await readAll(({ query }) => {
				const start = (Number(query.page) - 1) * Number(query.limit);
				return { body: { data: all.slice(start, start + Number(query.limit)), meta } };
			});
			expect(error).toBeUndefined();
			expect(ids).toEqual(upTo(count));
			expect(hints.join()).toMatch(/may be missing/);
			expect(calls.length).toBeLessThan(30);
		}
	});

	it('ends where the pages beyond the last are that one again', async () => {
		const all = people(250);
		const { ids, error, calls } = await readAll(({ query }) => {
			const start = (Math.min(Number(query.page), 3) - 1) * 100;
			return { body: { data: all.slice(start, start + 100), meta: { last_page: 1_000_000 } } };
		});
		expect(error).toBeUndefined();
		expect(ids).toEqual(upTo(250));
		expect(calls.length).toBeLessThan(30);
	});

	it('goes on over an empty page that says that another follows', async () => {
		const all = people(250);
		const { ids, hints } = await readAll(({ query }) => {
			const page = Number(query.page);
			const data = page === 2 ? [] : all.slice((page - 1) * 100, page * 100);
			return {
				body: { data, links: { next: page < 3 ? `https://x.org/?page=${page + 1}` : null } },
			};
		});
		expect(ids).toEqual(upTo(250).filter((id) => Number(id) <= 100 || Number(id) > 200));
		expect(hints.join()).toMatch(/may be missing/);
	});

	it('follows a cursor that is a number', async () => {
		const all = people(230);
		const { ids } = await readAll(({ query }) => {
			const start = Number(query.cursor ?? 0);
			const next = start + 100 < all.length ? start + 100 : null;
			return { body: { data: all.slice(start, start + 100), meta: { next_cursor: next } } };
		});
		expect(ids).toEqual(upTo(230));
	});

	it('takes an ID for the same whether it is a number or a text', async () => {
		const all = people(250);
		const { ids } = await readAll(({ query }) => {
			const page = Number(query.page);
			const start = page === 1 ? 0 : (page - 1) * 100 - 3;
			const data = all.slice(start, start + 100);
			return {
				body: {
					data: page === 2 ? data.map((one) => ({ ...one, id: String(one.id) })) : data,
					meta: { last_page: 3 },
				},
			};
		});
		expect(ids).toEqual(upTo(250));
	});

	it('fails with the page’s own error while others are under way', async () => {
		const { error } = await readAll((request) => {
			if (request.query.page === '2')
				return { ...Object(listPage(people(900), request)), delayMs: 300 };
			if (request.query.page === '3') return { status: 403 };
			return listPage(people(900), request);
		});
		expect(error?.message).toMatch(/may not do this/);
	});
});
