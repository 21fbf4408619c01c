import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { customerOldProviderId } from '../../shared/vocabulary/customer';
import {
	customerId,
	changesOthers,
	detailFields,
	oldProviderId,
	placeFields,
	updateNeeds,
} from './fields';

/** An update takes no customer: an address stays with its own. Reference: addresses, create and update. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update an address',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/addresses' } },
	},
	output: 'record',
	concerns: ['customer_id', 'customer_old_provider_id'],
	changesOthers,
	siteIdIn: 'queryAndBody',
	fields: [
		{
			displayName: 'Match By',
			name: 'addressMatchBy',
			type: 'options',
			required: true,
			default: 'oldProviderId',
			description: 'What tells whether the address exists already',
			options: [{ name: 'Old Provider ID', value: 'oldProviderId' }],
		},
		{ ...oldProviderId, required: true },
		...placeFields.map((field) => ({ ...field, required: true })),
		{ ...customerId, description: 'The customer whose address it is; only for a new address' },
		upsertFields([...detailFields, customerOldProviderId]),
	],
	upsert: {
		listPath: '/addresses',
		matchBy: 'addressMatchBy',
		keys: {
			oldProviderId: {
				field: 'oldProviderId',
				property: 'old_provider_id',
				caseSensitive: true,
			},
		},
		update: {
			method: 'PUT',
			url: '/addresses/{id}',
			without: ['customer_id', 'customer_old_provider_id'],
			needs: updateNeeds,
		},
	},
};
