import type { PelcroOperation } from '../../shared/types';
import { productId } from './fields';

/** Reference: products, delete. */
export const deleteProduct: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a product',
		description: 'Delete a product. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/products/{{$parameter.productId}}' } },
	},
	output: 'deleted',
	fields: [productId],
};
