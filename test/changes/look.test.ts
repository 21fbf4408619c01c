import fc from 'fast-check';

import {
	readKnown,
	TooMuchToKeepError,
	writeKnown,
} from '../../nodes/PelcroChangesTrigger/changes/keptState';
import {
	look,
	type Change,
	type Known,
	type Watch,
} from '../../nodes/PelcroChangesTrigger/changes/look';
import { LONGEST_STRETCH_MS } from '../../nodes/transport/limits';
import { BusyClock } from '../transport/busyClock';
import { ChangingList, type Order } from './changingList';

const NEW_ONLY: Watch = {
	watched: 'customers',
	onUpdates: false,
	onRemovals: false,
	everythingFirst: false,
	keeping: { values: true, attributes: [] },
};
const EVERYTHING: Watch = { ...NEW_ONLY, onUpdates: true, onRemovals: true };

const ORDERS: Order[] = ['newestFirst', 'ascending', 'descending'];

/** Looks again and again, as polls do; what is known goes through the text that n8n stores. */
class Watcher {
	readonly seen: string[] = [];
	private known: string | undefined;

	constructor(
		readonly list: ChangingList,
		readonly order: Order,
		public watch: Watch,
		private readonly options = {},
	) {}

	async poll(): Promise<Change[]> {
		const reader = this.list.reader(this.order, this.options);
		const before: Known | undefined = readKnown(this.known);
		const { changes, known } = await look(reader, this.watch, before);
		this.known = writeKnown(known);
		this.seen.push(...changes.map(({ kind, record }) => `${kind} ${String(record.id)}`));
		return changes;
	}

	get kept(): number {
		return this.known?.length ?? 0;
	}
}

function listOf(count: number): ChangingList {
	const list = new ChangingList();
	for (let n = 0; n < count; n += 1) list.create();
	return list;
}

function times<Result>(count: number, make: () => Result): Result[] {
	return Array.from({ length: count }, make);
}

describe.each(ORDERS)('new records of a list that is %s', (order) => {
	it.each([0, 1, 99, 100, 101, 250])(
		'come out once, oldest first, after %d that were there',
		async (count) => {
			const watcher = new Watcher(listOf(count), order, NEW_ONLY);
			expect(await watcher.poll()).toEqual([]);
			const made = times(3, () => watcher.list.create());
			expect((await watcher.poll()).map(({ record }) => record.id)).toEqual(made);
			expect(await watcher.poll()).toEqual([]);
		},
	);

	it.each([99, 100, 101, 350, 1_234])('come out also when there are %d at once', async (count) => {
		const watcher = new Watcher(listOf(150), order, NEW_ONLY);
		await watcher.poll();
		const made = times(count, () => watcher.list.create());
		expect((await watcher.poll()).map(({ record }) => record.id)).toEqual(made);
		expect(await watcher.poll()).toEqual([]);
	});

	it('cost one or two calls a poll when nothing has happened', async () => {
		const watcher = new Watcher(listOf(250), order, NEW_ONLY);
		await watcher.poll();
		watcher.list.calls = 0;
		await watcher.poll();
		expect(watcher.list.calls).toBe(order === 'newestFirst' ? 1 : 2);
	});

	it('come out although they become visible after newer ones', async () => {
		const list = listOf(120);
		const watcher = new Watcher(list, order, NEW_ONLY);
		const late = list.reserve();
		list.create();
		await watcher.poll();
		list.create();
		await watcher.poll();
		list.createLate(late);
		expect((await watcher.poll()).map(({ record }) => record.id)).toEqual([late]);
	});

	it('come out when the server caps its pages', async () => {
		const watcher = new Watcher(listOf(80), order, NEW_ONLY, { cap: 50 });
		await watcher.poll();
		const made = times(260, () => watcher.list.create());
		expect((await watcher.poll()).map(({ record }) => record.id)).toEqual(made);
	});

	it('begin with everything where that is wanted', async () => {
		const watcher = new Watcher(listOf(230), order, { ...NEW_ONLY, everythingFirst: true });
		expect(await watcher.poll()).toHaveLength(230);
		watcher.list.create();
		expect(await watcher.poll()).toHaveLength(1);
	});

	it('are each found once whatever is created and deleted while pages are read', async () => {
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(fc.nat(9)), fc.nat(400), async (draws, count) => {
				const list = listOf(count);
				const watcher = new Watcher(list, order, NEW_ONLY);
				await watcher.poll();
				const made: number[] = [];
				const removed = new Set<number>();
				const draw = () => Number(draws.next().value);
				list.between = () => {
					for (let n = draw(); n > 0; n -= 1) made.push(list.create());
					const { ids } = list;
					// Old and new ones go, but those of the last moment only after they could be seen.
					for (let n = draw(); n > 5; n -= 1) {
						const id = ids[draw() * 7] ?? 0;
						removed.add(id);
						list.remove(id);
					}
				};
				for (let polls = 0; polls < 8; polls += 1) {
					if (polls % 3 === 1) times(draw() * 30, () => made.push(list.create()));
					await watcher.poll();
				}
				list.between = () => undefined;
				await watcher.poll();
				const expected = made.filter((id) => !removed.has(id)).map((id) => `created ${id}`);
				const seen = watcher.seen.filter((change) => !removed.has(Number(change.split(' ')[1])));
				expect(seen.sort()).toEqual(expected.sort());
				expect(new Set(watcher.seen).size).toBe(watcher.seen.length);
			}),
			{ numRuns: 150 },
		);
	});
});

