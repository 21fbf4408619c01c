import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { CREATIONS, keys, options, orders } from './oncePelcro';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const FIRST_CUSTOMER = 10_001;
const items = orders(3).map(({ order }, index) => ({ customer: FIRST_CUSTOMER + index, order }));

async function create(resource: string, more: IDataObject = {}) {
	const parameters = { simplify: false, ...CREATIONS[resource], options, ...more };
	return await account.run(resource, 'create', parameters as never, { items });
}

/** A plan of a product that needs no address. */
async function plan() {
	const { items: products } = await account.run('product', 'getAll', { returnAll: true });
	const digital = jsonOf(products).find(({ address_required: required }) => !required);
	const { items: plans } = await account.run('plan', 'getAll', { returnAll: true });
	const found = jsonOf(plans).find(
		({ type, product_id: product, product: whole }) =>
			type === 'regular' && (product ?? Object(whole).id) === digital?.id,
	);
	return record(Number(found?.id));
}

it('a subscription that was cancelled since is not made again', async () => {
	const more = {
		planId: await plan(),
		collectionMethod: 'send_invoice',
	};
	const first = await create('subscription', more);
	expect(first.error?.message).toBeUndefined();
	const [cancelled] = jsonOf(first.items);
	const { error } = await account.run('subscription', 'cancel', {
		subscriptionId: record(Number(cancelled?.id)),
	});
	expect(error?.message).toBeUndefined();
	const second = await create('subscription', more);
	expect(jsonOf(second.items).map(({ id }) => id)).toEqual(jsonOf(first.items).map(({ id }) => id));
});

it('an invoice, whose creation takes no metadata by the reference, gets the key by an update', async () => {
	const first = await create('invoice');
	expect(first.error?.message).toBeUndefined();
	expect(keys(jsonOf(first.items))).toEqual(['O-0', 'O-1', 'O-2']);
	await account.sent();
	const second = await create('invoice');
	expect(jsonOf(second.items).map(({ id }) => id)).toEqual(jsonOf(first.items).map(({ id }) => id));
	expect((await account.sent()).map(({ method }) => method)).not.toContain('POST');
	// The refusal is met once for the run.
	const { items: further } = await account.run(
		'invoice',
		'create',
		{ simplify: false, ...CREATIONS.invoice, options } as never,
		{ items: orders(3).map(({ order }) => ({ customer: FIRST_CUSTOMER, order: `X${order}` })) },
	);
	expect(keys(jsonOf(further))).toEqual(['XO-0', 'XO-1', 'XO-2']);
	const sent = await account.sent();
	expect(sent.filter(({ method, status }) => method === 'POST' && status === 400)).toHaveLength(1);
});

it('a charge, which nothing can mark, is not made where its creation takes no metadata', async () => {
	const { items: charges } = await account.run('charge', 'getAll', { returnAll: true });
	const { error } = await create('charge');
	expect(error?.message).toMatch(/does not store the Once Key.*\[item 0\]/);
	const { items: after } = await account.run('charge', 'getAll', { returnAll: true });
	expect(after).toHaveLength(charges.length);
});

describe('the lists of the sandbox, which are as the reference has them, show the key', () => {
	const ORDERS = [{ order: 'A' }, { order: 'B' }];

	const creations: Record<string, IDataObject> = {
		coupon: {
			code: '={{ "CODE" + $json.order }}',
			name: 'Spring',
			duration: 'once',
			discountType: 'percent',
			percentOff: 10,
		},
		customer: { email: '', additionalFields: { displayName: 'A reader' } },
		sku: {
			productId: record(501),
			name: 'Mug',
			price: 14,
			currency: 'usd',
			inventoryType: 0,
		},
		vendor: {
			firstName: 'Vera',
			lastName: 'Voss',
			email: '={{ "vera." + $json.order + "@example.com" }}',
		},
	};

	async function expectOnce(resource: string, parameters: IDataObject, of = ORDERS) {
		const run = async () =>
			await account.run(resource, 'create', { ...parameters, options } as never, { items: of });
		const [first, second] = [await run(), await run()];
		expect(first.error?.message).toBeUndefined();
		expect(second.error?.message).toBeUndefined();
		const ids = jsonOf(first.items).map(({ id }) => id);
		expect(new Set(ids).size).toBe(of.length);
		expect(jsonOf(second.items).map(({ id }) => id)).toEqual(ids);
		expect(second.hints.join()).not.toMatch(/Once Key/);
	}

	it.each(Object.keys(creations))('of %s', async (resource) => {
		await expectOnce(resource, creations[resource] ?? {});
	});

	it('of bill, a month for each vendor', async () => {
		const { items: vendors } = await account.run('vendor', 'getAll', { returnAll: true });
		const of = jsonOf(vendors)
			.slice(0, 2)
			.map(({ id }) => ({ vendor: id, order: '2026-11' }));
		expect(of).toHaveLength(2);
		const line = { description: 'Rounds', quantity: 22, unitPrice: 10 };
		await expectOnce(
			'bill',
			{
				vendorId: { ...record(''), value: '={{ $json.vendor }}' },
				lineItems: { line: [line] },
				currency: 'usd',
			},
			of,
		);
	});
});
