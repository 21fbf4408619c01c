import type { OnceKeyOwner } from './types';

/**
 * The customer as the owner of what is created.
 *
 * @param property the body's field that has the customer's ID
 */
export function customerAsOwner(property: 'customer_id' | 'user_id'): OnceKeyOwner {
	return {
		words: 'customer',
		field: 'Customer',
		property,
		attributes: ['user_id', 'customer_id', 'customer'],
	};
}
