import type { JournalEntry } from '../../sandbox/client';
import { allowanceUse } from './allowanceUse';

const LIMIT = 10;
const WINDOW_MS = 1_000;

function calls(time: number, count: number, status = 200): JournalEntry[] {
	return Array.from({ length: count }, (_, index) => ({
		index,
		time,
		method: 'POST',
		path: '/customers',
		query: {},
		headers: {},
		body: null,
		status,
		fault: null,
		processed: status === 200,
	}));
}

test('full windows, one right after the other, use all of the allowance', () => {
	const journal = [...calls(0, 10), ...calls(1_000, 10), ...calls(2_000, 3)];
	const use = allowanceUse(journal, LIMIT, WINDOW_MS);
	expect(use).toMatchObject({ accepted: 23, refusedShare: 0, used: 1 });
	expect(use).toMatchObject({ elapsedMs: 2_000, shortestMs: 2_000 });
});

test('what is refused counts as refused and fills nothing', () => {
	const journal = [...calls(0, 10), ...calls(10, 10, 429), ...calls(1_000, 5)];
	const use = allowanceUse(journal, LIMIT, WINDOW_MS);
	expect(use).toMatchObject({ calls: 25, accepted: 15, refused: 10, refusedShare: 0.4, used: 1 });
	expect(use.windows).toEqual([
		{ opened: 0, accepted: 10, refused: 10 },
		{ opened: 1_000, accepted: 5, refused: 0 },
	]);
});

test('a window that is half full, and a pause between windows, are allowance not used', () => {
	const halfFull = [...calls(0, 5), ...calls(1_000, 10), ...calls(2_000, 1)];
	expect(allowanceUse(halfFull, LIMIT, WINDOW_MS).used).toBe(0.75);
	const pause = [...calls(0, 10), ...calls(1_500, 10), ...calls(2_500, 1)];
	expect(allowanceUse(pause, LIMIT, WINDOW_MS).used).toBe(0.8);
});
