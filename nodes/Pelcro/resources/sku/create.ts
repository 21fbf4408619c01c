import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, inventoryQuantity, mainFields } from './fields';

/** Reference: skus, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a SKU',
		description: 'Create a variant of a product of the shop, with a price and a stock',
		routing: { request: { method: 'POST', url: '/ecommerce/products/skus' } },
	},
	output: 'record',
	once: {},
	fields: [
		...mainFields.map((field) => ({ ...field, required: true })),
		{
			...inventoryQuantity,
			required: true,
			displayOptions: { show: { inventoryType: [1] } },
		},
		additionalFields([
			...detailFields,
			{
				displayName: 'Expires At',
				name: 'expiresAt',
				type: 'dateTime',
				default: '',
				description: 'Last day on which the SKU is sold; the time of day is left out',
				encoding: 'date',
				routing: { send: { type: 'body', property: 'expires_at' } },
			},
		]),
	],
};
