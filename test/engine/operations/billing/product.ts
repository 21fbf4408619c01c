import { record } from '../../host/pelcroSandbox';
import { PRODUCT } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const productCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			name: 'Harbour Weekly',
			addressRequired: true,
			additionalFields: {
				countries: ['CA'],
				description: 'Once a week',
				importUniqueId: 'PRODUCT-1',
				isHidden: false,
				isImported: true,
				language: 'en_US',
				nameInternal: 'Weekly',
				oldProviderId: 'PRODUCT-1',
				revenueRecognitionStrategy: 'creation',
				statementDescriptor: 'HARBOUR',
				taxCode: 'PC030100',
			},
		},
		method: 'POST',
		path: '/products',
		body: {
			name: 'Harbour Weekly',
			address_required: true,
			countries: ['CA'],
			description: 'Once a week',
			import_unique_id: 'PRODUCT-1',
			is_hidden: false,
			is_imported: true,
			language: 'en_US',
			name_internal: 'Weekly',
			old_provider_id: 'PRODUCT-1',
			revenue_recognition_strategy: 'creation',
			statement_descriptor: 'HARBOUR',
			tax_code: 'PC030100',
		},
	},
	{
		operation: 'get',
		parameters: { productId: record(PRODUCT) },
		method: 'GET',
		path: `/products/${PRODUCT}`,
	},
	{
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/products',
		query: PAGE,
	},
	{
		operation: 'update',
		parameters: { productId: record(PRODUCT), updateFields: { isHidden: true } },
		method: 'PUT',
		path: `/products/${PRODUCT}`,
		body: { is_hidden: true },
	},
];
