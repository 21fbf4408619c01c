import type { PelcroProperty } from '../types';
import { COUNTRIES } from './countries';

/** What is sold: plans, products, products of the shop and their SKUs have these to the letter. */
type Offer = 'plan' | 'product' | 'SKU';

/** Reference: plans, products, ecommerce_products and skus, create and update. */
export function countriesOf(offer: Offer): PelcroProperty {
	return {
		displayName: 'Countries',
		name: 'countries',
		type: 'multiOptions',
		default: [],
		description: `Countries in which the ${offer} is sold; an expression gives two-letter codes`,
		options: COUNTRIES,
		routing: { send: { type: 'body', property: 'countries' } },
	};
}

/** Reference: plans, products and ecommerce_products, create and update. */
export function pictureOf(offer: Offer): PelcroProperty {
	return {
		displayName: 'Image (Binary Field)',
		name: 'image',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		description: `Name of the input field that holds the picture of the ${offer} as a file`,
		encoding: 'file',
		routing: { send: { type: 'body', property: 'image' } },
	};
}

/**
 * Reference: products and ecommerce_products, create and update.
 *
 * @param placeholder such a product in a sentence
 */
export function productDescription(placeholder: string): PelcroProperty {
	return {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder,
		description: 'What the product is, at most 1500 characters',
		routing: { send: { type: 'body', property: 'description' } },
	};
}
