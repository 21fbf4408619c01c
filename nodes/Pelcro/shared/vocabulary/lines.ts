import type { PelcroProperty } from '../types';

/**
 * Price of one unit of a line. That it is in minor units is told of invoices; of bills it is not, but all their
 * amounts except those of one webhook payload are, and so is the reference's rule ('Response envelope', money).
 * Reference: bills, create and update; invoices, create.
 */
export const unitPrice: PelcroProperty = {
	displayName: 'Unit Price',
	name: 'unitPrice',
	type: 'string',
	typeOptions: { minValue: 0 },
	required: true,
	default: '',
	description: 'Price of one unit, e.g. 10.50',
	encoding: 'money',
	routing: { send: { property: 'unit_price' } },
};
