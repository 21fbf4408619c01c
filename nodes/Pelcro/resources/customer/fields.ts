import { customerLocator } from '../../shared/recordLocator';
import { expandField, filtersField, sortField } from '../../shared/conditions';
import { metadataFields } from '../../shared/metadata';
import type { PelcroProperty } from '../../shared/types';
import { firstNameField, lastNameField } from '../../shared/vocabulary/personNames';

export const customerId: PelcroProperty = {
	displayName: 'Customer',
	name: 'customerId',
	...customerLocator(),
	required: true,
	description: 'The customer to work with',
};

/** Reference: customers, `expand`. */
export const expand = expandField([
	{ name: 'Addresses', value: 'addresses' },
	{ name: 'Default Payment Method', value: 'default_source' },
	{ name: 'Organization', value: 'organization' },
	{ name: 'Subscriptions', value: 'subscriptions' },
]);

/** Reference: customers list, `filter`. */
export const filters = filtersField([
	{ name: 'Email', value: 'email' },
	{ name: 'First Name', value: 'first_name' },
	{ name: 'Last Name', value: 'last_name' },
	{ name: 'Metadata Key', value: 'metadata', description: 'Use the operator Has Key' },
	{ name: 'Metadata Value', value: 'metadata.', description: 'Name the key in the next field' },
]);

/** Reference: customers list, `sort`. */
export const sort = sortField(
	[
		{ name: 'Email', value: 'email' },
		{ name: 'ID', value: 'id' },
	],
	[
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Last Name', value: 'last_name' },
	],
);

export const email: PelcroProperty = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'Email address of the customer; unique in the account',
	routing: { send: { type: 'body', property: 'email' } },
};

export const oldProviderId: PelcroProperty = {
	displayName: 'Old Provider ID',
	name: 'oldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. CRM-10023',
	description: 'ID of the customer on your previous or other system; unique in the account',
	routing: { send: { type: 'body', property: 'old_provider_id' } },
};

/** What most people fill in, open in the form; empty it changes nothing. Reference: customers, create and update. */
export const nameFields: PelcroProperty[] = [
	firstNameField(
		'First name, at most 255 characters; left empty, nothing is set or changed. Pelcro requires it with the TAP payment gateway.',
	),
	lastNameField(
		'Last name, at most 255 characters; left empty, nothing is set or changed. Pelcro requires it with the TAP payment gateway.',
	),
];

/** What create and update take besides. Reference: customers, create and update. */
export const profileFields: PelcroProperty[] = [
	{
		displayName: 'Accepts Email Marketing',
		name: 'mailMarketing',
		type: 'boolean',
		default: false,
		description: 'Whether the customer agreed to marketing by email',
		routing: { send: { type: 'body', property: 'mail_marketing' } },
	},
	{
		displayName: 'Accepts Phone Marketing',
		name: 'teleMarketing',
		type: 'boolean',
		default: false,
		description: 'Whether the customer agreed to marketing by phone',
		routing: { send: { type: 'body', property: 'tele_marketing' } },
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan S.',
		description: 'Name shown to others, at most 100 characters',
		routing: { send: { type: 'body', property: 'display_name' } },
	},
	{
		displayName: 'Email Bounces',
		name: 'emailHardbounce',
		type: 'boolean',
		default: false,
		description: 'Whether mail to the email address comes back as undeliverable for good',
		routing: { send: { type: 'body', property: 'email_hardbounce' } },
	},
	...metadataFields,
];

export const passwordFields: PelcroProperty[] = [
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'Password, as a hash of the kind given in Password Type. Without that field Pelcro takes it as a bcrypt hash.',
		routing: { send: { type: 'body', property: 'password' } },
	},
	{
		displayName: 'Password Type',
		name: 'hashType',
		type: 'string',
		default: '',
		placeholder: 'e.g. password_bcrypt',
		description: 'How the password is hashed; only together with Password',
		routing: { send: { type: 'body', property: 'password_type' } },
	},
];

export const phone: PelcroProperty = {
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	default: '',
	placeholder: 'e.g. +1 514 555 0100',
	description:
		'Phone number of 5 to 20 digits, of which Pelcro keeps the digits alone; it requires one with the TAP payment gateway',
	encoding: 'phone',
	comparison: 'digits',
	routing: { send: { type: 'body', property: 'phone' } },
};

export const skipEmailDnsValidations: PelcroProperty = {
	displayName: 'Skip Email Domain Check',
	name: 'skipEmailDnsValidations',
	type: 'boolean',
	default: false,
	description: 'Whether to accept an email address whose domain Pelcro cannot find',
	comparison: 'instruction',
	routing: { send: { type: 'body', property: 'skip_email_dns_validations' } },
};

/** Only taken when a customer is made. Reference: customers, create. */
export const stripeFields: PelcroProperty[] = [
	{
		displayName: 'Import Payment Methods',
		name: 'importPaymentMethods',
		type: 'boolean',
		default: false,
		description:
			'Whether to import the payment methods of the Stripe customer; needs Payment Gateway ID',
		routing: { send: { type: 'body', property: 'import_payment_methods' } },
	},
	{
		displayName: 'Payment Gateway ID',
		name: 'paymentGatewayId',
		type: 'string',
		default: '',
		placeholder: 'e.g. cus_NffrFeUfNV2Hib',
		description: 'ID of the customer at Stripe',
		routing: { send: { type: 'body', property: 'payment_gateway_id' } },
	},
];
