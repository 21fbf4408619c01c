import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, inventoryQuantity, mainFields, skuId } from './fields';

/** The expiry is a date on create and a time here, says the reference: skus, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a SKU',
		description: 'Change fields of a SKU; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/ecommerce/products/skus/{{$parameter.skuId}}' } },
	},
	output: 'record',
	currencyFrom: { field: 'skuId', path: '/ecommerce/products/skus/{id}' },
	fields: [
		skuId,
		updateFields([
			...mainFields,
			...detailFields,
			inventoryQuantity,
			{
				displayName: 'Expires At',
				name: 'expiresAt',
				type: 'dateTime',
				default: '',
				description: 'When the SKU is no longer sold',
				routing: { send: { type: 'body', property: 'expires_at' } },
			},
		]),
	],
};
