import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, mainFields, oldProviderId, productId } from './fields';

/** With an image the request goes as a form to the POST twin. Reference: products, update and update-legacy. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a product',
		description: 'Change fields of a product; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/products/{{$parameter.productId}}' } },
	},
	output: 'record',
	fields: [productId, updateFields([...mainFields, ...detailFields, oldProviderId])],
};
