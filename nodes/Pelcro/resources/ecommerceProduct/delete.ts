import type { PelcroOperation } from '../../shared/types';
import { ecommerceProductId } from './fields';

/** Reference: ecommerce_products, delete. */
export const deleteEcommerceProduct: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an e-commerce product',
		description: 'Delete a product of the shop. This cannot be undone.',
		routing: {
			request: { method: 'DELETE', url: '=/ecommerce/products/{{$parameter.ecommerceProductId}}' },
		},
	},
	output: 'deleted',
	fields: [ecommerceProductId],
};
