import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { changesNothing } from '../../../nodes/Pelcro/execution/records/change/comparison';
import type { Comparison } from '../../../nodes/Pelcro/shared/types';

const same = (sent: unknown, found: unknown, comparison?: Comparison, more: IDataObject = {}) =>
	changesNothing(
		{ attribute: sent } as IDataObject,
		{ attribute: found, ...more } as IDataObject,
		comparison === undefined ? {} : { attribute: comparison },
	);

describe('what would be sent, beside the record found', () => {
	it.each<[unknown, unknown]>([
		['Ada', 'Ada'],
		[' Ada ', 'Ada'],
		[12, '12'],
		['12', 12],
		[12.5, '12.50'],
		[null, ''],
		['', null],
		[null, null],
		[[], null],
		[
			[1, 2],
			['1', '2'],
		],
		[{ a: 1 }, { a: '1' }],
	])('%j and %j are the same', (sent, found) => {
		expect(same(sent, found)).toBe(true);
	});

	it.each<[unknown, unknown]>([
		['Ada', 'ada'],
		['Ada', null],
		['', 'Ada'],
		[false, null],
		[0, null],
		[0, ''],
		['0123', '123'],
		[123, '0123'],
		['1.10', '1.1'],
		[true, 1],
		['1', true],
		[true, 'true'],
		[12, 13],
		[
			[1, 2],
			[2, 1],
		],
		[[1], [1, 2]],
		[{ a: 1 }, { a: 1, b: 2 }],
		[{ a: 1 }, null],
		[7, { id: 7 }],
		['2026-03-31', 1_774_915_200],
		['2026-03-31', '2026-03-31 00:00'],
	])('%j and %j are not', (sent, found) => {
		expect(same(sent, found)).toBe(false);
	});

	it('always sends what the record does not show', () => {
		expect(changesNothing({ password: 'hash' }, { id: 1 })).toBe(false);
		expect(changesNothing({ phone: '' }, { id: 1 })).toBe(false);
	});

	it('compares metadata by the entries that are named', () => {
		const found = { campaign: 'spring', score: 7 };
		expect(same({ score: '7' }, found, 'metadata')).toBe(true);
		expect(same({ score: 8 }, found, 'metadata')).toBe(false);
		expect(same({ other: 1 }, found, 'metadata')).toBe(false);
		expect(same({ other: null }, found, 'metadata')).toBe(true);
		expect(same({ score: null }, found, 'metadata')).toBe(false);
		expect(same({ score: '' }, found, 'metadata')).toBe(false);
		expect(same({}, found, 'metadata')).toBe(false);
		expect(same({}, [], 'metadata')).toBe(true);
		expect(same({}, null, 'metadata')).toBe(true);
		expect(same({ other: null }, [], 'metadata')).toBe(true);
		expect(same({ 0: 'a' }, ['a'], 'metadata')).toBe(false);
	});

	it.each<[unknown, unknown, Comparison, boolean]>([
		['+1 514 555 0100', '15145550100', 'digits', true],
		['+1 514 555 0101', '15145550100', 'digits', false],
		['none', '', 'digits', false],
		['A@X.org', 'a@x.org', 'ignoringCase', true],
		[true, undefined, 'instruction', true],
		['same', 'same', 'never', false],
		[true, 1, 'switch', true],
		[true, '1', 'switch', true],
		[false, 0, 'switch', true],
		[true, 0, 'switch', false],
		[true, 'true', 'switch', false],
		[false, null, 'switch', false],
		[1_774_979_200, '2026-03-31T17:46:40.000000Z', 'time', true],
		[1_774_979_200, '2026-03-31 17:46:40', 'time', true],
		['2026-03-31', 1_774_915_200, 'time', true],
		['2026-03-31', '2026-03-31T00:00:00Z', 'time', true],
		['2026-03-31T13:46:40-04:00', '2026-03-31 17:46:40', 'time', true],
		[1_774_979_200, '2026-03-31T17:46:41Z', 'time', false],
		['2026-03-31', 1_774_979_200, 'time', false],
		['31/03/2026', '2026-03-31', 'time', false],
		[null, null, 'time', true],
		[[2, 3], [2, 3], 'clearedWhenLeftOut', true],
		[[2], [2, 3], 'clearedWhenLeftOut', false],
	])('%j and %j by %s: %p', (sent, found, comparison, expected) => {
		expect(same(sent, found, comparison)).toBe(expected);
	});

	it('counts what an update clears by leaving it out', () => {
		const comparisons = { plans: 'clearedWhenLeftOut' } as const;
		expect(changesNothing({ name: 'A' }, { name: 'A', plans: [1] }, comparisons)).toBe(false);
		expect(changesNothing({ name: 'A' }, { name: 'A' }, comparisons)).toBe(false);
		expect(changesNothing({ name: 'A' }, { name: 'A', plans: [] }, comparisons)).toBe(true);
		expect(changesNothing({}, { name: 'A', plans: [1] }, comparisons)).toBe(true);
	});

	it.each<[unknown, unknown, string, boolean]>([
		[15.5, 1550, 'usd', true],
		['15.50', '1550', 'USD', true],
		[1550, 1550, 'usd', false],
		[1550, 1550, 'jpy', true],
		[15, 1500, '', false],
	])('%j in major units and %j in minor units of %j: %p', (sent, found, currency, expected) => {
		expect(same(sent, found, 'majorUnits', { currency })).toBe(expected);
	});

	it('finds nothing to change in any record that is sent back as it is, and any change of a text', () => {
		const record = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue());
		fc.assert(
			fc.property(record, (given) => {
				expect(changesNothing(given as IDataObject, given as IDataObject)).toBe(true);
			}),
		);
		const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');
		fc.assert(
			fc.property(text, text, (one, other) => {
				fc.pre(one.trim() !== other.trim());
				expect(same(one, other)).toBe(false);
			}),
		);
	});

	it('takes a number and its text as the same, and no two different numbers', () => {
		const number = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
		fc.assert(
			fc.property(number, number, (one, other) => {
				expect(same(one, String(one))).toBe(true);
				expect(same(String(one), one)).toBe(true);
				expect(same(one, other)).toBe(one === other);
				expect(same(one, String(other))).toBe(one === other);
			}),
		);
	});

	it('takes a second in all of its forms as the same, and no other second', () => {
		const seconds = fc.integer({ min: 100_000_000, max: 4_102_444_800 });
		fc.assert(
			fc.property(seconds, fc.integer({ min: 1, max: 86_400 }), (second, later) => {
				const iso = new Date(second * 1000).toISOString();
				const forms = [iso, iso.replace('T', ' ').slice(0, 19), iso.replace('.000Z', '.000000Z')];
				for (const form of forms) {
					expect(same(second, form, 'time')).toBe(true);
					expect(same(form, second, 'time')).toBe(true);
					expect(same(second + later, form, 'time')).toBe(false);
					expect(same(second, form)).toBe(false);
				}
			}),
		);
	});
});
