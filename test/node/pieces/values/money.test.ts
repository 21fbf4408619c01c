import fc from 'fast-check';

import { toMinorUnits } from '../../../../nodes/Pelcro/execution/values/money';

const decimal = (value: unknown, currency: string) =>
	toMinorUnits(value, 'Total', 'decimal', currency);

describe('an amount of money', () => {
	it.each<[unknown, string, number]>([
		['10.50', 'USD', 1050],
		[10.5, 'usd', 1050],
		['10', 'CAD', 1000],
		['0.07', 'EUR', 7],
		[0.29, 'USD', 29],
		[1.005, 'KWD', 1005],
		['1234', 'JPY', 1234],
		['12.00', 'JPY', 12],
		['3.141', 'BHD', 3141],
		['-4.20', 'USD', -420],
		['-0', 'USD', 0],
		[' 8.1 ', 'USD', 810],
		['.5', 'USD', 50],
		['5.', 'USD', 500],
		['1.2345', 'CLF', 12_345],
		[1.2345, 'UYW', 12_345],
		[1.1 * 3, 'USD', 330],
		[String(1.1 * 3), 'USD', 330],
		[0.1 + 0.2, 'USD', 30],
		[1.1 * 1.1 * 1000, 'JPY', 1210],
	])('%p in %s is %i minor units', (value, currency, expected) => {
		expect(decimal(value, currency)).toBe(expected);
	});

	it('is exact for every number of cents', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), (cents) => {
				const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
				expect(decimal(text, 'USD')).toBe(cents);
				expect(decimal(Number(text), 'USD')).toBe(cents);
			}),
		);
	});

	it.each<[unknown, string, RegExp]>([
		['1.999', 'USD', /more decimals than USD/],
		[3.3000001, 'USD', /more decimals than USD/],
		[10 / 3, 'USD', /more decimals than USD/],
		['.', 'USD', /not an amount/],
		['-', 'USD', /not an amount/],
		[[5], 'USD', /not an amount/],
		[NaN, 'USD', /not an amount/],
		[true, 'USD', /not an amount/],
		['1.5', 'JPY', /more decimals than JPY/],
		['1,50', 'EUR', /not an amount/],
		['$5', 'USD', /not an amount/],
		['1e3', 'USD', /not an amount/],
		['', 'USD', /not an amount/],
		['5', '', /currency of 'Total' is not known/],
		['5', 'dollars', /currency of 'Total' is not known/],
		['99999999999999999', 'USD', /too large/],
	])('is refused: %p in %p', (value, currency, message) => {
		expect(() => decimal(value, currency)).toThrow(message);
	});

	it('in minor units is a whole number, whatever the currency', () => {
		expect(toMinorUnits(1050, 'Total', 'minor', '')).toBe(1050);
		expect(toMinorUnits('1050.0', 'Total', 'minor', '')).toBe(1050);
		expect(() => toMinorUnits(10.5, 'Total', 'minor', 'USD')).toThrow(/whole number of minor/);
	});
});

it.each([
	['10,50', 'Write it with a point before decimals and no marks between thousands: 10.50.'],
	['1.234,50', 'Write it with a point before decimals and no marks between thousands: 1234.50.'],
	['1 234,50', 'Write it with a point before decimals and no marks between thousands: 1234.50.'],
	['1,234.50', 'Write it without marks between thousands: 1234.50.'],
	['1,234', 'before decimals: 1234, or 1.234 if the comma is for decimals.'],
	['ten', 'Enter digits, with a point before decimals, e.g. 10.50.'],
])('says how to write %s', (value, way) => {
	const refusal = (): unknown => {
		try {
			return toMinorUnits(value, 'Amount', 'decimal', 'USD');
		} catch (error) {
			return error;
		}
	};
	expect(refusal()).toMatchObject({ description: expect.stringContaining(way) as string });
});
