import { filtersField, sortField } from '../../shared/conditions';
import { metadataFields } from '../../shared/metadata';
import { recordLocator, vendorLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { currencyField } from '../../shared/vocabulary/currency';
import { unitPrice } from '../../shared/vocabulary/lines';

export const billId: PelcroProperty = {
	displayName: 'Bill',
	name: 'billId',
	...recordLocator('searchBills'),
	required: true,
	description: 'The bill to work with',
};

/** Whose bill it is. Reference: bills, create, update and list (`vendor_id`). */
export const vendorId: PelcroProperty = {
	displayName: 'Vendor',
	name: 'vendorId',
	...vendorLocator(),
	description: 'Vendor to whom the bill is owed',
};

/** Lines as rows; as JSON they are below. Reference: bills, create and update. */
export const lineRows: PelcroProperty = {
	displayName: 'Line Items',
	name: 'lineItems',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add line item',
	default: {},
	description: 'What is billed',
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
					required: true,
					default: '',
					placeholder: 'e.g. Deliveries in March',
					description: 'What the line is for',
					routing: { send: { property: 'description' } },
				},
				{
					displayName: 'Quantity',
					name: 'quantity',
					type: 'number',
					typeOptions: { minValue: 0 },
					required: true,
					default: 1,
					description: 'How many units, more than 0',
					routing: { send: { property: 'quantity' } },
				},
				unitPrice,
			],
		},
	],
};

/** Comes after the rows, whether there are any or not. */
export const lineJson: PelcroProperty = {
	displayName: 'Line Items (JSON)',
	name: 'lineItemsJson',
	type: 'json',
	default: '[]',
	description:
		'A list of objects with description, quantity and unit_price (e.g. 10.50), e.g. from an earlier node. They come after the rows of Line Items.',
	encoding: 'jsonRows',
	routing: { send: { type: 'body', property: 'line_items' } },
};

/** Required on an update. Reference: bills, create and update. */
export const periodFields: PelcroProperty[] = [
	{
		displayName: 'Period End',
		name: 'periodEnd',
		type: 'dateTime',
		default: '',
		description: 'Last day that is billed, not before Period Start; the time of day is left out',
		encoding: 'date',
		routing: { send: { type: 'body', property: 'period_end' } },
	},
	{
		displayName: 'Period Start',
		name: 'periodStart',
		type: 'dateTime',
		default: '',
		description: 'First day that is billed; the time of day is left out',
		encoding: 'date',
		routing: { send: { type: 'body', property: 'period_start' } },
	},
];

/** Reference: bills, create and update (inferred). */
export const currency = currencyField('; that of the vendor when left out');

/** What create and update both take. Reference: bills, create and update. */
export const detailFields: PelcroProperty[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Deliveries in March',
		description: 'What the bill is for',
		routing: { send: { type: 'body', property: 'description' } },
	},
	{
		displayName: 'Footer',
		name: 'footer',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Thank you for delivering',
		description: 'Text at the end of the bill, at most 1000 characters',
		routing: { send: { type: 'body', property: 'footer' } },
	},
	{
		displayName: 'Purchase Order',
		name: 'purchaseOrder',
		type: 'string',
		default: '',
		placeholder: 'e.g. PO-2031',
		description: 'Number of the purchase order, at most 20 characters',
		routing: { send: { type: 'body', property: 'purchase_order' } },
	},
	...metadataFields,
];

/** Reference: bills list, `filter`. */
export const filters = filtersField(
	[
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Finalized At', value: 'finalized_at' },
		{ name: 'ID', value: 'id' },
		{ name: 'Number', value: 'number' },
		{ name: 'Paid At', value: 'paid_at' },
		{ name: 'Period End', value: 'period_end' },
		{ name: 'Period Start', value: 'period_start' },
		{ name: 'Status', value: 'status' },
		{ name: 'Total', value: 'total' },
		{ name: 'Updated At', value: 'updated_at' },
		{ name: 'Vendor ID', value: 'user_id' },
	],
	'status',
);

/** Reference: bills list, `sort`. */
export const sort = sortField([
	{ name: 'Created At', value: 'created_at' },
	{ name: 'Finalized At', value: 'finalized_at' },
	{ name: 'ID', value: 'id' },
	{ name: 'Paid At', value: 'paid_at' },
	{ name: 'Status', value: 'status' },
	{ name: 'Updated At', value: 'updated_at' },
]);
