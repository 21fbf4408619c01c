import { nameLocator, recordLocator } from '../../shared/recordLocator';
import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	customerId,
	email,
	nameFields,
	oldProviderId,
	passwordFields,
	phone,
	profileFields,
	skipEmailDnsValidations,
} from './fields';

/** Reference: customers, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a customer',
		description: 'Change fields of a customer; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/customers/{{$parameter.customerId}}' } },
	},
	output: 'record',
	fields: [
		customerId,
		...nameFields,
		updateFields([
			...profileFields,
			...passwordFields,
			email,
			oldProviderId,
			phone,
			skipEmailDnsValidations,
			{
				displayName: 'Default Payment Method',
				name: 'defaultSourceId',
				...recordLocator('searchPaymentMethods'),
				description: 'Payment method of this customer to charge from now on',
				routing: { send: { type: 'body', property: 'default_source_id' } },
			},
			{
				displayName: 'Organization',
				name: 'organization',
				...nameLocator('searchOrganizations', 'e.g. Harbour Press'),
				description:
					'Organization that the customer belongs to, by its name; left empty, the customer leaves it',
				clearedByNull: true,
				// Taken by name, answered by ID.
				comparison: 'never',
				routing: { send: { type: 'body', property: 'organization' } },
			},
		]),
	],
};
