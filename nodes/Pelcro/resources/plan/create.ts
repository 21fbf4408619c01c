import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	createOnlyFields,
	detailFields,
	priceFields,
	termFields,
	oldProviderId,
	periodFields,
	productId,
} from './fields';

/**
 * The amount is sent as decimals (15.00), while every answer has minor units.
 * Reference: plans, create, and 'Doc slips and conflicts'.
 */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a plan',
		description: 'Create a plan that customers can subscribe to',
		routing: { request: { method: 'POST', url: '/plans' } },
	},
	output: 'record',
	fields: [
		{ ...productId, routing: { send: { type: 'body', property: 'product_id' } } },
		...[...priceFields, ...periodFields, ...termFields].map((field) => ({
			...field,
			required: true,
		})),
		additionalFields([...createOnlyFields, ...detailFields, oldProviderId]),
	],
	requirements: [
		{
			oneOf: ['product_id', 'product_import_unique_id'],
			message: "'Product' is empty, and there is no Product Import Unique ID in its place",
		},
	],
};
