import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { customerIsGiven, customerOldProviderId } from '../../shared/vocabulary/customer';
import { customerId, detailFields, oldProviderId, placeFields } from './fields';

/** The site is listed in the query and in the body, and goes into both. Reference: addresses, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an address',
		description: 'Add an address to a customer; the first one of its type becomes the default',
		routing: { request: { method: 'POST', url: '/addresses' } },
	},
	output: 'record',
	concerns: ['customer_id', 'customer_old_provider_id'],
	uniqueKeys: [{ property: 'old_provider_id', caseSensitive: true }],
	siteIdIn: 'queryAndBody',
	fields: [
		customerId,
		...placeFields.map((field) => ({ ...field, required: true })),
		additionalFields([...detailFields, customerOldProviderId, oldProviderId]),
	],
	requirements: [customerIsGiven('customer_id')],
};
