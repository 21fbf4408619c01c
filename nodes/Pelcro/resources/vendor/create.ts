import { metadataFields } from '../../shared/metadata';
import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import { COUNTRIES } from '../../shared/vocabulary/countries';
import { detailFields, email, firstName, lastName } from './fields';

/**
 * Only taken when a vendor is made. The names of `company`, `address` and `postal_code` are inferred in the
 * reference (the street may be `line1`); who finds another sends it under Additional Body Fields.
 */
const addressFields: PelcroProperty[] = [
	{
		displayName: 'City',
		name: 'city',
		type: 'string',
		default: '',
		placeholder: 'e.g. Montreal',
		description: 'City, at most 100 characters',
		routing: { send: { type: 'body', property: 'city' } },
	},
	{
		displayName: 'Company',
		name: 'company',
		type: 'string',
		default: '',
		placeholder: 'e.g. Smith Deliveries',
		description: 'Name of the company, at most 255 characters',
		routing: { send: { type: 'body', property: 'company' } },
	},
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		default: '',
		description:
			'The country; an expression may give its two-letter code, or a name as Pelcro has it',
		options: COUNTRIES,
		otherChoices: true,
		routing: { send: { type: 'body', property: 'country' } },
	},
	{
		displayName: 'Postal Code',
		name: 'postalCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. H2X 1Y4',
		description: 'Postal code, at most 20 characters',
		routing: { send: { type: 'body', property: 'postal_code' } },
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. QC',
		description: 'State or province, at most 100 characters',
		routing: { send: { type: 'body', property: 'state' } },
	},
	{
		displayName: 'Street',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. 100 Main Street',
		description: 'Street and number, at most 255 characters',
		routing: { send: { type: 'body', property: 'address' } },
	},
];

/** Reference: vendors, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a vendor',
		description: 'Create a vendor, whose bills you can then record',
		routing: { request: { method: 'POST', url: '/vendors' } },
	},
	output: 'record',
	once: {},
	uniqueKeys: [{ property: 'email', caseSensitive: false }],
	fields: [
		{ ...firstName, required: true },
		{ ...lastName, required: true },
		{ ...email, required: true },
		additionalFields([...detailFields, ...addressFields, ...metadataFields]),
	],
};
