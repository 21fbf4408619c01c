import { expandField, filtersField, sortField } from '../../shared/conditions';
import { vendorLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { firstNameField, lastNameField } from '../../shared/vocabulary/personNames';

/** In paths Pelcro takes the ID of the vendor's user, which is `id`, not `vendor_id`. Reference: vendors, update. */
export const vendorId: PelcroProperty = {
	displayName: 'Vendor',
	name: 'vendorId',
	...vendorLocator(),
	required: true,
	description: 'The vendor to work with',
};

/** Reference: vendors, create (required) and update (optional). */
export const firstName: PelcroProperty = firstNameField(
	'First name of the vendor, at most 255 characters',
);

export const lastName: PelcroProperty = lastNameField(
	'Last name of the vendor, at most 255 characters',
);

export const email: PelcroProperty = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'Email address, unique among the vendors of the site',
	routing: { send: { type: 'body', property: 'email' } },
};

/** What create and update both take. Reference: vendors, create and update. */
export const detailFields: PelcroProperty[] = [
	{
		displayName: 'Birthdate',
		name: 'birthdate',
		type: 'dateTime',
		default: '',
		description: 'Date of birth; the time of day is left out',
		encoding: 'date',
		routing: { send: { type: 'body', property: 'birthdate' } },
	},
	{
		displayName: 'Delivery Area',
		name: 'deliveryServiceAreaPrompt',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Downtown Montreal, south of Sherbrooke Street',
		description: 'Where the vendor delivers, in words for the AI of Pelcro',
		routing: { send: { type: 'body', property: 'delivery_service_area_prompt' } },
	},
	{
		displayName: 'Job Title',
		name: 'jobTitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. Carrier',
		description: 'What the vendor does, at most 255 characters',
		routing: { send: { type: 'body', property: 'job_title' } },
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +1 514 555 0100',
		description: 'Phone number, at most 20 characters',
		encoding: 'phoneText',
		routing: { send: { type: 'body', property: 'phone' } },
	},
];

/** Reference: vendors list and export, `search` (the name is inferred there). */
export const search: PelcroProperty = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. Smith',
	description: 'Only vendors whose name, email or phone contains this; all of them when left empty',
	routing: { send: { type: 'query', property: 'search' } },
};

/** Reference: vendors list, `expand`. */
export const expand = expandField([
	{ name: 'Bills', value: 'bills' },
	{
		name: 'Payout Details',
		value: 'vendor.payoutDetail',
		description: 'How the vendor is paid',
	},
	{
		name: 'Vendor Record',
		value: 'vendor',
		description: 'Adds birthdate, job title and delivery area',
	},
]);

/** Reference: vendors list, `filter`. */
export const filters = filtersField([
	{ name: 'Email', value: 'email' },
	{ name: 'First Name', value: 'first_name' },
	{ name: 'ID', value: 'id' },
	{ name: 'Last Name', value: 'last_name' },
	{ name: 'Phone', value: 'phone' },
]);

/** Reference: vendors list, `sort`. */
export const sort = sortField([
	{ name: 'Created At', value: 'created_at' },
	{ name: 'Email', value: 'email' },
	{ name: 'First Name', value: 'first_name' },
	{ name: 'ID', value: 'id' },
	{ name: 'Last Name', value: 'last_name' },
]);
