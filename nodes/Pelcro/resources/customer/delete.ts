import type { PelcroOperation } from '../../shared/types';
import { customerId } from './fields';

/** Reference: customers, delete. */
export const deleteCustomer: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a customer',
		description:
			'Delete a customer with subscriptions, memberships, payment methods and addresses. Active subscriptions are canceled at once. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/customers/{{$parameter.customerId}}' } },
	},
	output: 'deleted',
	fields: [customerId],
};