describe.each(ORDERS)('changes of a list that is %s', (order) => {
	it('come out with what was before', async () => {
		const list = new ChangingList();
		const [one, other] = [list.create({ email: 'a', tags: ['x'] }), list.create({ email: 'b' })];
		const watcher = new Watcher(list, order, EVERYTHING);
		expect(await watcher.poll()).toEqual([]);
		list.update(one, { email: 'A', tags: ['x', 'y'], phone: '1' });
		list.remove(other);
		const made = list.create();
		expect(await watcher.poll()).toEqual([
			{ kind: 'created', record: { id: made }, previous: {} },
			{
				kind: 'updated',
				record: { id: one, email: 'A', tags: ['x', 'y'], phone: '1' },
				previous: { email: 'a', tags: ['x'], phone: null },
			},
			{ kind: 'deleted', record: { id: other, email: 'b' }, previous: {} },
		]);
		expect(await watcher.poll()).toEqual([]);
	});

	it('are each found once whatever happens while pages are read, and when polls fail', async () => {
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(fc.nat(9)), fc.nat(350), async (draws, count) => {
				const list = listOf(count);
				const watcher = new Watcher(list, order, EVERYTHING);
				await watcher.poll();
				const draw = () => Number(draws.next().value);
				const happened: string[] = [];
				/** Changed or made since the last look that could see it: changes between two looks are one. */
				let touched = new Set<number>();
				const happen = () => {
					const { ids } = list;
					if (draw() > 4) {
						const id = list.create({ n: 0 });
						touched.add(id);
						happened.push(`created ${id}`);
					}
					const [changed, removed] = [ids[draw() * 31], ids[draw() * 31 + draw()]];
					if (changed !== undefined && !touched.has(changed) && draw() > 3) {
						list.update(changed, { n: Math.random() });
						touched.add(changed);
						happened.push(`updated ${changed}`);
					}
					if (removed !== undefined && !touched.has(removed) && draw() > 6) {
						list.remove(removed);
						happened.push(`deleted ${removed}`);
					}
				};
				for (let polls = 0; polls < 8; polls += 1) {
					let calls = 0;
					const fails = draw() > 7;
					list.between = () => {
						happen();
						calls += 1;
						if (fails && calls > draw() / 2) throw new Error('Pelcro could not answer');
					};
					await watcher.poll().catch(() => undefined);
					list.between = () => undefined;
					await watcher.poll();
					touched = new Set();
				}
				await watcher.poll();
				expect(watcher.seen.sort()).toEqual(happened.sort());
			}),
			{ numRuns: 150 },
		);
	});
});

