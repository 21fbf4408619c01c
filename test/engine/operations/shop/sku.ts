import { record } from '../../host/pelcroSandbox';
import { SHOP_PRODUCT, SKU } from '../seededRecords';
import { DATE, PAGE, SECONDS, type WireCase } from '../wireCase';

export const skuCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			productId: record(SHOP_PRODUCT),
			name: 'Mug, green',
			price: 14,
			currency: 'usd',
			active: true,
			inventoryType: 1,
			inventoryQuantity: 12,
			additionalFields: {
				countries: ['CA'],
				entitlements: ['archive'],
				expiresAt: DATE,
				image: 'https://example.com/mug.png',
				inventoryDescription: 'Few left',
				metadataJson: '{"shelf": 3}',
				weight: 0.4,
			},
		},
		method: 'POST',
		path: '/ecommerce/products/skus',
		body: {
			product_id: SHOP_PRODUCT,
			name: 'Mug, green',
			price: 1400,
			currency: 'usd',
			active: true,
			inventory_type: 1,
			countries: ['CA'],
			entitlements: ['archive'],
			expires_at: '2031-03-31',
			image: 'https://example.com/mug.png',
			inventory_description: 'Few left',
			inventory_quantity: 12,
			metadata: { shelf: 3 },
			weight: 0.4,
		},
	},
	{
		operation: 'get',
		parameters: { skuId: record(SKU) },
		method: 'GET',
		path: `/ecommerce/products/skus/${SKU}`,
	},
	{
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: {
				filter: [{ attribute: 'product_id', operator: 'eq', value: String(SHOP_PRODUCT) }],
			},
			sort: { rule: [{ attribute: 'name', direction: 'ascending' }] },
		},
		method: 'GET',
		path: '/ecommerce/products/skus',
		query: { ...PAGE, 'filter[product_id]': `eq:${SHOP_PRODUCT}`, sort: 'name' },
	},
	{
		operation: 'update',
		parameters: { skuId: record(SKU), updateFields: { price: 15, expiresAt: DATE } },
		method: 'PUT',
		path: `/ecommerce/products/skus/${SKU}`,
		firstRead: `/ecommerce/products/skus/${SKU}`,
		body: { price: 1500, expires_at: SECONDS },
	},
];
