import { customerExpanded } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { addressId, expand } from './fields';

/** Reference: addresses, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an address',
		description: 'Get one address',
		routing: { request: { method: 'GET', url: '=/addresses/{{$parameter.addressId}}' } },
	},
	output: 'record',
	includes: { customer: customerExpanded },
	fields: [addressId, expand],
};
