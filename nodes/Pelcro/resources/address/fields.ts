import { expandField } from '../../shared/conditions';
import { customerLocator, recordLocator } from '../../shared/recordLocator';
import type { ChangesOthers, PelcroProperty, UpdateNeeds } from '../../shared/types';
import { COUNTRIES } from '../../shared/vocabulary/countries';
import { firstNameField, lastNameField } from '../../shared/vocabulary/personNames';

export const addressId: PelcroProperty = {
	displayName: 'Address',
	name: 'addressId',
	...recordLocator('searchAddresses'),
	required: true,
	description: 'The address to work with',
};

export const customerId: PelcroProperty = {
	displayName: 'Customer',
	name: 'customerId',
	...customerLocator(),
	description: 'The customer whose address it is',
	routing: { send: { type: 'body', property: 'customer_id' } },
};

export const oldProviderId: PelcroProperty = {
	displayName: 'Old Provider ID',
	name: 'oldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. ADDRESS-311',
	description: 'ID of the address on your previous or other system; unique in the account',
	routing: { send: { type: 'body', property: 'old_provider_id' } },
};

/** Reference: addresses, `expand`. */
export const expand = expandField([{ name: 'Customer', value: 'user' }]);

/** Required on create. Reference: addresses, create. */
export const placeFields: PelcroProperty[] = [
	{
		displayName: 'Type',
		name: 'addressType',
		type: 'options',
		default: 'shipping',
		description: 'What the address is for',
		options: [
			{ name: 'Account Primary', value: 'account_primary' },
			{ name: 'Billing', value: 'billing' },
			{ name: 'Shipping', value: 'shipping' },
		],
		routing: { send: { type: 'body', property: 'type' } },
	},
	{
		displayName: 'Line 1',
		name: 'line1',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12 Harbour Street',
		description: 'First line of the address, at most 255 characters',
		routing: { send: { type: 'body', property: 'line1' } },
	},
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		default: '',
		description:
			'The country, which cannot change while a subscription uses the address; an expression gives its two-letter code',
		options: COUNTRIES,
		routing: { send: { type: 'body', property: 'country' } },
	},
];

/** What create and update both take. Reference: addresses, create and update. */
export const detailFields: PelcroProperty[] = [
	{
		displayName: 'City',
		name: 'city',
		type: 'string',
		default: '',
		placeholder: 'e.g. Montreal',
		description: 'City, at most 255 characters',
		routing: { send: { type: 'body', property: 'city' } },
	},
	{
		displayName: 'Company',
		name: 'company',
		type: 'string',
		default: '',
		placeholder: 'e.g. Harbour Press',
		description: 'Company, at most 255 characters',
		routing: { send: { type: 'body', property: 'company' } },
	},
	{
		displayName: 'Department',
		name: 'department',
		type: 'string',
		default: '',
		placeholder: 'e.g. Library',
		description: 'Department in the company, at most 255 characters',
		routing: { send: { type: 'body', property: 'department' } },
	},
	firstNameField('First name of the person at this address, at most 255 characters'),
	{
		displayName: 'Is Default',
		name: 'isDefault',
		type: 'boolean',
		default: true,
		description: 'Whether this is the default address of its type',
		routing: { send: { type: 'body', property: 'is_default' } },
	},
	lastNameField('Last name of the person at this address, at most 255 characters'),
	{
		displayName: 'Line 2',
		name: 'line2',
		type: 'string',
		default: '',
		placeholder: 'e.g. Apartment 4',
		description: 'Second line of the address, at most 255 characters',
		routing: { send: { type: 'body', property: 'line2' } },
	},
	{
		displayName: 'Move Subscriptions',
		name: 'isDefaultUpdated',
		type: 'boolean',
		default: true,
		description:
			'Whether to deliver all active subscriptions of the customer to this address from now on; together with Is Default, and not with taxes on',
		routing: { send: { type: 'body', property: 'is_default_updated' } },
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +1 514 555 0100',
		description: 'Phone number, of which Pelcro gets the digits alone',
		encoding: 'phone',
		routing: { send: { type: 'body', property: 'phone' } },
	},
	{
		displayName: 'Postal Code',
		name: 'postalCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. H2X 1Y4',
		description:
			'Postal code, at most 45 characters; required for CA and US when Pelcro checks addresses',
		routing: { send: { type: 'body', property: 'postal_code' } },
	},
	{
		displayName: 'Salutation',
		name: 'salutation',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ms.',
		description: 'Salutation, at most 255 characters',
		routing: { send: { type: 'body', property: 'salutation' } },
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. QC',
		description:
			'State or province as a two-letter code; required for CA, US and AU, and cannot change while a subscription uses the address',
		routing: { send: { type: 'body', property: 'state' } },
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Editor',
		description: 'Title in the company, at most 255 characters',
		routing: { send: { type: 'body', property: 'title' } },
	},
];

/** Where an address says whose it is. */
const CUSTOMER = ['customer_id', 'user_id', 'customer', 'user'] as const;

/**
 * One default of each type: the others of the customer are none any more, and subscriptions may move. Whose address it
 * is, a change does not say. Reference: addresses, update.
 */
export const changesOthers: ChangesOthers = { by: ['is_default'], owner: CUSTOMER };

/**
 * No partial update: Pelcro wants these each time. Beside the site a second ID stands in the query whose name could not
 * be read: `customer_id` or `user_id`, so both are sent. Reference: amendment 1.
 */
export const updateNeeds: UpdateNeeds = {
	body: ['type', 'line1', 'country'],
	query: {
		customer_id: CUSTOMER,
		user_id: ['user_id', 'customer_id', 'user', 'customer'],
	},
};
