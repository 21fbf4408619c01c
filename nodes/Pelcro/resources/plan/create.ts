import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	createOnlyFields,
	detailFields,
	isRefundable,
	offerFields,
	priceFields,
	termFields,
	oldProviderId,
	periodFields,
	productId,
} from './fields';

/**
 * The amount is sent as decimals (15.00), while every answer has minor units.
 * Reference: plans, create; 'Doc slips and conflicts'; amendment 2.
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
		...[...priceFields, ...periodFields, ...termFields, ...offerFields, isRefundable].map(
			(field) => ({
				...field,
				required: true,
			}),
		),
		additionalFields([...createOnlyFields, ...detailFields, oldProviderId]),
	],
	requirements: [
		{
			oneOf: ['product_id', 'product_import_unique_id'],
			message: "'Product' is empty, and there is no Product Import Unique ID in its place",
		},
	],
};
