import fc from 'fast-check';

import {
	comparedBy,
	SortKeyReader,
	sortRules,
} from '../../../nodes/Pelcro/execution/records/lists/sorting';

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
