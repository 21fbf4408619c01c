import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { countriesOf, pictureOf, productDescription } from '../../shared/vocabulary/offer';

export const ecommerceProductId: PelcroProperty = {
	displayName: 'Product',
	name: 'ecommerceProductId',
	...recordLocator('searchEcommerceProducts'),
	required: true,
	description: 'The product to work with',
};

/** Required on create and on update. Reference: ecommerce_products, create and update. */
export const productName: PelcroProperty = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Harbour Mug',
	description: 'Name of the product, 3 to 250 characters',
	routing: { send: { type: 'body', property: 'name' } },
};

export const sites: PelcroProperty = {
	displayName: 'Site IDs',
	name: 'sites',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add site' },
	default: [],
	placeholder: 'e.g. 1042',
	description:
		'Sites of the account on which the product is sold. The ID is the number after /admin/ in the address of the site’s Pelcro admin page.',
	encoding: 'recordIds',
	routing: { send: { type: 'body', property: 'sites' } },
};

/** What create and update both take. */
export const detailFields: PelcroProperty[] = [
	countriesOf('product'),
	productDescription('e.g. A mug with the harbour at dawn'),
	pictureOf('product'),
	{
		displayName: 'Image Caption',
		name: 'caption',
		type: 'string',
		default: '',
		placeholder: 'e.g. The mug in blue',
		description: 'Caption of the picture',
		routing: { send: { type: 'body', property: 'caption' } },
	},
	{
		displayName: 'Shippable',
		name: 'shippable',
		type: 'boolean',
		default: true,
		description: 'Whether the product is sent by mail',
		routing: { send: { type: 'body', property: 'shippable' } },
	},
];
