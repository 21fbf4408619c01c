import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isAmountAttribute } from '../../../nodes/common/money/amounts';
import { resources } from '../../../nodes/Pelcro/resources';
import type { PelcroProperty } from '../../../nodes/Pelcro/shared/types';
import { isDataObject } from '../../../nodes/transport/dataObject';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { CUSTOMER, PLAN, PRODUCT, SHOP_PRODUCT, SKU } from '../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

/** How one amount is written: by people, in minor units, and with the digits after the point counted. */
const AMOUNTS = [
	{ currency: 'usd', decimal: '10.50', minor: 1050, places: 2 },
	{ currency: 'jpy', decimal: '1050', minor: 1050, places: 0 },
	{ currency: 'kwd', decimal: '10.505', minor: 10_505, places: 3 },
];

const UNITS = ['decimal', 'minor'] as const;

const TABLE = AMOUNTS.flatMap((amount) => UNITS.map((unit) => ({ ...amount, unit })));

/** Everything that sends an amount, with the amount in it, and where on the wire it has to be. */
const SENDERS: Record<
	string,
	{
		resource: string;
		operation: string;
		fields: (amount: string | number, currency: string) => IDataObject;
		onWire: (sent: { body: IDataObject; query: IDataObject }) => unknown;
		/** Where the answer has it. */
		out?: (answer: IDataObject) => unknown;
		/** Pelcro takes decimals. */
		asDecimals?: boolean;
	}
> = {
	'SKU, price': {
		resource: 'sku',
		operation: 'create',
		fields: (price, currency) => ({
			productId: record(SHOP_PRODUCT),
			name: 'Cap',
			...{ price, currency, active: true, inventoryType: 0 },
		}),
		onWire: ({ body }) => body.price,
		out: ({ price }) => price,
	},
	'invoice, total': {
		resource: 'invoice',
		operation: 'create',
		fields: (total, currency) => ({
			customerId: record(CUSTOMER),
			currency,
			additionalFields: { total },
		}),
		onWire: ({ body }) => body.total,
		out: ({ total }) => total,
	},
	'invoice, line': {
		resource: 'invoice',
		operation: 'create',
		fields: (unitPrice, currency) => ({
			customerId: record(CUSTOMER),
			currency,
			invoiceLines: { line: [{ quantity: 1, unitPrice }] },
		}),
		onWire: ({ body }) => firstOf(body.line_items).unit_price,
		out: ({ amount_due }) => amount_due,
	},
	'invoice, line as JSON': {
		resource: 'invoice',
		operation: 'create',
		fields: (unit_price, currency) => ({
			customerId: record(CUSTOMER),
			currency,
			additionalFields: { invoiceLinesJson: JSON.stringify([{ quantity: 1, unit_price }]) },
		}),
		onWire: ({ body }) => firstOf(body.line_items).unit_price,
		out: ({ lines }) => firstOf((lines as IDataObject).data).amount,
	},
	charge: {
		resource: 'charge',
		operation: 'create',
		fields: (amount, currency) => ({
			customerId: record(CUSTOMER),
			...{ amount, currency, reference: 'Check 1' },
		}),
		onWire: ({ body }) => body.amount,
		out: ({ amount }) => amount,
	},
	coupon: {
		resource: 'coupon',
		operation: 'create',
		fields: (amountOff, currency) => ({
			code: 'SPRING',
			name: 'Spring',
			...{ duration: 'once', discountType: 'amount', amountOff, currency },
		}),
		onWire: ({ body }) => body.amount_off,
		out: ({ amount_off }) => amount_off,
	},
	'bill, line': {
		resource: 'bill',
		operation: 'create',
		fields: (unitPrice, currency) => ({
			vendorId: record(1001),
			currency,
			lineItems: { line: [{ description: 'Paper', quantity: 1, unitPrice }] },
		}),
		onWire: ({ body }) => firstOf(body.line_items).unit_price,
		out: ({ total }) => total,
	},
	'bills from a total': {
		resource: 'bill',
		operation: 'getAll',
		fields: (totalMin, currency) => ({
			additionalFields: { totalMin },
			options: { amountCurrency: currency },
		}),
		onWire: ({ query }) => Number(query.total_min),
	},
	'bills filtered by total': {
		resource: 'bill',
		operation: 'getAll',
		fields: (value, currency) => ({
			filters: { filter: [{ attribute: 'total', operator: 'eq', value }] },
			options: { amountCurrency: currency },
		}),
		onWire: ({ query }) => Number(String(query['filter[total]']).replace('eq:', '')),
	},
	plan: {
		resource: 'plan',
		operation: 'create',
		fields: (amount, currency) => ({
			productId: record(PRODUCT),
			nickname: 'Quarterly',
			...{ amount, currency, autoRenew: true, recognizedRevenueType: 'time' },
			...{ interval: 'month', intervalCount: 3 },
		}),
		onWire: ({ body }) => body.amount,
		out: ({ amount }) => amount,
		asDecimals: true,
	},
	'plan, former price': {
		resource: 'plan',
		operation: 'create',
		fields: (amountBeforeDiscount, currency) => ({
			productId: record(PRODUCT),
			nickname: 'Quarterly',
			...{ amount: 1, currency, autoRenew: true, recognizedRevenueType: 'time' },
			...{ interval: 'month', intervalCount: 3 },
			additionalFields: { amountBeforeDiscount },
		}),
		onWire: ({ body }) => body.amount_before_discount,
		out: ({ amount_before_discount }) => amount_before_discount,
		asDecimals: true,
	},
};

