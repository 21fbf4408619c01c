import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { currency, detailFields, lineJson, lineRows, periodFields, vendorId } from './fields';

/** Reference: bills, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a bill',
		description: 'Create a bill of a vendor as a draft, which can be changed until it is finalized',
		routing: { request: { method: 'POST', url: '/bills' } },
	},
	output: 'record',
	once: {
		owner: {
			words: 'vendor',
			field: 'Vendor',
			property: 'vendor_id',
			attributes: ['vendor_id', 'user_id', 'vendor'],
		},
	},
	currencyFrom: { field: 'vendorId', path: '/vendors/{id}' },
	concerns: ['vendor_id'],
	fields: [
		{
			...vendorId,
			required: true,
			routing: { send: { type: 'body', property: 'vendor_id' } },
		},
		lineRows,
		currency,
		additionalFields([...periodFields, ...detailFields, lineJson]),
	],
	requirements: [
		{
			oneOf: ['line_items'],
			message: 'A bill needs at least one line, and there is none',
		},
	],
};
