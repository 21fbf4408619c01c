import { record } from '../../host/pelcroSandbox';
import { SHOP_PRODUCT } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const ecommerceProductCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			name: 'Harbour Cap',
			sites: ['1001'],
			additionalFields: {
				caption: 'In blue',
				countries: ['CA', 'US'],
				description: 'A cap',
				shippable: true,
			},
		},
		method: 'POST',
		path: '/ecommerce/products',
		body: {
			name: 'Harbour Cap',
			sites: [1001],
			caption: 'In blue',
			countries: ['CA', 'US'],
			description: 'A cap',
			shippable: true,
		},
	},
	{
		operation: 'get',
		parameters: { ecommerceProductId: record(SHOP_PRODUCT) },
		method: 'GET',
		path: `/ecommerce/products/${SHOP_PRODUCT}`,
	},
	{
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/ecommerce/products',
		query: PAGE,
	},
	{
		operation: 'update',
		parameters: {
			ecommerceProductId: record(SHOP_PRODUCT),
			name: 'Gazette Mug',
			updateFields: { description: 'A mug' },
		},
		method: 'PUT',
		path: `/ecommerce/products/${SHOP_PRODUCT}`,
		body: { name: 'Gazette Mug', description: 'A mug' },
	},
];