describe.each(Object.entries(SENDERS))('%s', (_name, sender) => {
	it.each(TABLE)('in $currency, written as $unit', async ({ currency, decimal, minor, unit }) => {
		const written = unit === 'decimal' ? decimal : minor;
		const { options, ...fields } = sender.fields(written, currency);
		// Decimals are what one gets without choosing.
		const chosen = { ...(options as IDataObject), ...(unit === 'minor' && { amounts: 'minor' }) };
		const parameters = { ...fields, options: chosen } as INodeParameters;
		const { items, error } = await account.run(sender.resource, sender.operation, {
			...parameters,
			simplify: false,
		});
		// Where nothing is found, the list is counted afterwards; before a change, its currency may be read.
		const requests = await account.sent();
		const sent = requests.at(sender.operation === 'getAll' ? 0 : -1) as unknown as {
			body: IDataObject;
			query: IDataObject;
		};
		expect(sender.onWire(sent)).toBe(sender.asDecimals ? Number(decimal) : minor);
		if (sender.out === undefined) return;
		expect(error).toBeUndefined();
		expect(sender.out(items[0]?.json ?? {})).toBe(unit === 'decimal' ? Number(decimal) : minor);
	});
});

/** What takes amounts below nothing, e.g. a line that takes something off. */
const BELOW_NOTHING = ['invoice, line', 'invoice, line as JSON', 'bills filtered by total'];

describe.each(Object.entries(SENDERS).filter(([name]) => !BELOW_NOTHING.includes(name)))(
	'%s, less than nothing',
	(_name, sender) => {
		it.each(TABLE)(
			'is refused as it was written: $currency as $unit',
			async ({ currency, unit }) => {
				const { options, ...fields } = sender.fields(-3, currency);
				const chosen = {
					...(options as IDataObject),
					...(unit === 'minor' && { amounts: 'minor' }),
				};
				const parameters = { ...fields, options: chosen } as INodeParameters;
				const { error } = await account.run(sender.resource, sender.operation, parameters);
				expect(error?.message).toMatch(/is not in the allowed range/);
				expect(error?.description).toMatch(/Enter a number 0 or more. It is -3\./);
				expect(await account.sent()).toEqual([]);
			},
		);
	},
);

