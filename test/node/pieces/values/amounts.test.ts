import fc from 'fast-check';

import { amountText, convertAmounts } from '../../../../nodes/common/money/amounts';
import { toMajorUnits, toMinorUnits } from '../../../../nodes/Pelcro/execution/values/money';

const PLACES = { USD: 2, jpy: 0, KWD: 3, isk: 2, MGA: 0 };

const toDecimals = (record: Parameters<typeof convertAmounts>[0], currency = '') =>
	convertAmounts(record, { unit: 'decimal', currency });

const currencies = fc.constantFrom(...Object.entries(PLACES));

describe('amounts that go out', () => {
	it('are exact for every amount, and come back as the same', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), currencies, (minor, [currency, places]) => {
				const { amount } = toDecimals({ amount: minor, currency });
				const text = String(Math.abs(minor)).padStart(places + 1, '0');
				const whole = text.slice(0, text.length - places);
				const exact = `${minor < 0 ? '-' : ''}${whole}.${text.slice(text.length - places)}`;
				expect(String(amount)).toBe(trimmed(exact));
				expect(toMinorUnits(amount, 'Amount', 'decimal', currency)).toBe(minor);
				// As Pelcro takes it for plans: a number, with as many digits as one can hold.
				const plan = toMajorUnits(minor, 'Amount', 'minor', currency);
				expect(plan).toBe(Number(exact) === 0 ? 0 : Number(exact));
			}),
		);
	});

	it('are numbers where a number holds every digit', () => {
		fc.assert(
			fc.property(fc.integer(), currencies, (minor, [currency]) => {
				expect(typeof toDecimals({ amount: minor, currency }).amount).toBe('number');
			}),
		);
	});

	it('take the currency of the nearest that says one', () => {
		expect(
			toDecimals({
				total: 1000,
				currency: 'usd',
				lines: { data: [{ id: 1, amount: 250 }] },
				plan: { id: 2, amount: 500, currency: 'JPY' },
				customer: { id: 3, balance: -5, currency: null },
				metadata: { total: 7 },
			}),
		).toEqual({
			total: 10,
			currency: 'usd',
			lines: { data: [{ id: 1, amount: 2.5 }] },
			plan: { id: 2, amount: 500, currency: 'JPY' },
			customer: { id: 3, balance_minor_units: -5, currency: null },
			metadata: { total: 7 },
		});
	});

	it('take the currency of what a refund belongs to', () => {
		const charge = { id: 1, amount: 900, currency: 'eur' };
		expect(toDecimals({ amount: 450, charge })).toEqual({
			amount: 4.5,
			charge: { ...charge, amount: 9 },
		});
	});

	it('stay as they are where they came as decimals, all of the record', () => {
		const bill = { amounts: { total: '120.50', tax: 0, amount_due: 120 }, currency: 'usd' };
		const line_items = [{ id: 1, amounts: { unit_price: 60 } }];
		expect(toDecimals({ ...bill, line_items })).toEqual({
			amounts: { total: 120.5, tax: 0, amount_due: 120 },
			currency: 'usd',
			line_items: [{ id: 1, amounts: { unit_price: 60 } }],
		});
	});

	it('are nothing in every currency when they are nothing, and null when null', () => {
		expect(toDecimals({ balance: 0, amount_off: null })).toEqual({ balance: 0, amount_off: null });
	});

	it('in minor units stay as Pelcro has them', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (amount) => {
				const record = { amount, nested: [{ price: amount }], currency: 'usd' };
				expect(convertAmounts(record, { unit: 'minor', currency: '' })).toEqual(record);
			}),
		);
	});
});

it.each([
	[1050, 'usd', '10.50 USD'],
	[-5, 'USD', '-0.05 USD'],
	['1050', 'jpy', '1050 JPY'],
	[10_505, 'kwd', '10.505 KWD'],
	[1050, null, ''],
	[null, 'usd', ''],
])('%p in %p reads %p', (minor, currency, text) => {
	expect(amountText(minor, currency)).toBe(text);
});

function trimmed(decimal: string): string {
	const text = decimal.includes('.') ? decimal.replace(/\.?0*$/, '') : decimal;
	return text === '-0' ? '0' : text;
}
