import type { INodeParameters } from 'n8n-workflow';

import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { scriptedPelcro } from '../host/scriptedPelcro';
import { PRODUCT, PLAN, SHOP_PRODUCT } from '../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('with a picture', () => {
	const file = { content: 'a picture', fileName: 'cover.png', mimeType: 'image/png' };
	const image = { image: 'data' };

	it.each<[string, string, INodeParameters, Array<[string, string]>]>([
		[
			'product',
			'create',
			{ name: 'Harbour Photo', addressRequired: false, additionalFields: image },
			[['POST', '/products']],
		],
		[
			'product',
			'update',
			{ productId: record(PRODUCT), updateFields: { ...image, taxCode: 'PC1' } },
			[['POST', `/products/${PRODUCT}`]],
		],
		['plan', 'update', { planId: record(PLAN), updateFields: image }, [['POST', `/plans/${PLAN}`]]],
		[
			'ecommerceProduct',
			'update',
			{
				ecommerceProductId: record(SHOP_PRODUCT),
				name: 'Gazette Mug',
				updateFields: image,
			},
			[['POST', `/ecommerce/products/${SHOP_PRODUCT}`]],
		],
	])('%s %s sends it as a form', async (resource, operation, parameters, requests) => {
		const { items, error } = await account.run(
			resource,
			operation,
			{ ...parameters, simplify: false },
			{ file },
		);
		expect(error).toBeUndefined();
		const sent = await account.sent();
		expect(sent.map(({ method, path }) => [method, path])).toEqual(requests);
		expect(sent.every(({ status }) => status === 200)).toBe(true);
		expect(String(items[0]?.json.image)).toMatch(/cover/);
	});

	const PRODUCT_UPDATE = { ecommerceProductId: record(SHOP_PRODUCT), name: 'Mug' };

	it.each<[string, INodeParameters, INodeParameters]>([
		['sites', { sites: '={{ null }}' }, {}],
		['sites', { sites: '={{ [] }}' }, {}],
		['tags', {}, { additionalBody: { tags: [] } }],
		['metadata', {}, { additionalBody: { metadata: { deep: { none: {} } } } }],
		['metadata', {}, { additionalBody: { metadata: { 'a]b': 'c' } } }],
		['a[b]', {}, { additionalBody: { 'a[b]': 'c' } }],
	])(
		'refuses what a form cannot carry rather than leaving it out: %s %j %j',
		async (name, fields, options) => {
			const parameters = { ...PRODUCT_UPDATE, updateFields: { ...image, ...fields }, options };
			const { items, error } = await account.run('ecommerceProduct', 'update', parameters, {
				file,
			});
			expect(items).toEqual([]);
			expect(error?.message).toBe(`'${name}' cannot be sent together with a file`);
			expect(await account.sent()).toEqual([]);
		},
	);

	it('keeps the entries of a list of objects whole', async () => {
		const pelcro = await scriptedPelcro(() => ({ body: { data: { id: SHOP_PRODUCT } } }));
		const sizes = [
			{ name: 'S', stock: 1 },
			{ name: 'M', stock: 2 },
		];
		const { error } = await pelcro.run(
			'ecommerceProduct',
			'update',
			{
				...PRODUCT_UPDATE,
				updateFields: image,
				options: { additionalBody: { sizes, tags: ['a', 'b'] } },
			} as never,
			{ file },
		);
		await pelcro.close();
		expect(error).toBeUndefined();
		expect(pelcro.received[0]?.form).toMatchObject({
			'sizes[0][name]': ['S'],
			'sizes[0][stock]': ['1'],
			'sizes[1][name]': ['M'],
			'sizes[1][stock]': ['2'],
			'tags[]': ['a', 'b'],
		});
	});

	it('sends nothing when the item has no such file', async () => {
		const { error } = await account.run('product', 'update', {
			productId: record(PRODUCT),
			updateFields: { ...image, taxCode: 'PC1' },
		});
		expect(error?.message).toMatch(/data/);
		expect(await account.sent()).toEqual([]);
	});
});
