import type { PelcroOperation } from '../../shared/types';
import { productId } from './fields';

/** Reference: products, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a product',
		description: 'Get one product; with its plans when Simplify is off',
		routing: { request: { method: 'GET', url: '=/products/{{$parameter.productId}}' } },
	},
	output: 'record',
	fields: [productId],
};
