import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { filters, sort, vendorId } from './fields';

/** Where a bill has its total. Reference: bills, `amounts`. */
const TOTAL = ['total', 'amounts.total'];

/**
 * The names of `vendor_id`, `status`, `total_min` and `total_max` are inferred in the reference; the filters
 * `user_id`, `status` and `total` were read there, so Filters does without them. As a list may ignore a name that it
 * does not know, the node looks at the bills, too. Reference: bills, list.
 */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many bills',
		description: 'Get many bills, of your choice by vendor, status or total',
		routing: { request: { method: 'GET', url: '/bills' } },
	},
	output: 'list',
	currencyFrom: { field: 'vendorId', path: '/vendors/{id}' },
	fields: [
		{
			...vendorId,
			description: 'Only bills of this vendor; those of all vendors when left empty',
			condition: { attributes: ['user_id', 'vendor_id', 'vendor'], compare: 'is' },
			routing: { send: { type: 'query', property: 'vendor_id' } },
		},
		filters,
		sort,
		additionalFields([
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'open',
				description: 'Only bills with this status',
				options: [
					{ name: 'Draft', value: 'draft', description: 'Can still be changed' },
					{ name: 'Open', value: 'open', description: 'Finalized and waiting to be paid' },
					{ name: 'Paid', value: 'paid' },
				],
				condition: { attributes: ['status'], compare: 'is' },
				routing: { send: { type: 'query', property: 'status' } },
			},
			{
				displayName: 'Minimum Total',
				name: 'totalMin',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description:
					'Only bills of at least this total, e.g. 10.50, in the currency of the vendor or of Currency of Amounts in Options',
				encoding: 'money',
				condition: { attributes: TOTAL, compare: 'atLeast' },
				routing: { send: { type: 'query', property: 'total_min' } },
			},
			{
				displayName: 'Maximum Total',
				name: 'totalMax',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description:
					'Only bills of at most this total, e.g. 10.50, in the currency of the vendor or of Currency of Amounts in Options',
				encoding: 'money',
				condition: { attributes: TOTAL, compare: 'atMost' },
				routing: { send: { type: 'query', property: 'total_max' } },
			},
		]),
	],
};
