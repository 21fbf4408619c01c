import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	email,
	nameFields,
	oldProviderId,
	passwordFields,
	phone,
	profileFields,
	skipEmailDnsValidations,
	stripeFields,
} from './fields';

/** Reference: customers, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a customer',
		description: 'Create a customer',
		routing: { request: { method: 'POST', url: '/customers' } },
	},
	output: 'record',
	once: { filtered: true },
	uniqueKeys: [
		{ property: 'email', caseSensitive: false },
		{ property: 'old_provider_id', caseSensitive: true },
	],
	fields: [
		email,
		...nameFields,
		additionalFields([
			...profileFields,
			...passwordFields,
			...stripeFields,
			oldProviderId,
			phone,
			skipEmailDnsValidations,
		]),
	],
	requirements: [
		{
			oneOf: ['email', 'old_provider_id', 'display_name'],
			message: "'Email' is empty, and there is no Old Provider ID or Display Name in its place",
		},
	],
};
