import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
/** Of the seeded data: a digital SKU and one that is shipped, both in USD and with unlimited stock. */
let photo: number;
let mug: number;
/** An order of the seeded data for each status. */
let orders: Record<string, number>;
let customer: { id: number; default_source_id: number };

beforeEach(async () => {
	account = await testAccount();
	const skus = await stored<{ id: number; name: string }>('skus');
	photo = skus.find(({ name }) => name === 'One photograph')?.id ?? 0;
	mug = skus.find(({ name }) => name === 'Mug, white')?.id ?? 0;
	const all = await stored<{ id: number; status: string }>('orders');
	orders = Object.fromEntries(all.map(({ id, status }) => [status, id]));
	const customers = await stored<typeof customer>('customers');
	const paying = customers.find(({ default_source_id: source }) => Boolean(source));
	customer = paying ?? { id: 0, default_source_id: 0 };
});

async function stored<Entry>(collection: string): Promise<Entry[]> {
	const { records } = await account.sandbox.state(collection);
	return records[collection] as Entry[];
}

describe('Order: Create', () => {
	it('sends every field in the body, items of both kinds joined', async () => {
		const address = {
			first_name: 'New',
			last_name: 'Reader',
			line1: '1 Harbour Street',
			city: 'Montreal',
			country: 'CA',
			postal_code: 'H2Y 1A1',
			state: 'QC',
		};
		const { items, error } = await account.run('order', 'create', {
			customerId: record(customer.id),
			orderItems: { item: [{ skuId: record(mug), quantity: 2 }] },
			additionalFields: {
				orderItemsJson: JSON.stringify([{ sku_id: photo, quantity: 1 }]),
				addressJson: JSON.stringify(address),
				campaignId: 12,
				campaignKey: 'spring-2026',
				couponCode: 'SHOP10',
			},
			sourceId: record(customer.default_source_id),
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/orders',
				query: {},
				body: {
					user_id: customer.id,
					items: [
						{ sku_id: mug, quantity: 2 },
						{ sku_id: photo, quantity: 1 },
					],
					address,
					campaign_id: 12,
					campaign_key: 'spring-2026',
					coupon_code: 'SHOP10',
					source_id: customer.default_source_id,
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ status: 'paid', amount: 29.7, currency: 'usd' });
	});

	it('takes an address of the customer', async () => {
		const addresses = await stored<{ id: number; user_id: number }>('addresses');
		const address = addresses.find(({ user_id: owner }) => owner === customer.id);
		const { error } = await account.run('order', 'create', {
			customerId: record(customer.id),
			orderItems: { item: [{ skuId: record(mug), quantity: 1 }] },
			additionalFields: { addressId: record(address?.id ?? 0) },
		});
		expect(error).toBeUndefined();
		expect((await account.sent()).map(({ path, body }) => [path, body])).toEqual([
			[`/customers/${customer.id}`, undefined],
			[
				'/orders',
				{
					user_id: customer.id,
					items: [{ sku_id: mug, quantity: 1 }],
					address_id: address?.id,
					// nobody has chosen one, so it is the customer's default
					source_id: customer.default_source_id,
				},
			],
		]);
	});

	it('needs an item, and says so before anything is sent', async () => {
		const { error } = await account.run('order', 'create', {
			customerId: record(customer.id),
			orderItems: {},
			additionalFields: { orderItemsJson: '[]' },
		});
		expect(error?.message).toMatch(/at least one item/);
		expect(await account.sent()).toEqual([]);
	});

	it('names the row and the field that is empty', async () => {
		const { error } = await account.run('order', 'create', {
			customerId: record(customer.id),
			orderItems: {
				item: [
					{ skuId: record(photo), quantity: 1 },
					{ skuId: record('={{ $json.none }}'), quantity: 1 },
				],
			},
		});
		expect(error?.message).toMatch(/'SKU' is empty in row 2 of 'Items'/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when an item is shipped and there is no address', async () => {
		const { error } = await account.run('order', 'create', {
			customerId: record(customer.id),
			orderItems: { item: [{ skuId: record(mug), quantity: 1 }] },
		});
		expect(error?.message).toMatch(/The Address field is required/);
	});
});

describe('Order: Get', () => {
	it('returns related records in full where they are asked for', async () => {
		const orderId = record(orders.paid ?? 0);
		const { items, error } = await account.run('order', 'get', {
			orderId,
			expand: ['user', 'address', 'items'],
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: `/orders/${orders.paid}`,
				query: { expand: 'user,address,items' },
				body: undefined,
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ id: orders.paid, items: [{ sku_id: photo }] });
	});

	it('says so when there is no such order', async () => {
		const { error } = await account.run('order', 'get', { orderId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Order: Get Many', () => {
	it('returns a page, with related records in full', async () => {
		const { items, error } = await account.run('order', 'getAll', {
			returnAll: false,
			limit: 2,
			expand: ['items'],
			simplify: true,
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: '/orders',
				query: { expand: 'items', page: '1', limit: '2' },
				body: undefined,
				status: 200,
			},
		]);
		expect(jsonOf(items)).toHaveLength(2);
		expect(items[0]?.json).not.toHaveProperty('metadata');
	});

	it('needs the name of the attribute to filter by', async () => {
		const { error } = await account.run('order', 'getAll', {
			returnAll: true,
			filters: { filter: [{ attribute: 'other', operator: 'eq', value: 'paid' }] },
		});
		expect(error?.message).toMatch(/'Filters' has a row without an attribute/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Order: Update', () => {
	it.each(['fulfilled', 'returned'])('marks an order as %s', async (status) => {
		const { items, error } = await account.run('order', 'update', {
			orderId: record(orders.paid ?? 0),
			orderStatus: status,
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'PUT',
				path: `/orders/${orders.paid}`,
				query: {},
				body: { status },
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ id: orders.paid, status });
	});

	it('shows Pelcro’s own words when the order has been returned', async () => {
		const { error } = await account.run('order', 'update', {
			orderId: record(orders.returned ?? 0),
			orderStatus: 'fulfilled',
		});
		expect(error?.message).toMatch(/returned cannot become fulfilled/);
	});

	it('lets a status through that the form does not know, and shows what Pelcro says of it', async () => {
		const { error } = await account.run('order', 'update', {
			orderId: record(orders.paid ?? 0),
			orderStatus: '={{ "canceled" }}',
		});
		expect(error?.message).toMatch(/status/);
		expect((await account.sent())[0]).toMatchObject({ body: { status: 'canceled' }, status: 400 });
	});
});
