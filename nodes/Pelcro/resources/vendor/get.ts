import type { PelcroOperation } from '../../shared/types';
import { vendorId } from './fields';

/** Reference: vendors, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a vendor',
		description: 'Get one vendor',
		routing: { request: { method: 'GET', url: '=/vendors/{{$parameter.vendorId}}' } },
	},
	output: 'record',
	fields: [vendorId],
};
