import fc from 'fast-check';

import { sorted as sortedWithPauses } from '../../../nodes/Pelcro/execution/records/lists/sorted';
import {
	comparedBy,
	SortKeyReader,
	sortRules,
} from '../../../nodes/Pelcro/execution/records/lists/sorting';
import { LONGEST_STRETCH_MS } from '../../../nodes/transport/limits';
import { BusyClock } from '../../transport/busyClock';

const sorted = (records: object[], order: string) => {
	const rules = sortRules(order);
	const compare = comparedBy(rules);
	const reader = new SortKeyReader(rules, {
		timezone: 'UTC',
		amounts: { unit: 'decimal', currency: '' },
	});
	return records
		.map((record) => ({ record, keys: reader.keysOf({ ...record }) }))
		.sort((one, other) => compare(one.keys, other.keys))
		.map(({ record }) => record);
};

describe('the order that the node makes', () => {
	const numbers = fc.array(fc.oneof(fc.integer(), fc.constant(null)));

	it('goes up or down by numbers, and ends with the records that have none', () => {
		fc.assert(
			fc.property(numbers, fc.constantFrom('', '-'), (values, sign) => {
				const got = sorted(
					values.map((value) => ({ value })),
					`${sign}value`,
				).map((one) => (one as { value: number | null }).value);
				const known = values.filter((value) => value !== null);
				known.sort((one, other) => (sign === '-' ? other - one : one - other));
				expect(got).toEqual([...known, ...values.filter((value) => value === null)]);
			}),
		);
	});

	it.each([
		[
			'times in any of the forms that Pelcro has',
			'created_at',
			[
				{ created_at: '2026-01-01 10:00:00' },
				{ created: 1_767_265_200 },
				{ created_at: '2026-01-02T00:00:00.000000Z' },
			],
		],
		[
			'amounts as people write them',
			'total',
			[
				{ total: 1050, currency: 'usd' },
				{ total: 900, currency: 'jpy' },
				{ total: 250_000, currency: 'usd' },
			],
		],
		[
			'texts without regard to case, and numbers in them',
			'number',
			[{ number: 'inv-9' }, { number: 'INV-10' }, { number: 'inv-100' }],
		],
		['numbers that come as text', 'quantity', [{ quantity: '9' }, { quantity: '10' }]],
		[
			'entries of the metadata',
			'metadata.rank',
			[{ metadata: { rank: '1' } }, { metadata: { rank: '2' } }, { metadata: {} }],
		],
	])('compares %s', (_what, attribute, right) => {
		fc.assert(
			fc.property(fc.shuffledSubarray([...right], { minLength: right.length }), (records) => {
				expect(sorted(records, attribute)).toEqual(right);
			}),
		);
	});

	it('goes by the second rule where the first tells nothing', () => {
		const records = [
			{ id: 1, a: 1, b: 1 },
			{ id: 2, a: 1, b: 2 },
			{ id: 3, a: 0, b: 0 },
		];
		expect(sorted(records, '-a,-b')).toEqual([records[1], records[0], records[2]]);
	});
});

describe('putting many in order', () => {
	const things = fc.array(fc.record({ key: fc.integer({ min: 0, max: 20 }), n: fc.nat() }), {
		maxLength: 5_000,
		size: 'max',
	});
	const byKey = (one: { key: number }, other: { key: number }): number => one.key - other.key;

	it('comes to what sorting at once comes to, also for those that are equal', async () => {
		await fc.assert(
			fc.asyncProperty(things, async (unsorted) => {
				const before = [...unsorted];
				const got = await sortedWithPauses(unsorted, byKey, { clock: new BusyClock(1) });
				expect(got).toEqual([...before].sort(byKey));
				expect(unsorted).toEqual(before);
			}),
			{ numRuns: 30 },
		);
	});

	it('lets others have the event loop in between', async () => {
		const many = Array.from({ length: 4_000 }, (_value, index) => ({
			key: (index * 7919) % 4_001,
		}));
		const clock = new BusyClock(1);
		await sortedWithPauses(many, byKey, { clock });
		expect(clock.turns).toBeGreaterThan(4_000 / (LONGEST_STRETCH_MS + 2));
	});
});
