import type { PelcroOperation } from '../../shared/types';
import { skuId } from './fields';

/** Reference: skus, delete. */
export const deleteSku: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a SKU',
		description: 'Delete a SKU. This cannot be undone.',
		routing: {
			request: { method: 'DELETE', url: '=/ecommerce/products/skus/{{$parameter.skuId}}' },
		},
	},
	output: 'deleted',
	fields: [skuId],
};
