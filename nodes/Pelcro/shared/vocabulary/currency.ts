import type { PelcroProperty } from '../types';

/**
 * The currency of a record's amounts.
 *
 * @param whose what Pelcro says of it besides, after 'Three-letter code of the currency'; starts with its own blank
 *   or mark
 */
export function currencyField(whose = ''): PelcroProperty {
	return {
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD',
		description: `Three-letter code of the currency${whose}`,
		routing: { send: { type: 'body', property: 'currency' } },
	};
}

/** Of what a customer pays or has paid. Reference: charges, create-offline; invoices, create. */
export const currencyOfPayment: PelcroProperty = {
	...currencyField(', one of the account and the customer'),
	required: true,
};
