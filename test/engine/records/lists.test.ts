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
