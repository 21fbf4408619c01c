import { encode } from '../../../../nodes/Pelcro/execution/values/encode';
import { filtersField, sortField } from '../../../../nodes/Pelcro/shared/conditions';
import { metadataFields } from '../../../../nodes/Pelcro/shared/metadata';
import type { PelcroProperty } from '../../../../nodes/Pelcro/shared/types';
import { context, encoded } from './encoded';

describe('metadata', () => {
	const [pairs, json] = metadataFields;
	it('comes from pairs', () => {
		const value = {
			pair: [
				{ key: 'a', value: '1' },
				{ key: 'b', value: '' },
			],
		};
		expect(pairs && encode(value, pairs, context)).toEqual({ a: '1', b: null });
	});
	it('has no entry for a pair whose value the item lacks, nor for an empty one of a creation', () => {
		const lacking = { pair: [{ key: 'a', value: undefined }] };
		const empty = { pair: [{ key: 'a', value: '' }] };
		expect(pairs && encode(lacking, pairs, context)).toBeUndefined();
		expect(pairs && encode(empty, pairs, { ...context, emptied: 'notGiven' })).toBeUndefined();
	});
	it.each<[unknown, unknown]>([
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[5, 5],
		[{ a: [new Date(0)] }, { a: ['1970-01-01T00:00:00.000Z'] }],
	])('keeps the kind of %j', (value, expected) => {
		const row = { pair: [{ key: 'a', value }] };
		expect(pairs && encode(row, pairs, context)).toEqual({ a: expected });
	});
	it.each([NaN, 7615917337495251231, { a: Infinity }, BigInt(1), () => 1])(
		'is refused with the value %p',
		(value) => {
			const row = { pair: [{ key: 'a', value }] };
			expect(() => pairs && encode(row, pairs, context)).toThrow(/'Metadata' has a/);
		},
	);
	it('is refused with a key that comes twice', () => {
		const twice = { pair: [1, 2].map((value) => ({ key: 'a', value })) };
		expect(() => pairs && encode(twice, pairs, context)).toThrow(/'a' twice/);
	});
	it.each(['{"id": 7615917337495251231}', '{"a": [1e999]}'])('is refused as JSON: %s', (value) => {
		expect(() => json && encode(value, json, context)).toThrow(/cannot be sent exactly/);
	});
	it('takes long numbers in quotes, and all that JavaScript has exactly', () => {
		const value = '{"id": "7615917337495251231", "b": 9007199254740991, "c\\"1e999": -1.5e-7}';
		expect(json && encode(value, json, context)).toEqual(JSON.parse(value));
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

	it.each<[unknown, string]>([
		[['a', 'b'], 'a,b'],
		[5, '5'],
		[true, '1'],
		['true', 'true'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
	])('have the value %j', (value, expected) => {
		expect(rows({ attribute: 'email', operator: 'Or Equals', value })).toEqual({
			email: `oreq:${expected}`,
		});
	});

	it.each([
		[[{ attribute: 'email', operator: 'eq', value: '' }], /no value/],
		[[{ attribute: 'email', operator: 'like', value: [null] }], /empty entries/],
		[[{ attribute: 'email', operator: 'like', value: ['a', ''] }], /empty entries/],
		[[{ attribute: 'email', operator: 'like', value: 'a,,b' }], /empty entries/],
		[[{ attribute: 'email', operator: 'eq', value: { a: 1 } }], /not text/],
		[[{ attribute: 'email', operator: 'eq', value: [[1]] }], /not text/],
		[[{ attribute: 'email', operator: 'eq', value: NaN }], /not text/],
		[[{ attribute: 'email', operator: 'near', value: 'x' }], /choices/],
		[[{ attribute: 'metadata.', attributeName: 'a]b', operator: 'eq', value: 'x' }], /bracket/],
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
		const sort = sortField(['id', 'email'].map((value) => ({ name: value, value })));
		const value = {
			rule: [
				{ attribute: 'email', direction: 'ascending' },
				{ attribute: 'id', direction: 'descending' },
			],
		};
		expect(encode(value, sort, context)).toBe('email,-id');
		expect(() => encode({ rule: [value.rule[0], value.rule[0]] }, sort, context)).toThrow(
			/two rules for email/,
		);
		expect(() => encode({ rule: [{ attribute: 'size' }] }, sort, context)).toThrow(/choices/);
	});

	it.each(['={{ $json.rows }}', 5, [1], { filter: 'text' }])('are no rows: %j', (value) => {
		expect(() => encode(value, filters, context)).toThrow(/not a list of rows/);
	});
});

describe('rows', () => {
	const lines: Partial<PelcroProperty> = {
		type: 'fixedCollection',
		encoding: 'rows',
		options: [
			{
				displayName: 'Line',
				name: 'line',
				values: [
					{
						displayName: 'Unit Price',
						name: 'unitPrice',
						type: 'string',
						default: '',
						required: true,
						encoding: 'money',
						routing: { send: { property: 'unit_price' } },
					},
				],
			},
		],
	};
	it.each([
		[{ line: [{ unitPrice: '5' }] }],
		[{ line: [{ unit_price: 5 }] }],
		[[{ unit_price: 5 }]],
		[{ line: { unitPrice: 5 } }],
	])('come from %j', (value) => {
		expect(encoded(value, lines)).toEqual([{ unit_price: 5 }]);
	});

	it.each([
		['text', /list of rows/],
		[{ line: ['text'] }, /list of rows/],
		[{ line: [{}] }, /'Unit Price' is empty in row 1/],
		[{ line: [{ unitPrice: 5, colour: 'red' }] }, /no field 'colour'/],
	])('are refused: %j', (value, message) => {
		expect(() => encoded(value, lines)).toThrow(message);
	});
});

describe('JSON', () => {
	it.each([
		['as text', '{"a": 1}', { a: 1 }],
		['parsed already', { a: 1, b: undefined }, { a: 1 }],
		['a list', [1, null], [1, null]],
	])('%s', (_what, value, expected) => {
		expect(encoded(value, { type: 'json' })).toEqual(expected);
	});

	it.each(['{"a": ', '5', '"text"', 5, true, new Date(0), { a: NaN }])(
		'is refused: %p',
		(value) => {
			expect(() => encoded(value, { type: 'json' })).toThrow(/Thing/);
		},
	);
});
