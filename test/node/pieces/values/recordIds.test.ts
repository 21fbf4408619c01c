import { recordLocator } from '../../../../nodes/Pelcro/shared/recordLocator';
import { encoded } from './encoded';

const customer = recordLocator('searchCustomers', 'customers');

describe('an ID becomes a whole number', () => {
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
		'../../plans/1',
		'1/../../plans',
		'1?site_id=2',
		'-1',
		'1.5',
		'0',
		'abc',
		'9'.repeat(20),
		7615917337495251231,
		{},
		[48213],
		true,
		new Date(48213),
	])('%p is refused', (value) => {
		expect(() => encoded(value, customer)).toThrow(/Thing/);
	});
});

describe('several IDs', () => {
	const plans = { type: 'multiOptions', encoding: 'recordIds' } as const;
	it.each<[unknown, number[]]>([
		[
			[1, '2'],
			[1, 2],
		],
		['1, 2,', [1, 2]],
		[3, [3]],
	])('from %j', (value, expected) => {
		expect(encoded(value, plans)).toEqual(expected);
	});

	it.each([[[null]], [[1, '']], [','], [[1, [2]]], [{ id: 1 }]])('%j is refused', (value) => {
		expect(() => encoded(value, plans)).toThrow(/Thing/);
	});
});
