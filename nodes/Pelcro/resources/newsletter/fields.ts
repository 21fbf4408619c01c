import { newsletterLocator } from '../../shared/recordLocator';
import type { PelcroProperty, UpdateNeeds } from '../../shared/types';
import { firstNameField, lastNameField } from '../../shared/vocabulary/personNames';

export const newsletterId: PelcroProperty = {
	displayName: 'Subscriber',
	name: 'newsletterId',
	...newsletterLocator(),
	required: true,
	description: 'The newsletter subscriber to work with',
};

/** Required on create and on update. Reference: newsletters, create and update. */
export const requiredFields: PelcroProperty[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'Email address of the subscriber; unique on the site',
		routing: { send: { type: 'body', property: 'email' } },
	},
	{
		displayName: 'Source',
		name: 'subscriberSource',
		type: 'options',
		required: true,
		default: 'web',
		description: 'Where the subscriber came from; Pelcro stores it again with every change',
		options: [
			{ name: 'Mail', value: 'mail' },
			{ name: 'Other', value: 'other' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'Web', value: 'web' },
		],
		routing: { send: { type: 'body', property: 'source' } },
	},
];

/** What create and update both take. Reference: newsletters, create and update. */
export const detailFields: PelcroProperty[] = [
	{
		displayName: 'Consent IP Address',
		name: 'consentIp',
		type: 'string',
		default: '',
		placeholder: 'e.g. 203.0.113.7',
		description: 'IP address from which the subscriber agreed',
		routing: { send: { type: 'body', property: 'consent_ip' } },
	},
	{
		displayName: 'Consent Text',
		name: 'consentText',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes, send me the newsletter',
		description: 'What the subscriber agreed to, at most 100 characters',
		routing: { send: { type: 'body', property: 'consent_text' } },
	},
	{
		displayName: 'Consent Type',
		name: 'consentType',
		type: 'string',
		default: '',
		placeholder: 'e.g. checkbox',
		description: 'How the subscriber agreed, at most 100 characters',
		routing: { send: { type: 'body', property: 'consent_type' } },
	},
	{
		displayName: 'Consent URL',
		name: 'consentUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/newsletter',
		description: 'Page on which the subscriber agreed, at most 200 characters',
		routing: { send: { type: 'body', property: 'consent_url' } },
	},
	firstNameField('First name, at most 255 characters'),
	lastNameField('Last name, at most 255 characters'),
	{
		displayName: 'Lists',
		name: 'lists',
		type: 'string',
		default: '',
		placeholder: 'e.g. daily,weekend',
		description: 'Newsletters that the subscriber gets, as your site writes them',
		routing: { send: { type: 'body', property: 'lists' } },
	},
	{
		displayName: 'Postal Code',
		name: 'postalCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. H2X 1Y4',
		description: 'Postal code, at most 10 characters',
		routing: { send: { type: 'body', property: 'postal_code' } },
	},
];

/**
 * Pelcro stores consent fields that a change leaves out as empty texts, so the present ones are sent again, and with
 * them whatever else could be lost so. Reference: amendment 3.
 */
export const updateNeeds: UpdateNeeds = {
	body: [
		'consent_ip',
		'consent_text',
		'consent_type',
		'consent_url',
		'first_name',
		'last_name',
		'lists',
		'postal_code',
	],
};
