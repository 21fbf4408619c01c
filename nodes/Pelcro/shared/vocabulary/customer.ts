import type { PelcroProperty, Requirement } from '../types';

/** In place of Pelcro's own ID. Reference: addresses, charges, invoices and subscriptions, create. */
export const customerOldProviderId: PelcroProperty = {
	displayName: 'Customer Old Provider ID',
	name: 'customerOldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. CRM-10023',
	description: 'ID of the customer on your other system, in place of Customer',
	routing: { send: { type: 'body', property: 'customer_old_provider_id' } },
};

/**
 * That one of both is given.
 *
 * @param property what the customer's ID is called in the body
 */
export function customerIsGiven(property: 'customer_id' | 'user_id'): Requirement {
	return {
		oneOf: [property, 'customer_old_provider_id'],
		message: "'Customer' is empty, and there is no Customer Old Provider ID in its place",
	};
}
