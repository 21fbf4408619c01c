import { metadataFields } from '../../shared/metadata';
import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { countriesOf } from '../../shared/vocabulary/offer';
import { entitlements } from '../../shared/vocabulary/access';
import { currencyField } from '../../shared/vocabulary/currency';

export const skuId: PelcroProperty = {
	displayName: 'SKU',
	name: 'skuId',
	...recordLocator('searchSkus'),
	required: true,
	description: 'The SKU to work with',
};

/** Required on create. Reference: skus, create. */
export const mainFields: PelcroProperty[] = [
	{
		displayName: 'E-Commerce Product',
		name: 'productId',
		...recordLocator('searchEcommerceProducts'),
		description: 'Product of the shop of which this is a variant',
		routing: { send: { type: 'body', property: 'product_id' } },
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Harbour Mug, blue',
		description: 'Name of the variant, at most 255 characters',
		routing: { send: { type: 'body', property: 'name' } },
	},
	{
		displayName: 'Price',
		name: 'price',
		type: 'string',
		typeOptions: { minValue: 0 },
		default: '',
		description: 'Price as customers see it, e.g. 10.50. A price of 0 works only with Stripe.',
		encoding: 'money',
		routing: { send: { type: 'body', property: 'price' } },
	},
	currencyField(),
	{
		displayName: 'Active',
		name: 'active',
		type: 'boolean',
		default: true,
		description: 'Whether the SKU can be bought',
		routing: { send: { type: 'body', property: 'active' } },
	},
	{
		displayName: 'Stock',
		name: 'inventoryType',
		type: 'options',
		default: 0,
		description: 'Whether there is a limited number',
		options: [
			{ name: 'Limited', value: 1, description: 'As many as Quantity in Stock says' },
			{ name: 'Unlimited', value: 0 },
		],
		routing: { send: { type: 'body', property: 'inventory_type' } },
	},
];

/** How many there are. Reference: skus, create and update ('with inventory_type 1'). */
export const inventoryQuantity: PelcroProperty = {
	displayName: 'Quantity in Stock',
	name: 'inventoryQuantity',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 0,
	description: 'How many there are; with limited stock',
	routing: { send: { type: 'body', property: 'inventory_quantity' } },
};

/** What create and update both take. Reference: skus, create and update. */
export const detailFields: PelcroProperty[] = [
	...metadataFields,
	countriesOf('SKU'),
	entitlements('Content that buyers can use'),
	{
		displayName: 'Image URL',
		name: 'image',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/mug.png',
		description: 'Address of a picture',
		routing: { send: { type: 'body', property: 'image' } },
	},
	{
		displayName: 'Stock Description',
		name: 'inventoryDescription',
		type: 'string',
		default: '',
		placeholder: 'e.g. Only a few left',
		description: 'What customers are told about the stock',
		routing: { send: { type: 'body', property: 'inventory_description' } },
	},
	{
		displayName: 'Weight',
		name: 'weight',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Weight, in the unit of your account',
		routing: { send: { type: 'body', property: 'weight' } },
	},
];
