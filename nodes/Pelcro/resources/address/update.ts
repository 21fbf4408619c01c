import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	addressId,
	changesOthers,
	detailFields,
	oldProviderId,
	placeFields,
	updateNeeds,
} from './fields';

/** Reference: addresses, update; amendment 1. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an address',
		description: 'Change fields of an address; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/addresses/{{$parameter.addressId}}' } },
	},
	output: 'record',
	updateNeeds,
	changesOthers,
	fields: [addressId, updateFields([...placeFields, ...detailFields, oldProviderId])],
};
