import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, mainFields, oldProviderId } from './fields';

/** Reference: products, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a product',
		description: 'Create a product that plans can be made for',
		routing: { request: { method: 'POST', url: '/products' } },
	},
	output: 'record',
	uniqueKeys: [
		{ property: 'old_provider_id', caseSensitive: true },
		{ property: 'import_unique_id', caseSensitive: true },
	],
	fields: [
		...mainFields.map((field) => ({ ...field, required: true })),
		additionalFields([...detailFields, oldProviderId]),
	],
};
