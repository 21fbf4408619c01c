import fc from 'fast-check';

import {
	callsById,
	callsByKey,
	planById,
	planByKey,
	type Wanted,
	type Way,
} from '../../../nodes/Pelcro/execution/records/bulk/plan';

const PAGE = 100;

/** What following the plan comes to, the look at the first page included. */
function callsOf(
	plan: (wanted: Wanted) => Way,
	calls: (way: Way, wanted: Wanted) => number,
	wanted: Omit<Wanted, 'pages'>,
	total: number,
): number {
	const first = plan(wanted);
	if (first !== 'look first') return calls(first, wanted);
	const looked = { ...wanted, pages: Math.max(1, Math.ceil(total / PAGE)) };
	return 1 + calls(plan(looked), looked);
}

/** The least that any way can take for somebody who knows the list's length beforehand. */
function bestById({ records, filterable }: Wanted, total: number): number {
	return Math.min(
		records,
		Math.max(1, Math.ceil(total / PAGE)) + 1,
		filterable ? Math.ceil(records / PAGE) + 1 : Infinity,
	);
}

/** A filter by key has to prove itself on records that the list is known to have, so its list is looked at first. */
function bestByKey({ records, filterable }: Wanted, total: number): number {
	return Math.min(
		records,
		Math.max(1, Math.ceil(total / PAGE)),
		filterable ? 1 + Math.ceil((records + 2) / PAGE) : Infinity,
	);
}

const wanted = fc.record({
	records: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20_000 })),
	filterable: fc.boolean(),
});
const total = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200_000 }));

describe('the plan for records by ID', () => {
	it('is one call in ten from the best possible at the most', () => {
		fc.assert(
			fc.property(wanted, total, (given, others) => {
				const length = given.records + others;
				const calls = callsOf(planById, callsById, given, length);
				const best = bestById(given, length);
				// Below ten records it is not worth a call to learn how long the list is.
				const floor = given.records < 10 && !given.filterable ? given.records : best + 1;
				expect(calls).toBeLessThanOrEqual(Math.max(best, floor));
				expect(calls).toBeLessThanOrEqual(given.records * 1.1);
			}),
			{ numRuns: 5_000 },
		);
	});

	it.each([
		[1_000, false, 5_000, 51],
		[1_000, true, 50_000, 11],
		[300, false, 1_500, 16],
		[12, true, 40, 2],
		[1, true, 10, 1],
		[1, false, 10, 1],
	])('%i records (filter: %p) of %i take %i calls', (records, filterable, length, calls) => {
		const given = { records, filterable };
		expect(callsOf(planById, callsById, given, length)).toBe(calls);
	});
});

describe('the plan for records by key', () => {
	it('is one call from the best possible at the most, and from one by one as well', () => {
		fc.assert(
			fc.property(wanted, total, (given, length) => {
				const calls = callsOf(planByKey, callsByKey, given, length);
				expect(calls).toBeLessThanOrEqual(bestByKey(given, length) + 1);
				expect(calls).toBeLessThanOrEqual(given.records + 1);
				expect(calls === 1 || given.records > 1).toBe(true);
			}),
			{ numRuns: 5_000 },
		);
	});

	it.each([
		[10_000, true, 10_000, 100],
		[1_000, true, 5_000, 12],
		[1_000, true, 0, 1],
		[1_000, false, 5_000, 50],
		[20, false, 50_000, 21],
		[1, true, 10, 1],
	])('%i keys (filter: %p) in a list of %i take %i calls', (records, filterable, length, calls) => {
		const given = { records, filterable };
		expect(callsOf(planByKey, callsByKey, given, length)).toBe(calls);
	});
});
