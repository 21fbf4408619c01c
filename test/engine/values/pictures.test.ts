import type { INodeParameters } from 'n8n-workflow';

import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
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

	it('sends nothing when the item has no such file', async () => {
		const { error } = await account.run('product', 'update', {
			productId: record(PRODUCT),
			updateFields: { ...image, taxCode: 'PC1' },
		});
		expect(error?.message).toMatch(/data/);
		expect(await account.sent()).toEqual([]);
	});
});
