import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, mainFields, oldProviderId } from './fields';

/** Reference: products, create and update. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a product',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/products' } },
	},
	output: 'record',
	fields: [
		{
			displayName: 'Match By',
			name: 'productMatchBy',
			type: 'options',
			required: true,
			default: 'oldProviderId',
			description: 'What tells whether the product exists already',
			options: [{ name: 'Old Provider ID', value: 'oldProviderId' }],
		},
		{ ...oldProviderId, required: true },
		...mainFields.map((field) => ({ ...field, required: true })),
		upsertFields(detailFields.filter(({ encoding }) => encoding !== 'file')),
	],
	upsert: {
		listPath: '/products',
		matchBy: 'productMatchBy',
		keys: {
			oldProviderId: {
				field: 'oldProviderId',
				property: 'old_provider_id',
				caseSensitive: true,
			},
		},
		update: { method: 'PUT', url: '/products/{id}' },
	},
};
