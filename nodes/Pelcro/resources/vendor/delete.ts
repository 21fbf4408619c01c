import type { PelcroOperation } from '../../shared/types';
import { vendorId } from './fields';

/** Reference: vendors, delete. */
export const deleteVendor: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a vendor',
		description: 'Delete a vendor. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/vendors/{{$parameter.vendorId}}' } },
	},
	output: 'deleted',
	fields: [vendorId],
};
