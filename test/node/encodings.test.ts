import { DateTime } from 'luxon';

import { encode } from '../../nodes/Pelcro/execution/values/encode';
import { isEmpty } from '../../nodes/Pelcro/execution/values/isEmpty';
import { FieldError } from '../../nodes/common/fieldError';
import type { PelcroProperty } from '../../nodes/Pelcro/shared/types';
import { filtersField, sortField } from '../../nodes/Pelcro/shared/conditions';
import { metadataFields } from '../../nodes/Pelcro/shared/metadata';
import { recordLocator } from '../../nodes/Pelcro/shared/recordLocator';

const context = {
	timezone: 'America/Montreal',
	amounts: { unit: 'minor', currency: '' },
} as const;

const field = (own: Partial<PelcroProperty>): PelcroProperty => ({
	displayName: 'Thing',
	name: 'thing',
	type: 'string',
	default: '',
	...own,
});

const encoded = (value: unknown, own: Partial<PelcroProperty>) =>
	encode(value, field(own), context);

describe('a date-time becomes Unix seconds', () => {
	const seconds = 1_780_272_000; // 2026-06-01T00:00:00Z
	it.each<[string, unknown, number]>([
		['in the workflow’s zone', '2026-05-31T20:00:00', seconds],
		['with a zone of its own', '2026-06-01T02:00:00+02:00', seconds],
		['a date', '2026-06-01', seconds + 4 * 3600],
		['with a space', '2026-05-31 20:00:00', seconds],
		['Unix seconds', seconds, seconds],
		['Unix seconds as text', String(seconds), seconds],
		['milliseconds', seconds * 1000 + 999, seconds],
		['a Date', new Date(seconds * 1000), seconds],
		['n8n’s DateTime', DateTime.fromSeconds(seconds, { zone: 'Asia/Tokyo' }), seconds],
	])('%s', (_what, value, expected) => {
		expect(encoded(value, { type: 'dateTime' })).toBe(expected);
	});

	it.each(['tomorrow', '2026-13-01', {}, true, ''])('%p is refused', (value) => {
		expect(() => encoded(value, { type: 'dateTime' })).toThrow(FieldError);
	});

	it('or a date without a time where Pelcro wants one', () => {
		const date = { type: 'dateTime', encoding: 'date' } as const;
		expect(encoded('2026-06-01T23:59:59', date)).toBe('2026-06-01');
	});
});

describe('an ID becomes a whole number', () => {
	const customer = recordLocator('searchCustomers', 'customers');
	it.each<[unknown, number]>([
		[{ __rl: true, mode: 'list', value: '48213' }, 48213],
		[{ __rl: true, mode: 'id', value: ' 48213 ' }, 48213],
		[{ __rl: true, mode: 'id', value: 48213 }, 48213],
		[
			{ __rl: true, mode: 'url', value: 'https://www.pelcro.com/admin/1042/customers/48213?tab=x' },
			48213,
		],
		[{ __rl: true, mode: 'id', value: 'https://www.pelcro.com/admin/1042/customers/48213' }, 48213],
		['48213', 48213],
		[48213, 48213],
	])('from %j', (value, expected) => {
		expect(encoded(value, customer)).toBe(expected);
	});

	it.each([
		'../plans/1',
		'1/../../plans',
		'1?site_id=2',
		'-1',
		'1.5',
		'0',
		'abc',
		'9'.repeat(20),
		{},
	])('%p is refused', (value) => {
		expect(() => encoded(value, customer)).toThrow(/Thing/);
	});
});

