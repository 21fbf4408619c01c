import { record } from '../../host/pelcroSandbox';
import { CUSTOMER, PAYMENT_METHOD, ORDER } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const orderCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			orderItems: { item: [{ skuId: record(603), quantity: 2 }] },
			// Added, but left as it is: nothing of it is sent.
			additionalFields: {
				addressJson: '{}',
				orderItemsJson: '[]',
				campaignKey: 'spring-2026',
			},
			sourceId: record(PAYMENT_METHOD),
		},
		method: 'POST',
		path: '/orders',
		body: {
			user_id: CUSTOMER,
			items: [{ sku_id: 603, quantity: 2 }],
			source_id: PAYMENT_METHOD,
			campaign_key: 'spring-2026',
		},
	},
	{
		operation: 'get',
		parameters: { orderId: record(ORDER), expand: ['user', 'items'] },
		method: 'GET',
		path: `/orders/${ORDER}`,
		query: { expand: 'user,items' },
	},
	{
		operation: 'getAll',
		parameters: { limit: 50, expand: ['items'] },
		method: 'GET',
		path: '/orders',
		query: { ...PAGE, expand: 'items' },
	},
	{
		operation: 'update',
		parameters: { orderId: record(ORDER), orderStatus: 'fulfilled' },
		method: 'PUT',
		path: `/orders/${ORDER}`,
		body: { status: 'fulfilled' },
	},
];
