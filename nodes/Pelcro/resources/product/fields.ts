import { productLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { countriesOf, pictureOf, productDescription } from '../../shared/vocabulary/offer';

export const productId: PelcroProperty = {
	displayName: 'Product',
	name: 'productId',
	...productLocator(),
	required: true,
	description: 'The product to work with',
};

/** Required on create. Reference: products, create. */
export const mainFields: PelcroProperty[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. The Harbour Gazette',
		description: 'Name of the product, 3 to 250 characters',
		routing: { send: { type: 'body', property: 'name' } },
	},
	{
		displayName: 'Address Required',
		name: 'addressRequired',
		type: 'boolean',
		default: false,
		description: 'Whether customers need a shipping address to subscribe',
		routing: { send: { type: 'body', property: 'address_required' } },
	},
];

export const oldProviderId: PelcroProperty = {
	displayName: 'Old Provider ID',
	name: 'oldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. PRODUCT-7',
	description:
		'ID of the product on your previous or other system, at most 191 characters; the same as Import Unique ID where both are given',
	routing: { send: { type: 'body', property: 'old_provider_id' } },
};

/** What create and update both take. Reference: products, create and update. */
export const detailFields: PelcroProperty[] = [
	countriesOf('product'),
	productDescription('e.g. News of the harbour, six days a week'),
	pictureOf('product'),
	{
		displayName: 'Import Unique ID',
		name: 'importUniqueId',
		type: 'string',
		default: '',
		placeholder: 'e.g. PRODUCT-7',
		description:
			'ID under which the product was imported, at most 191 characters; unique in the account',
		routing: { send: { type: 'body', property: 'import_unique_id' } },
	},
	{
		displayName: 'Internal Name',
		name: 'nameInternal',
		type: 'string',
		default: '',
		placeholder: 'e.g. Gazette print',
		description: 'Name that only your team sees, 3 to 250 characters',
		routing: { send: { type: 'body', property: 'name_internal' } },
	},
	{
		displayName: 'Is Hidden',
		name: 'isHidden',
		type: 'boolean',
		default: false,
		description: 'Whether the product is hidden from customers',
		routing: { send: { type: 'body', property: 'is_hidden' } },
	},
	{
		displayName: 'Is Imported',
		name: 'isImported',
		type: 'boolean',
		default: false,
		description: 'Whether the product comes from another system',
		routing: { send: { type: 'body', property: 'is_imported' } },
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description: 'Language and country of the product',
		routing: { send: { type: 'body', property: 'language' } },
	},
	{
		displayName: 'Revenue Recognition',
		name: 'revenueRecognitionStrategy',
		type: 'options',
		default: 'creation',
		description: 'When revenue counts; only for accounts with the billing engine of Pelcro',
		options: [
			{ name: 'At Creation', value: 'creation' },
			{ name: 'At Payment', value: 'payment' },
		],
		routing: { send: { type: 'body', property: 'revenue_recognition_strategy' } },
	},
	{
		displayName: 'Statement Descriptor',
		name: 'statementDescriptor',
		type: 'string',
		default: '',
		placeholder: 'e.g. HARBOUR GAZETTE',
		description: 'What the statements of customers say: at most 22 letters, digits and spaces',
		routing: { send: { type: 'body', property: 'statement_descriptor' } },
	},
	{
		displayName: 'Tax Code',
		name: 'taxCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. PC030100',
		description: 'AvaTax code of the product',
		routing: { send: { type: 'body', property: 'tax_code' } },
	},
];
