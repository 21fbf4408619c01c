import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
/** A SKU of the seeded data, and its product. */
let skuId: number;
let productId: number;

beforeEach(async () => {
	account = await testAccount();
	const { records } = await account.sandbox.state('skus');
	const [sku] = records.skus as Array<{ id: number; product_id: number }>;
	skuId = sku?.id ?? 0;
	productId = sku?.product_id ?? 0;
});

/** What a create needs, as the form has it. */
const mainFields = () => ({
	productId: record(productId),
	name: 'Mug, red',
	price: 16,
	currency: 'usd',
	active: true,
	inventoryType: 1,
	inventoryQuantity: 5,
});

describe('SKU: Create', () => {
	it('sends every field under Pelcro’s name', async () => {
		const { items, error } = await account.run('sku', 'create', {
			...mainFields(),
			additionalFields: {
				countries: ['CA', 'US'],
				entitlements: ['archive'],
				expiresAt: '2031-03-31T18:00:00',
				image: 'https://example.com/mug.png',
				inventoryDescription: 'Only a few left',
				inventoryQuantity: 5,
				metadata: { pair: [{ key: 'shelf', value: '12' }] },
				metadataJson: '{"fragile": true}',
				weight: 0.4,
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/ecommerce/products/skus',
				query: {},
				body: {
					product_id: productId,
					name: 'Mug, red',
					price: 1600,
					currency: 'usd',
					active: true,
					inventory_type: 1,
					countries: ['CA', 'US'],
					entitlements: ['archive'],
					expires_at: '2031-03-31',
					image: 'https://example.com/mug.png',
					inventory_description: 'Only a few left',
					inventory_quantity: 5,
					metadata: { shelf: '12', fragile: true },
					weight: 0.4,
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ name: 'Mug, red', price: 16 });
	});

	it('sends switches and stock that are off, and a price as decimals by the currency', async () => {
		const { error } = await account.run('sku', 'create', {
			...mainFields(),
			active: false,
			inventoryType: 0,
			price: '10.5',
			currency: 'kwd',
			additionalFields: {},
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]?.body).toEqual({
			product_id: productId,
			name: 'Mug, red',
			price: 10_500,
			currency: 'kwd',
			active: false,
			inventory_type: 0,
		});
	});

	it.each([
		['productId', 'E-Commerce Product'],
		['name', 'Name'],
		['price', 'Price'],
		['currency', 'Currency'],
	])('needs %s before anything is sent', async (field, shown) => {
		const { error } = await account.run('sku', 'create', {
			...mainFields(),
			[field]: '={{ $json.none }}',
		});
		expect(error?.message).toMatch(new RegExp(`'${shown}.*' is empty`));
		expect(await account.sent()).toEqual([]);
	});
});

describe('SKU: Get', () => {
	it('returns the most useful fields, or all of them', async () => {
		const parameters = { skuId: record(skuId) };
		const simple = await account.run('sku', 'get', { ...parameters, simplify: true });
		const raw = await account.run('sku', 'get', { ...parameters, simplify: false });
		expect(simple.items[0]?.json).toMatchObject({ id: skuId, product_id: productId });
		expect(simple.items[0]?.json).not.toHaveProperty('metadata');
		expect(raw.items[0]?.json).toHaveProperty('metadata');
		expect((await account.sent())[0]).toEqual({
			method: 'GET',
			path: `/ecommerce/products/skus/${skuId}`,
			query: {},
			body: undefined,
			status: 200,
		});
	});

	it('says so when there is no such SKU', async () => {
		const { error } = await account.run('sku', 'get', { skuId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('SKU: Get Many', () => {
	it('filters by product and sorts', async () => {
		const { items, error } = await account.run('sku', 'getAll', {
			returnAll: false,
			limit: 5,
			filters: { filter: [{ attribute: 'product_id', operator: 'eq', value: productId }] },
			sort: { rule: [{ attribute: 'id', direction: 'descending' }] },
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: '/ecommerce/products/skus',
			query: {
				'filter[product_id]': `eq:${productId}`,
				sort: '-id',
				page: '1',
				limit: '5',
			},
		});
		expect(jsonOf(items).map(({ id }) => id)).toEqual([skuId + 1, skuId]);
	});

	it('needs a value to look for', async () => {
		const { error } = await account.run('sku', 'getAll', {
			returnAll: true,
			filters: { filter: [{ attribute: 'name', operator: 'eq', value: '={{ $json.none }}' }] },
		});
		expect(error?.message).toMatch(/'Filters' has no value for name/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('SKU: Update', () => {
	it('sends every field; the expiry is a time here', async () => {
		const { items, error } = await account.run('sku', 'update', {
			skuId: record(skuId),
			updateFields: {
				active: false,
				countries: ['CA'],
				currency: 'cad',
				entitlements: ['archive'],
				expiresAt: '2031-03-31T18:00:00Z',
				image: 'https://example.com/mug.png',
				inventoryDescription: '',
				inventoryQuantity: 0,
				inventoryType: 1,
				metadata: { pair: [{ key: 'shelf', value: '12' }] },
				metadataJson: '{"fragile": true}',
				name: 'Mug, red',
				price: 0,
				productId: record(productId),
				weight: 0.4,
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'PUT',
				path: `/ecommerce/products/skus/${skuId}`,
				query: {},
				body: {
					active: false,
					countries: ['CA'],
					currency: 'cad',
					entitlements: ['archive'],
					expires_at: Date.parse('2031-03-31T18:00:00Z') / 1000,
					image: 'https://example.com/mug.png',
					inventory_description: '',
					inventory_quantity: 0,
					inventory_type: 1,
					metadata: { shelf: '12', fragile: true },
					name: 'Mug, red',
					price: 0,
					product_id: productId,
					weight: 0.4,
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ id: skuId, name: 'Mug, red' });
	});

	it('shows Pelcro’s own words when there is no such product', async () => {
		const { error } = await account.run('sku', 'update', {
			skuId: record(skuId),
			updateFields: { productId: record(999_999) },
		});
		expect(error?.message).toMatch(/E-Commerce Product is invalid/);
	});
});

describe('SKU: Delete', () => {
	it('sends no body, and says that it is gone', async () => {
		const { items, error } = await account.run('sku', 'delete', { skuId: record(skuId) });
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'DELETE',
				path: `/ecommerce/products/skus/${skuId}`,
				query: {},
				body: undefined,
				status: 204,
			},
		]);
		expect(items[0]?.json).toMatchObject({ deleted: true });
	});

	it('says so when there is no such SKU', async () => {
		const { error } = await account.run('sku', 'delete', { skuId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});
