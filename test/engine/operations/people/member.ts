import { record } from '../../host/pelcroSandbox';
import { CUSTOMER, ADDRESS, MEMBER } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const memberCases: WireCase[] = [
	{
		operation: 'get',
		parameters: { memberId: record(MEMBER) },
		method: 'GET',
		path: `/memberships/${MEMBER}`,
	},
	{
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'user_id', operator: 'eq', value: String(CUSTOMER) }] },
			expand: ['user', 'subscription'],
		},
		method: 'GET',
		path: '/memberships',
		query: { ...PAGE, 'filter[user_id]': `eq:${CUSTOMER}`, expand: 'user,subscription' },
	},
	{
		operation: 'update',
		parameters: {
			memberId: record(MEMBER),
			updateFields: { addressId: record(ADDRESS), status: 'active', metadataJson: '{"r": 1}' },
		},
		method: 'PUT',
		path: `/memberships/${MEMBER}`,
		body: { address_id: ADDRESS, status: 'active', metadata: { r: 1 } },
	},
];