describe('removed records', () => {
	it('are none that only left the list, by its filters', async () => {
		const list = listOf(3);
		const watcher = new Watcher(list, 'newestFirst', EVERYTHING);
		await watcher.poll();
		const reader = list.reader('newestFirst');
		const filtered = {
			...reader,
			all: async () => (await reader.all()).filter(({ id }) => id !== 2),
		};
		const left = await look(filtered, EVERYTHING, {
			watched: 'customers',
			snapshot: { 1: '{"id":1}', 2: '{"id":2}', 3: '{"id":3}' },
		});
		expect(left.changes).toEqual([]);
		// It is not asked for again, and comes back as a change only when it has changed.
		list.calls = 0;
		const again = await look(filtered, EVERYTHING, left.known);
		// It may have slipped, so it is asked for twice.
		expect([again.changes, list.calls]).toEqual([[], 2]);
		const later = await look(filtered, EVERYTHING, again.known);
		expect([later.changes, list.calls]).toEqual([[], 3]);
		expect((await look(reader, EVERYTHING, again.known)).changes).toEqual([]);
		list.update(2, { status: 'x' });
		expect((await look(reader, EVERYTHING, again.known)).changes).toMatchObject([
			{ kind: 'updated', previous: { status: null } },
		]);
	});

	it('are told at the second look where Pelcro has no call to ask by', async () => {
		const list = listOf(3);
		const watcher = new Watcher(list, 'newestFirst', EVERYTHING, { hasRecords: false });
		await watcher.poll();
		list.remove(2);
		expect(await watcher.poll()).toEqual([]);
		expect(await watcher.poll()).toMatchObject([{ kind: 'deleted', record: { id: 2 } }]);
		expect(await watcher.poll()).toEqual([]);
	});

	it('are asked for a few at a time, and all told in the end', async () => {
		const list = listOf(100);
		const watcher = new Watcher(list, 'newestFirst', EVERYTHING);
		await watcher.poll();
		list.ids.forEach((id) => list.remove(id));
		const counts = [];
		for (let n = 0; n < 5; n += 1) counts.push((await watcher.poll()).length);
		expect(counts).toEqual([30, 30, 30, 10, 0]);
	});

	it('that Pelcro does not let ask for keep nothing else back, and are told one day', async () => {
		const list = listOf(120);
		const watcher = new Watcher(list, 'newestFirst', EVERYTHING);
		await watcher.poll();
		const reader = list.reader('newestFirst');
		const refusal = new Error('Pelcro refuses it');
		jest.spyOn(list, 'reader').mockReturnValue({
			...reader,
			exists: async (id) =>
				id === '7' ? await Promise.reject(refusal) : (await reader.exists?.(id)) === true,
		});
		[6, 7, 8].forEach((id) => list.remove(id));
		const made = list.create();
		await watcher.poll();
		expect(watcher.seen).toEqual([`created ${made}`, 'deleted 6', 'deleted 8']);
		await expect(watcher.poll()).rejects.toThrow(refusal);
		jest.restoreAllMocks();
		await watcher.poll();
		expect(watcher.seen.slice(3)).toEqual(['deleted 7']);
		expect(await watcher.poll()).toEqual([]);
	});

	it('cost nothing and start nothing where they are not wanted', async () => {
		const list = listOf(3);
		const watcher = new Watcher(list, 'newestFirst', { ...EVERYTHING, onRemovals: false });
		await watcher.poll();
		list.remove(2);
		list.calls = 0;
		for (let polls = 1; polls <= 4; polls += 1) {
			expect(await watcher.poll()).toEqual([]);
			expect(list.calls).toBe(polls);
		}
	});

	it('are none that were deleted after they had left the list: nobody watches them any more', async () => {
		const list = listOf(3);
		const reader = list.reader('newestFirst');
		const without2 = {
			...reader,
			all: async () => (await reader.all()).filter(({ id }) => id !== 2),
		};
		let { known } = await look(reader, EVERYTHING, undefined);
		for (let polls = 0; polls < 2; polls += 1) {
			({ known } = await look(without2, EVERYTHING, known));
		}
		list.remove(2);
		for (let polls = 0; polls < 3; polls += 1) {
			const { changes, known: after } = await look(without2, EVERYTHING, known);
			expect(changes).toEqual([]);
			known = after;
		}
	});
});

