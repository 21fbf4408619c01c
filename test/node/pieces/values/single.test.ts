import { DateTime } from 'luxon';

import { FieldError } from '../../../../nodes/common/fieldError';
import { encode } from '../../../../nodes/Pelcro/execution/values/encode';
import { isEmpty } from '../../../../nodes/Pelcro/execution/values/isEmpty';
import type { PelcroProperty } from '../../../../nodes/Pelcro/shared/types';
import { context, encoded, field } from './encoded';

const LONG = 7615917337495251231;
const several = { typeOptions: { multipleValues: true } };
const choice: Partial<PelcroProperty> = {
	type: 'options',
	options: [
		{ name: 'Decimals', value: 'decimal' },
		{ name: 'Tracked', value: 1 },
	],
};

describe('a value is sent as one that means the same', () => {
	it.each<[string, unknown, Partial<PelcroProperty>, unknown]>([
		['a number as text', '12', { type: 'number' }, 12],
		['a number', 12.5, { type: 'number' }, 12.5],
		['a part of one', '.5', { type: 'number' }, 0.5],
		['true as text', 'true', { type: 'boolean' }, true],
		['true as spreadsheets write it', 'TRUE', { type: 'boolean' }, true],
		['false as a number', 0, { type: 'boolean' }, false],
		['a number for a text', 514, { type: 'string' }, '514'],
		['a long whole number as bigint', BigInt('7615917337495251231'), {}, '7615917337495251231'],
		['blanks around a text', ' a@x.org\n', {}, 'a@x.org'],
		['but not around a secret', ' x ', { typeOptions: { password: true } }, ' x '],
		['a Date for a text', new Date(0), {}, '1970-01-01T00:00:00.000Z'],
		['n8n’s DateTime', DateTime.fromMillis(0, { zone: 'utc' }), {}, '1970-01-01T00:00:00.000Z'],
		['a list as an array', ['a', ' b '], several, ['a', 'b']],
		['a list with commas', 'a, b,,c', several, ['a', 'b', 'c']],
		['a choice', 'decimal', choice, 'decimal'],
		['a choice by its name', 'decimals', choice, 'decimal'],
		['a choice as text', ' 1 ', choice, 1],
		['what Pelcro may have newly', 'donation', { ...choice, otherChoices: true }, 'donation'],
	])('%s', (_what, value, own, expected) => {
		expect(encoded(value, own)).toEqual(expected);
	});
});

describe('a value is refused', () => {
	it.each<[string, unknown, Partial<PelcroProperty>, RegExp]>([
		['text for a number', 'many', { type: 'number' }, /'Thing' is not a number/],
		['a hexadecimal number', '0x10', { type: 'number' }, /not a number/],
		['a list for a number', [5], { type: 'number' }, /not a number/],
		['a long number for a number', LONG, { type: 'number' }, /not an exact number/],
		['a part for a whole', 1.5, { type: 'number', typeOptions: { numberPrecision: 0 } }, /whole/],
		['too much', 11, { type: 'number', typeOptions: { minValue: 1, maxValue: 10 } }, /range/],
		['a price below 0', -5, { encoding: 'money', typeOptions: { minValue: 0 } }, /range/],
		['a word for a switch', 'maybe', { type: 'boolean' }, /true or false/],
		['a list for a switch', [true], { type: 'boolean' }, /true or false/],
		['an object for a text', { a: 1 }, {}, /not text/],
		['what is left of an object', 'Dear [object Object]', {}, /not text/],
		['what is left of a date', 'Invalid DateTime', {}, /not text/],
		['no number for a text', NaN, {}, /not text/],
		['no date for a text', new Date(NaN), {}, /not text/],
		['a long number for a text', LONG, {}, /not an exact number/],
		['a list for a text', ['a'], {}, /not text/],
		['nothing in a list', ['a', null], several, /not text/],
		['a blank in a list', ['a', ' '], several, /empty entries/],
		['commas for a list', ',', several, /empty entries/],
		['an unknown choice', 'later', choice, /choices/],
		['a list for a choice', ['decimal'], choice, /choices/],
	])('%s', (_what, value, own, message) => {
		expect(() => encoded(value, own)).toThrow(message);
		expect(() => encoded(value, own)).toThrow(FieldError);
	});

	it('and a secret is not shown', () => {
		const secret = field({ type: 'number', typeOptions: { password: true } });
		const refuse = () => encode('hunter2', secret, context);
		expect(refuse).toThrow(FieldError);
		expect(refuse).not.toThrow(/hunter2/);
		expect(refuse).not.toThrow(
			expect.objectContaining({ description: expect.stringMatching(/hunter2/) }),
		);
	});
});

it.each<[unknown, boolean]>([
	[undefined, true],
	[null, true],
	['  ', true],
	[[], true],
	[{}, true],
	[{ __rl: true, mode: 'id', value: '' }, true],
	[{ __rl: true, mode: 'id', value: '1' }, false],
	[0, false],
	[false, false],
	[new Date(0), false],
	[DateTime.now(), false],
	[new Map(), false],
	[NaN, false],
])('whether %p is empty: %p', (value, expected) => {
	expect(isEmpty(value)).toBe(expected);
});
