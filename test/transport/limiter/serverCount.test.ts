import { ServerCount } from '../../../nodes/transport/limiter/serverCount';

const ALLOWANCE = 10;

/** A count that has had the answers: what is left, how many of ours count, and how many have ended, one a second. */
function countOf(
	...answers: ReadonlyArray<{ remaining: number; counted: number; ended?: number }>
): ServerCount {
	const count = new ServerCount();
	answers.forEach(({ remaining, counted, ended = 0 }, index) => {
		const now = index * 1000;
		const times = { now, grantedAt: now - 10, until: now + 60_000 };
		count.learn({ remaining, counted, ended, allowance: ALLOWANCE, ...times });
	});
	return count;
}

describe('what the server takes still', () => {
	it('grows by half of what stops counting here, until an answer tells', () => {
		const count = countOf({ remaining: 2, counted: 4 });
		const left = [0, 1, 2, 3, 4].map((ended) => count.left(ended, 1_000));
		expect(left).toEqual([2, 2, 3, 3, 4]);
		expect(count.endingsUntil(3, 0, 1_000)).toBe(2);
		expect(count.endingsUntil(3, 1, 1_000)).toBe(1);
		expect(count.endingsUntil(2, 0, 1_000)).toBe(0);
	});

	it('does not grow by what a window before counted', () => {
		const count = countOf({ remaining: 2, counted: 4 }, { remaining: 9, counted: 5 });
		expect(count.left(4, 2_000)).toBe(9);
		expect(count.endingsUntil(10, 0, 2_000)).toBe(6);
	});

	it('does not grow by it either once others have used the new window', () => {
		const used = [8, 6, 4, 2].map((remaining) => ({ remaining, counted: 5 }));
		const count = countOf({ remaining: 2, counted: 4 }, { remaining: 9, counted: 5 }, ...used);
		expect(count.left(4, 6_000)).toBe(2);
	});

	it('grows by a share of it where others were the first in the new window', () => {
		// Of the 8 that counted, the server has forgotten 3 at least: 2 of our 5, as far as anybody can tell.
		const count = countOf({ remaining: 2, counted: 4 }, { remaining: 5, counted: 5 });
		expect(count.left(2, 2_000)).toBe(5);
		expect(count.left(4, 2_000)).toBe(6);
	});

	it('is not taken for a new window where what is left is what has stopped counting here', () => {
		const count = countOf({ remaining: 2, counted: 4 }, { remaining: 4, counted: 3, ended: 2 });
		expect(count.left(4, 2_000)).toBe(5);
	});

	it('is unknown without an answer, and once the answer is old', () => {
		expect(new ServerCount().left(0, 0)).toBe(Infinity);
		expect(countOf({ remaining: 2, counted: 4 }).left(0, 60_000)).toBe(Infinity);
		expect(countOf({ remaining: 2, counted: 4 }).endingsUntil(9, 0, 60_000)).toBe(0);
	});

	it('is told by the latest request, whichever answer comes last', () => {
		const count = countOf({ remaining: 2, counted: 4 });
		const times = { now: 100, grantedAt: -20, until: 60_100 };
		count.learn({ remaining: 7, counted: 5, ended: 0, allowance: ALLOWANCE, ...times });
		expect(count.left(0, 1_000)).toBe(2);
	});
});
