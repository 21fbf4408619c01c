import { record } from '../../host/pelcroSandbox';
import { CUSTOMER, PAYMENT_METHOD } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const paymentMethodCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			objectGateway: 'stripe',
			objectId: 'pm_new1',
			additionalFields: { properties: '{"last4": "4242"}' },
		},
		method: 'POST',
		path: '/sources',
		body: {
			customer_id: CUSTOMER,
			object_gateway: 'stripe',
			object_id: 'pm_new1',
			properties: { last4: '4242' },
		},
	},
	{
		operation: 'get',
		parameters: { paymentMethodId: record(PAYMENT_METHOD) },
		method: 'GET',
		path: `/sources/${PAYMENT_METHOD}`,
	},
	{
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'customer_id', operator: 'eq', value: String(CUSTOMER) }] },
			expand: ['user'],
		},
		method: 'GET',
		path: '/sources',
		query: { ...PAGE, 'filter[customer_id]': `eq:${CUSTOMER}`, expand: 'user' },
	},
];