describe('other values', () => {
	it.each<[string, unknown, Partial<PelcroProperty>, unknown]>([
		['a number as text', '12', { type: 'number' }, 12],
		['a number', 12.5, { type: 'number' }, 12.5],
		['true as text', 'true', { type: 'boolean' }, true],
		['false as a number', 0, { type: 'boolean' }, false],
		['a number for a text', 514, { type: 'string' }, '514'],
		['a list as an array', ['a', ' b '], { typeOptions: { multipleValues: true } }, ['a', 'b']],
		['a list with commas', 'a, b,,c', { typeOptions: { multipleValues: true } }, ['a', 'b', 'c']],
		['JSON', '{"a": 1}', { type: 'json' }, { a: 1 }],
		['JSON that is parsed already', { a: 1 }, { type: 'json' }, { a: 1 }],
	])('%s', (_what, value, own, expected) => {
		expect(encoded(value, own)).toEqual(expected);
	});

	it.each<[string, unknown, Partial<PelcroProperty>, RegExp]>([
		['text for a number', 'many', { type: 'number' }, /'Thing' is not a number/],
		['a part for a whole', 1.5, { type: 'number', typeOptions: { numberPrecision: 0 } }, /whole/],
		['too much', 11, { type: 'number', typeOptions: { minValue: 1, maxValue: 10 } }, /range/],
		['a word for a switch', 'maybe', { type: 'boolean' }, /true or false/],
		['an object for a text', { a: 1 }, { type: 'string' }, /not text/],
		['broken JSON', '{"a": ', { type: 'json' }, /not valid JSON/],
		[
			'an unknown choice',
			'later',
			{ type: 'options', options: [{ name: 'Now', value: 'now' }] },
			/choices/,
		],
	])('are refused: %s', (_what, value, own, message) => {
		expect(() => encoded(value, own)).toThrow(message);
	});

	it('a secret is not shown in the refusal', () => {
		const secret = field({ type: 'number', typeOptions: { password: true } });
		const refuse = () => encode('hunter2', secret, context);
		expect(refuse).toThrow(FieldError);
		expect(refuse).not.toThrow(/hunter2/);
		expect(refuse).not.toThrow(
			expect.objectContaining({ description: expect.stringMatching(/hunter2/) }),
		);
	});
});

describe('metadata', () => {
	const [pairs, json] = metadataFields;
	it('comes from pairs', () => {
		const value = {
			pair: [
				{ key: 'a', value: '1' },
				{ key: 'b', value: '' },
			],
		};
		expect(pairs && encode(value, pairs, context)).toEqual({ a: '1', b: '' });
	});
	it('comes from JSON, with null to remove a key', () => {
		expect(json && encode('{"a": null, "b": [1]}', json, context)).toEqual({ a: null, b: [1] });
	});
	it.each(['[1]', '"text"', '5'])('is refused when it is no object: %s', (value) => {
		expect(() => json && encode(value, json, context)).toThrow(/JSON object/);
	});
	it('is refused when a key is missing', () => {
		expect(() => pairs && encode({ pair: [{ key: '', value: 'x' }] }, pairs, context)).toThrow(
			/key/,
		);
	});
});

describe('conditions', () => {
	const filters = filtersField([{ name: 'Email', value: 'email' }]);
	const rows = (...filter: object[]) => encode({ filter }, filters, context);

	it('become operator and value by attribute', () => {
		expect(
			rows(
				{ attribute: 'email', operator: 'eq', value: 'a@example.com' },
				{ attribute: 'metadata.', attributeName: 'plan', operator: 'like', value: 'x' },
				{ attribute: 'other', attributeName: 'status', operator: 'oreq', value: 'active' },
				{ attribute: 'metadata', operator: 'has', value: 'campaign' },
			),
		).toEqual({
			email: 'eq:a@example.com',
			'metadata.plan': 'like:x',
			status: 'oreq:active',
			metadata: 'has:campaign',
		});
	});

	it('of the same attribute become one with several values', () => {
		const condition = { attribute: 'email', operator: 'oreq' };
		expect(rows({ ...condition, value: 'a' }, { ...condition, value: 'b' })).toEqual({
			email: 'oreq:a,b',
		});
	});

	it.each([
		[[{ attribute: 'email', operator: 'eq', value: '' }], /no value/],
		[[{ attribute: 'other', attributeName: ' ', operator: 'eq', value: 'x' }], /attribute/],
		[
			[
				{ attribute: 'email', operator: 'eq', value: 'x' },
				{ attribute: 'email', operator: 'like', value: 'y' },
			],
			/two conditions/,
		],
	])('are refused where they say nothing: %j', (filter, message) => {
		expect(() => rows(...filter)).toThrow(message);
	});

	it('sort by several attributes', () => {
		const sort = sortField([{ name: 'ID', value: 'id' }]);
		const value = {
			rule: [
				{ attribute: 'email', direction: 'ascending' },
				{ attribute: 'id', direction: 'descending' },
			],
		};
		expect(encode(value, sort, context)).toBe('email,-id');
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
])('whether %j is empty: %p', (value, expected) => {
	expect(isEmpty(value)).toBe(expected);
});