describe('what is known', () => {
	it('of something else does not count: it begins anew', async () => {
		const watcher = new Watcher(listOf(5), 'newestFirst', NEW_ONLY);
		await watcher.poll();
		watcher.list.create();
		watcher.watch = { ...NEW_ONLY, watched: 'orders' };
		expect(await watcher.poll()).toEqual([]);
	});

	it.each([
		['new to new or changed', NEW_ONLY, EVERYTHING],
		['new or changed to new', EVERYTHING, NEW_ONLY],
	])('survives a switch from %s', async (_name, from, to) => {
		const watcher = new Watcher(listOf(150), 'newestFirst', from);
		await watcher.poll();
		const made = watcher.list.create();
		watcher.watch = to;
		expect((await watcher.poll()).map(({ record }) => record.id)).toEqual([made]);
		expect(await watcher.poll()).toEqual([]);
	});

	it.each([
		[true, false],
		[false, true],
	])('survives that Previous Values is switched from %s to %s', async (from, to) => {
		const keep = (values: boolean) => ({ ...EVERYTHING, keeping: { values, attributes: [] } });
		const watcher = new Watcher(listOf(5), 'newestFirst', keep(from));
		await watcher.poll();
		watcher.watch = keep(to);
		expect(await watcher.poll()).toEqual([]);
		watcher.list.update(3, { email: 'x' });
		expect(await watcher.poll()).toMatchObject([
			{ kind: 'updated', previous: to ? { email: null } : {} },
		]);
	});

	it('is little where no values are kept, and an error where it is too much', async () => {
		const list = new ChangingList();
		times(5_000, () => list.create({ note: 'x'.repeat(500) }));
		const hashes = new Watcher(list, 'newestFirst', {
			...EVERYTHING,
			keeping: { values: false, attributes: [] },
		});
		await hashes.poll();
		expect(hashes.kept).toBeLessThan(100_000);
		await expect(new Watcher(list, 'newestFirst', EVERYTHING).poll()).rejects.toThrow(
			TooMuchToKeepError,
		);
	});

	it('goes on without a loss once what is kept is less', async () => {
		const list = new ChangingList();
		times(1_500, () => list.create({ note: 'x'.repeat(1_000) }));
		const watcher = new Watcher(list, 'newestFirst', EVERYTHING);
		await watcher.poll();
		const made = times(700, () => list.create({ note: 'x'.repeat(1_000) }));
		list.update(7, { note: 'y' });
		list.remove(8);
		for (let polls = 0; polls < 3; polls += 1) {
			await expect(watcher.poll()).rejects.toThrow(TooMuchToKeepError);
		}
		watcher.watch = { ...EVERYTHING, keeping: { values: false, attributes: [] } };
		await watcher.poll();
		const expected = [...made.map((id) => `created ${id}`), 'updated 7', 'deleted 8'];
		expect(watcher.seen.sort()).toEqual(expected.sort());
	});

	it('stays bounded where records leave the list for ever, by filters that move with time', async () => {
		const list = new ChangingList();
		const reader = list.reader('newestFirst');
		const newest = {
			...reader,
			all: async () => (await reader.all()).slice(0, 10),
		};
		const watch = { ...EVERYTHING, onRemovals: false };
		let known: Known | undefined;
		const sizes: number[] = [];
		for (let polls = 0; polls < 12; polls += 1) {
			times(500, () => list.create({ note: 'x'.repeat(1_000) }));
			// Each is seen before it leaves.
			const seen = await look(reader, watch, known);
			known = (await look(newest, watch, seen.known)).known;
			known = (await look(newest, watch, known)).known;
			sizes.push(writeKnown(known).length);
		}
		const growth = (sizes.at(-1) ?? 0) - (sizes.at(-2) ?? 0);
		expect(growth).toBeLessThan(500 * 25);
		expect(sizes.at(-1)).toBeLessThan(1_000_000);
	});

	it('of a record that has left the list is no change when other fields have begun to count', async () => {
		const list = listOf(2);
		list.update(2, { email: 'x', phone: '1' });
		const reader = list.reader('newestFirst');
		const without2 = {
			...reader,
			all: async () => (await reader.all()).filter(({ id }) => id !== 2),
		};
		const counting = (...attributes: string[]) => ({
			...EVERYTHING,
			keeping: { values: true, attributes },
		});
		let { known } = await look(reader, counting('email'), undefined);
		for (const names of [['email'], ['email'], ['phone'], ['phone']]) {
			({ known } = await look(without2, counting(...names), known));
		}
		const back = await look(reader, counting('phone'), known);
		expect(back.changes).toEqual([]);
		list.update(2, { phone: '2' });
		expect((await look(reader, counting('phone'), back.known)).changes).toMatchObject([
			{ kind: 'updated', previous: { phone: '1' } },
		]);
	});

	it('of new records stays little for ever', async () => {
		const watcher = new Watcher(listOf(5), 'newestFirst', NEW_ONLY);
		await watcher.poll();
		for (let n = 0; n < 30; n += 1) {
			times(200, () => watcher.list.create());
			expect(await watcher.poll()).toHaveLength(200);
		}
		expect(watcher.kept).toBeLessThan(10_000);
	});

	it('that somebody has damaged is begun anew', () => {
		for (const text of [undefined, 7, '', '{', '[]', '{"watched":7}'])
			expect(readKnown(text)).toBeUndefined();
	});

	it('counts only the named fields', async () => {
		const list = listOf(2);
		const keeping = { values: true, attributes: ['email'] };
		const watcher = new Watcher(list, 'newestFirst', { ...EVERYTHING, keeping });
		await watcher.poll();
		list.update(1, { phone: '1' });
		expect(await watcher.poll()).toEqual([]);
		list.update(1, { Email: 'x' });
		expect(await watcher.poll()).toMatchObject([{ kind: 'updated', previous: { Email: null } }]);
	});

	it.each([true, false])(
		'survives that other fields count, with values kept: %s; what changed meanwhile comes out',
		async (values) => {
			const list = listOf(3);
			list.update(2, { email: 'x' });
			const counting = (...attributes: string[]) => ({
				...EVERYTHING,
				keeping: { values, attributes },
			});
			const watcher = new Watcher(list, 'newestFirst', counting());
			await watcher.poll();
			for (const names of [['email'], ['email', 'status'], ['status'], [], ['email']]) {
				watcher.watch = counting(...names);
				expect(await watcher.poll()).toEqual([]);
			}
			list.update(2, { email: 'y' });
			watcher.watch = counting('status');
			expect(await watcher.poll()).toMatchObject([
				{ kind: 'updated', record: { id: 2 }, previous: values ? { email: 'x' } : {} },
			]);
			expect(await watcher.poll()).toEqual([]);
		},
	);
});

