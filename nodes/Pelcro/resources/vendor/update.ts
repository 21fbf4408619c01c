import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, email, firstName, lastName, vendorId } from './fields';

/** Reference: vendors, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a vendor',
		description: 'Change fields of a vendor; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/vendors/{{$parameter.vendorId}}' } },
	},
	output: 'record',
	fields: [vendorId, updateFields([...detailFields, email, firstName, lastName])],
};
