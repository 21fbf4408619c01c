import { PAGE, type WireCase } from '../wireCase';

export const organizationCases: WireCase[] = [
	{
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'name', operator: 'like', value: 'Library' }] },
			sort: { rule: [{ attribute: 'customers_count', direction: 'descending' }] },
			expand: ['customers'],
		},
		method: 'GET',
		path: '/organizations',
		query: {
			...PAGE,
			'filter[name]': 'like:Library',
			sort: '-customers_count',
			expand: 'customers',
		},
	},
];