it('a record that has slipped past the reader, and is deleted before the next look, counts as removed', async () => {
	const watcher = new Watcher(listOf(250), 'newestFirst', EVERYTHING);
	await watcher.poll();
	let calls = 0;
	watcher.list.between = () => {
		calls += 1;
		if (calls === 2) watcher.list.remove(250);
	};
	await watcher.poll();
	// It was the first one of page 2, and is the last one of page 1 now.
	watcher.list.remove(150);
	await watcher.poll();
	await watcher.poll();
	expect(watcher.seen.sort()).toEqual(['deleted 150', 'deleted 250']);
});

it('new records of a list that is not ordered by ID come out once', async () => {
	const list = listOf(250);
	const byOther = (id: unknown) => (Number(id) * 7_919) % 1_009;
	const sorted = () => {
		const records = list.ids.map((id) => ({ id }));
		return records.sort((one, other) => byOther(one.id) - byOther(other.id));
	};
	const reader = {
		...list.reader('ascending'),
		page: async (number: number, size: number) =>
			await Promise.resolve({
				records: sorted().slice((number - 1) * size, number * size),
				lastPage: Math.ceil(list.ids.length / size),
				hasNext: undefined,
			}),
		all: async () => await Promise.resolve(sorted()),
	};
	let { known } = await look(reader, NEW_ONLY, undefined);
	for (let polls = 0; polls < 5; polls += 1) {
		const made = [list.create(), list.create()];
		const found = await look(reader, NEW_ONLY, known);
		expect(found.changes.map(({ record }) => record.id)).toEqual(made);
		known = found.known;
	}
});

it('lets others have the event loop while it compares a long list', async () => {
	const list = listOf(200);
	const clock = new BusyClock(1);
	const { known } = await look(list.reader('newestFirst'), EVERYTHING, undefined, clock);
	expect(Object.keys(known.snapshot ?? {})).toHaveLength(200);
	// A record a millisecond.
	expect(clock.turns).toBeGreaterThanOrEqual(200 / (LONGEST_STRETCH_MS + 2));
});
