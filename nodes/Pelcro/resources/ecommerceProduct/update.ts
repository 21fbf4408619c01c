import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, ecommerceProductId, productName, sites } from './fields';

/** Pelcro requires the name on every update. Reference: ecommerce_products, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an e-commerce product',
		description: 'Change fields of a product of the shop; Pelcro needs its name each time',
		routing: {
			request: { method: 'PUT', url: '=/ecommerce/products/{{$parameter.ecommerceProductId}}' },
		},
	},
	output: 'record',
	fields: [ecommerceProductId, productName, updateFields([...detailFields, sites])],
};
