import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, requiredFields, updateNeeds } from './fields';

/** Reference: newsletters, create and update; list for the exact search by email. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a newsletter subscriber',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/newsletters' } },
	},
	output: 'record',
	fields: [
		{
			displayName: 'Match By',
			name: 'newsletterMatchBy',
			type: 'options',
			required: true,
			default: 'email',
			description: 'What tells whether the subscriber exists already',
			options: [{ name: 'Email', value: 'email' }],
		},
		...requiredFields,
		upsertFields(detailFields),
	],
	upsert: {
		listPath: '/newsletters',
		matchBy: 'newsletterMatchBy',
		keys: {
			email: {
				field: 'email',
				property: 'email',
				caseSensitive: false,
				parameter: 'email',
				certain: true,
			},
		},
		update: { method: 'PUT', url: '/newsletters/{id}', needs: updateNeeds },
	},
};
