import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import {
	email,
	nameFields,
	oldProviderId,
	passwordFields,
	phone,
	profileFields,
	skipEmailDnsValidations,
} from './fields';

const matchBy: PelcroProperty = {
	displayName: 'Match By',
	name: 'matchBy',
	type: 'options',
	default: 'email',
	description: 'What tells whether the customer exists already',
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'Old Provider ID', value: 'oldProviderId' },
	],
};

/** Reference: customers, create and update; 'Idempotency' for the unique keys. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a customer',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/customers' } },
	},
	output: 'record',
	fields: [
		matchBy,
		email,
		oldProviderId,
		...nameFields,
		upsertFields([...profileFields, ...passwordFields, phone, skipEmailDnsValidations]),
	],
	upsert: {
		listPath: '/customers',
		matchBy: 'matchBy',
		keys: {
			email: { field: 'email', property: 'email', caseSensitive: false },
			oldProviderId: { field: 'oldProviderId', property: 'old_provider_id', caseSensitive: true },
		},
		update: { method: 'PUT', url: '/customers/{id}' },
	},
};
