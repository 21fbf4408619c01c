import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	currency,
	billId,
	detailFields,
	lineJson,
	lineRows,
	periodFields,
	vendorId,
} from './fields';

/** Reference: bills, update (the period is required). */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a bill',
		description:
			'Change a bill that is a draft. Line items that are given replace all lines of the bill.',
		routing: { request: { method: 'PUT', url: '=/bills/{{$parameter.billId}}' } },
	},
	output: 'record',
	currencyFrom: { field: 'billId', path: '/bills/{id}' },
	fields: [
		billId,
		...[...periodFields].reverse().map((field) => ({ ...field, required: true })),
		updateFields([
			lineRows,
			lineJson,
			currency,
			...detailFields,
			{ ...vendorId, routing: { send: { type: 'body', property: 'vendor_id' } } },
		]),
	],
};
