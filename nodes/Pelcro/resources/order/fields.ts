import { expandField } from '../../shared/conditions';
import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';

export const orderId: PelcroProperty = {
	displayName: 'Order',
	name: 'orderId',
	...recordLocator('searchOrders'),
	required: true,
	description: 'The order to work with',
};

/** Reference: orders, `expand`. */
export const expand = expandField([
	{ name: 'Address', value: 'address' },
	{ name: 'Customer', value: 'user' },
	{ name: 'Items', value: 'items' },
]);

/** Items as rows; as JSON they are below. Reference: orders, create. */
export const itemRows: PelcroProperty = {
	displayName: 'Items',
	name: 'orderItems',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add item',
	default: {},
	description: 'What is ordered; all items in one currency',
	encoding: 'rows',
	routing: { send: { type: 'body', property: 'items' } },
	options: [
		{
			displayName: 'Item',
			name: 'item',
			values: [
				{
					displayName: 'SKU',
					name: 'skuId',
					...recordLocator('searchSkus'),
					required: true,
					description: 'The SKU that is ordered',
					routing: { send: { property: 'sku_id' } },
				},
				{
					displayName: 'Quantity',
					name: 'quantity',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					required: true,
					default: 1,
					description: 'How many are ordered',
					routing: { send: { property: 'quantity' } },
				},
			],
		},
	],
};

/** Comes after the rows, whether there are any or not. */
export const itemJson: PelcroProperty = {
	displayName: 'Items (JSON)',
	name: 'orderItemsJson',
	type: 'json',
	default: '[]',
	description:
		'A list of objects with sku_id and quantity, e.g. from an earlier node. They come after the rows of Items.',
	encoding: 'jsonRows',
	routing: { send: { type: 'body', property: 'items' } },
};
