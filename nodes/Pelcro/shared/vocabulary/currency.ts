import type { PelcroProperty } from '../types';
import { CURRENCIES } from './currencies';

/**
 * The currency of a record's amounts.
 *
 * @param whose what Pelcro says of it besides, after 'The currency'; starts with its own blank
 *   or mark
 */
export function currencyField(whose = ''): PelcroProperty {
	return {
		displayName: 'Currency',
		name: 'currency',
		type: 'options',
		default: '',
		description: `The currency${whose}; an expression gives its three-letter code`,
		options: CURRENCIES,
		routing: { send: { type: 'body', property: 'currency' } },
	};
}

/** Of what a customer pays or has paid. Reference: charges, create-offline; invoices, create. */
export const currencyOfPayment: PelcroProperty = {
	...currencyField(', one of the account and the customer'),
	required: true,
};
