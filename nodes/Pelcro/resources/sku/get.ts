import type { PelcroOperation } from '../../shared/types';
import { skuId } from './fields';

/** Reference: skus, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a SKU',
		description: 'Get one SKU',
		routing: { request: { method: 'GET', url: '=/ecommerce/products/skus/{{$parameter.skuId}}' } },
	},
	output: 'record',
	fields: [skuId],
};
