import { record } from '../../host/pelcroSandbox';
import { CUSTOMER, CHARGE } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const chargeCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			amount: '10.50',
			currency: 'eur',
			reference: 'Check 4711',
			additionalFields: { paymentCategory: '2' },
		},
		method: 'POST',
		path: '/charges',
		body: {
			customer_id: CUSTOMER,
			amount: 1050,
			currency: 'eur',
			reference: 'Check 4711',
			payment_category: '2',
		},
	},
	{
		operation: 'get',
		parameters: { chargeId: record(CHARGE) },
		method: 'GET',
		path: `/charges/${CHARGE}`,
	},
	{
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/charges',
		query: PAGE,
	},
];