describe('the currency of an amount', () => {
	it('is that of the SKU whose price is changed', async () => {
		const parameters = { skuId: record(SKU), updateFields: { price: '15.25' } };
		const { items, error } = await account.run('sku', 'update', parameters);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ price: 15.25 });
		expect((await account.sent()).map(({ method, body }) => [method, body])).toEqual([
			['GET', undefined],
			['PUT', { price: 1525 }],
		]);
	});

	it('is read once for all items of the same record', async () => {
		const items = [1, 2, 3, 4, 5, 6].map((price) => ({ price }));
		const parameters = { skuId: record(SKU), updateFields: { price: '={{ $json.price }}' } };
		await account.run('sku', 'update', parameters, { items });
		const methods = (await account.sent()).map(({ method }) => method);
		expect(methods.filter((method) => method === 'GET')).toHaveLength(1);
		expect(methods).toHaveLength(7);
	});

	it('is not read where nothing needs it', async () => {
		await account.run('sku', 'update', { skuId: record(SKU), updateFields: { name: 'Mug' } });
		const minor = { updateFields: { price: 1500 }, options: { amounts: 'minor' } };
		await account.run('sku', 'update', { skuId: record(SKU), ...minor });
		expect((await account.sent()).map(({ method }) => method)).toEqual(['PUT', 'PUT']);
	});

	it('is that of the bill, of the plan', async () => {
		const { records } = await account.sandbox.state('bills');
		const draft = (records.bills as IDataObject[]).find(({ status }) => status === 'draft');
		const bill = await account.run('bill', 'update', {
			billId: record(Number(draft?.id)),
			...{ periodStart: '2026-03-01', periodEnd: '2026-03-31' },
			updateFields: { lineItems: { line: [{ description: 'x', quantity: 2, unitPrice: 0.07 }] } },
		});
		expect(bill.items[0]?.json).toMatchObject({ total: 0.14 });
		const plan = await account.run('plan', 'update', {
			planId: record(PLAN),
			updateFields: { amount: 1999 },
			options: { amounts: 'minor' },
		});
		expect(plan.items[0]?.json).toMatchObject({ amount: 1999, currency: 'usd' });
		expect((await account.sent()).at(-1)?.body).toEqual({ amount: 19.99 });
	});

	it('that nobody knows is asked for before anything is written', async () => {
		const { error } = await account.run('bill', 'create', {
			vendorId: record(1001),
			lineItems: { line: [{ description: 'x', quantity: 1, unitPrice: 5 }] },
		});
		expect(error?.message).toMatch(/currency of 'Unit Price' is not known/);
		expect(error?.description).toMatch(/three-letter code.*'Currency'/);
		expect((await account.sent()).map(({ method }) => method)).toEqual(['GET']);
	});

	it.each([
		['usd', '10.505'],
		['jpy', '10.5'],
		['kwd', '10.5051'],
	])('decides how many decimals there can be: %s', async (currency, price) => {
		const { fields } = SENDERS['SKU, price'] ?? { fields: () => ({}) };
		const { error } = await account.run(
			'sku',
			'create',
			fields(price, currency) as INodeParameters,
		);
		expect(error?.message).toMatch(/'Price' has more decimals than/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('what was read and is written back changes nothing', () => {
	const RECORDS = [
		{ resource: 'sku', id: 'skuId', field: 'price', kind: 'skus' },
		{ resource: 'plan', id: 'planId', field: 'amount', kind: 'plans' },
	];
	const CASES = RECORDS.flatMap((one) => UNITS.map((unit) => ({ ...one, unit })));

	it.each(CASES)('$resource, $unit', async ({ resource, id, field, kind, unit }) => {
		const options = { amounts: unit };
		const { records: before } = await account.sandbox.state(kind);
		const read = await account.run(resource, 'getAll', { returnAll: true, options });
		const items = jsonOf(read.items);
		expect(new Set(items.map(({ currency }) => currency)).size).toBeGreaterThan(1);
		const parameters = {
			[id]: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			updateFields: { [field]: `={{ $json.${field} }}` },
			options,
		};
		const { error } = await account.run(resource, 'update', parameters, { items });
		expect(error).toBeUndefined();
		const { records: after } = await account.sandbox.state(kind);
		const amounts = (list: typeof after) => (list[kind] as IDataObject[]).map((one) => one[field]);
		expect(amounts(after)).toEqual(amounts(before));
	});
});

/** Lists whose records hold amounts, with what is expanded in them. */
const LISTS: Record<string, string[]> = {
	bill: [],
	charge: [],
	coupon: [],
	customer: [],
	invoice: [],
	order: ['user'],
	plan: [],
	refund: ['charge'],
	sku: [],
	subscription: ['plan'],
};

describe('amounts that come out', () => {
	it.each(Object.entries(LISTS))(
		'%s: are as the unit says, whatever the depth',
		async (resource, expand) => {
			const read = async (amounts: string) => {
				const parameters = { returnAll: true, simplify: false, expand, options: { amounts } };
				return jsonOf((await account.run(resource, 'getAll', parameters)).items);
			};
			const minor = await read('minor');
			const decimals = await read('decimal');
			const found = minor.map((one, index) => compared(one, decimals[index] ?? {}, '')).flat();
			expect(found.length).toBeGreaterThan(0);
			for (const { unit, written, currency } of found) {
				const { places = 2 } = AMOUNTS.find((one) => one.currency === currency) ?? {};
				expect(written).toBe(Number(`${unit}e-${places}`));
			}
		},
	);

	it('of a vendor are decimals already, and minor units where those are wanted', async () => {
		const read = async (options: IDataObject) =>
			jsonOf(
				(await account.run('vendor', 'getAll', { returnAll: true, options } as INodeParameters))
					.items,
			).map(({ total_billed, total_billed_decimals }) => [total_billed, total_billed_decimals]);
		const decimals = await read({});
		expect(decimals.some(([billed]) => Number(billed) > 0)).toBe(true);
		const known = await read({ amounts: 'minor', amountCurrency: 'USD' });
		expect(known).toEqual(
			decimals.map(([billed]) => [Math.round(Number(billed) * 100), undefined]),
		);
		const unknown = await read({ amounts: 'minor' });
		expect(unknown).toEqual(
			decimals.map(([billed]) => (billed === 0 ? [0, undefined] : [undefined, billed])),
		);
	});

	it('whose currency nobody knows say in their name in which unit they are', async () => {
		const run = await account.run('vendor', 'getAll', {
			...{ returnAll: true, simplify: true },
			options: { amounts: 'minor' },
		});
		expect(jsonOf(run.items).some((vendor) => 'total_billed_decimals' in vendor)).toBe(true);
		expect(run.hints).toEqual([expect.stringMatching(/currency of some amounts is not known/)]);
	});
});

describe('the declarations', () => {
	const fields = resources.flatMap(({ operations }) =>
		operations.flatMap((operation) => operation.fields.flatMap(withNested)),
	);

	it('take every amount as people write it', () => {
		const sent = (field: PelcroProperty) => field.routing?.send?.property ?? '';
		const amounts = fields.filter(
			(field) => isAmountAttribute(sent(field)) || /^total_(min|max)$/.test(sent(field)),
		);
		expect(amounts.length).toBeGreaterThan(10);
		for (const { displayName, encoding } of amounts) {
			expect([displayName, encoding]).toEqual([
				displayName,
				expect.stringMatching(/^money(InMajorUnits)?$/),
			]);
		}
	});

	it('say nothing of units in a label', () => {
		const labels = fields.map(({ displayName }) => displayName);
		expect(labels.filter((label) => /minor|major/i.test(label))).toEqual([]);
	});
});

function withNested(field: PelcroProperty): PelcroProperty[] {
	const nested = (field.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(withNested);
		return 'type' in option ? withNested(option as PelcroProperty) : [];
	});
	return [field, ...nested];
}

function firstOf(list: unknown): IDataObject {
	return (list as IDataObject[])[0] ?? {};
}

/** Each amount in both units, with the currency that it is in. */
function compared(
	minor: IDataObject,
	decimals: IDataObject,
	parent: string,
): Array<{ unit: unknown; written: unknown; currency: string }> {
	const nearest = [minor, minor.charge].filter(isDataObject).find(({ currency }) => currency);
	const currency = String(nearest?.currency ?? parent);
	return Object.entries(minor).flatMap(([name, unit]) => {
		const written = decimals[name];
		if (Array.isArray(unit)) {
			const others = written as IDataObject[];
			return unit
				.filter(isDataObject)
				.flatMap((one, at) => compared(one, others[at] ?? {}, currency));
		}
		if (isDataObject(unit)) return compared(unit, written as IDataObject, currency);
		return isAmountAttribute(name) && unit !== null ? [{ unit, written, currency }] : [];
	});
}
