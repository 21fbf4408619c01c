import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
/** A product of the seeded data. */
let productId: number;

beforeEach(async () => {
	account = await testAccount();
	const { records } = await account.sandbox.state('ecommerce_products');
	const [product] = records.ecommerce_products as Array<{ id: number }>;
	productId = product?.id ?? 0;
});

const DETAILS = {
	caption: 'The mug in blue',
	countries: ['CA', 'US'],
	description: 'A mug with the harbour at dawn',
	shippable: false,
};

describe.each([
	['create', 'POST'],
	['update', 'PUT'],
])('E-Commerce Product: %s', (operation, method) => {
	const parameters = (fields: Record<string, string | number | boolean | string[]>) =>
		operation === 'create'
			? { name: 'Harbour Mug', sites: [account.sandbox.siteId], additionalFields: fields }
			: {
					ecommerceProductId: record(productId),
					name: 'Harbour Mug',
					updateFields: { ...fields, sites: [account.sandbox.siteId] },
				};

	it('sends every field under Pelcro’s name', async () => {
		const { items, error } = await account.run(
			'ecommerceProduct',
			operation,
			parameters({ ...DETAILS }),
		);
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method,
				path: `/ecommerce/products${operation === 'create' ? '' : `/${productId}`}`,
				query: {},
				body: { name: 'Harbour Mug', sites: [account.sandbox.siteId], ...DETAILS },
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ name: 'Harbour Mug' });
	});

	it('needs a name before anything is sent', async () => {
		const { error } = await account.run('ecommerceProduct', operation, {
			...parameters({}),
			name: '={{ $json.none }}',
		});
		expect(error?.message).toMatch(/'Name' is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('says so when the item has no such file', async () => {
		const { error } = await account.run(
			'ecommerceProduct',
			operation,
			parameters({ image: 'photo' }),
		);
		expect(error?.message).toMatch(/photo/);
		expect(await account.sent()).toEqual([]);
	});
});

describe.each([
	['get', 'GET', 200],
	['delete', 'DELETE', 204],
])('E-Commerce Product: %s', (operation, method, status) => {
	it('names the product in the path', async () => {
		const { items, error } = await account.run('ecommerceProduct', operation, {
			ecommerceProductId: record(productId),
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method,
				path: `/ecommerce/products/${productId}`,
				query: {},
				body: undefined,
				status,
			},
		]);
		expect(items).toHaveLength(1);
	});

	it('says so when there is no such product', async () => {
		const { error } = await account.run('ecommerceProduct', operation, {
			ecommerceProductId: record(999_999),
		});
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('E-Commerce Product: Get Many', () => {
	it('returns a page', async () => {
		const { items, error } = await account.run('ecommerceProduct', 'getAll', {
			returnAll: false,
			limit: 1,
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: '/ecommerce/products',
			query: { page: '1', limit: '1' },
		});
		expect(jsonOf(items).map(({ id }) => id)).toEqual([productId]);
	});
});
