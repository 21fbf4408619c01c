import type { PelcroOperation } from '../../shared/types';
import { ecommerceProductId } from './fields';

/** Reference: ecommerce_products, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an e-commerce product',
		description: 'Get one product of the shop',
		routing: {
			request: { method: 'GET', url: '=/ecommerce/products/{{$parameter.ecommerceProductId}}' },
		},
	},
	output: 'record',
	fields: [ecommerceProductId],
};
