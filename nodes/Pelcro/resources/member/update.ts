import { metadataFields } from '../../shared/metadata';
import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { addressId, memberId } from './fields';

/** The list of fields was not seen: these follow from an event and the page's example. Reference: memberships, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a member',
		description: 'Change fields of a member; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/memberships/{{$parameter.memberId}}' } },
	},
	output: 'record',
	fields: [
		memberId,
		updateFields([
			...metadataFields,
			addressId,
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'active',
				description: 'Whether the member can use the subscription',
				options: [
					{ name: 'Active', value: 'active' },
					{ name: 'Pending', value: 'pending' },
				],
				routing: { send: { type: 'body', property: 'status' } },
			},
		]),
	],
};
