import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { unitPrice } from '../../shared/vocabulary/lines';

export const invoiceId: PelcroProperty = {
	displayName: 'Invoice',
	name: 'invoiceId',
	...recordLocator('searchInvoices'),
	required: true,
	description: 'The invoice to work with',
};

/** Both or neither, at the end of a line. Reference: invoices, create. */
const taxFields: PelcroProperty[] = [
	{
		displayName: 'Tax Name',
		name: 'taxName',
		type: 'string',
		default: '',
		placeholder: 'e.g. GST',
		description: 'Name of the tax; together with Tax Rate',
		routing: { send: { property: 'tax_name' } },
	},
	{
		displayName: 'Tax Rate',
		name: 'taxRate',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5',
		description: 'Rate of the tax in percent; together with Tax Name',
		encoding: 'number',
		routing: { send: { property: 'tax_rate' } },
	},
];

/** Lines as rows; as JSON they are below. Reference: invoices, create. */
export const lineRows: PelcroProperty = {
	displayName: 'Line Items',
	name: 'invoiceLines',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add line item',
	default: {},
	description: 'What is invoiced',
	encoding: 'rows',
	routing: { send: { type: 'body', property: 'line_items' } },
	options: [
		{
			displayName: 'Line Item',
			name: 'line',
			values: [
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. Digital edition, March',
					description: 'What the line is for',
					routing: { send: { property: 'description' } },
				},
				{
					displayName: 'Quantity',
					name: 'quantity',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					required: true,
					default: 1,
					description: 'How many units',
					routing: { send: { property: 'quantity' } },
				},
				unitPrice,
				...taxFields,
			],
		},
	],
};

/** Comes after the rows, whether there are any or not. */
export const lineJson: PelcroProperty = {
	displayName: 'Line Items (JSON)',
	name: 'invoiceLinesJson',
	type: 'json',
	default: '[]',
	description:
		'A list of objects with unit_price (e.g. 10.50), quantity, description, tax_name and tax_rate, e.g. from an earlier node. They come after the rows of Line Items.',
	encoding: 'jsonRows',
	routing: { send: { type: 'body', property: 'line_items' } },
};
