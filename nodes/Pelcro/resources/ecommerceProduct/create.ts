import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, productName, sites } from './fields';

/** Reference: ecommerce_products, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an e-commerce product',
		description: 'Create a product of the shop; the account needs an active payment gateway',
		routing: { request: { method: 'POST', url: '/ecommerce/products' } },
	},
	output: 'record',
	fields: [productName, { ...sites, required: true }, additionalFields(detailFields)],
};
