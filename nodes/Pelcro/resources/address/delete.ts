import type { PelcroOperation } from '../../shared/types';
import { addressId } from './fields';

/** Reference: addresses, delete. Whether it can be had back is told in two ways; users should not count on it. */
export const deleteAddress: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an address',
		description: 'Delete an address of a customer. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/addresses/{{$parameter.addressId}}' } },
	},
	output: 'deleted',
	fields: [addressId],
};
