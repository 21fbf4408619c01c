import { expandField, filtersField, sortField } from '../../shared/conditions';
import { customerOfRefund } from '../../shared/included';
import { createdFields, customerField, statusField } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';

/**
 * The overview writes `include=charge`; the list's own page, which is followed here, has `expand`.
 * Reference: refunds, list. It names no attribute to filter by, and of the statuses only the first.
 */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many refunds',
		description: 'Get many refunds, of your choice by status, customer or dates',
		routing: { request: { method: 'GET', url: '/refunds' } },
	},
	output: 'list',
	includes: { customer: customerOfRefund },
	fields: [
		statusField('refunds', [
			{ name: 'Waiting', value: 'to_issue', description: 'Still to be issued; can be canceled' },
			{ name: 'Issued', value: 'issued' },
			{ name: 'Canceled', value: 'canceled' },
		]),
		customerField('refunds'),
		...createdFields('refunds'),
		filtersField([]),
		sortField(
			[],
			[
				{ name: 'Amount', value: 'amount' },
				{ name: 'Created At', value: 'created_at' },
			],
		),
		expandField([{ name: 'Charge', value: 'charge' }]),
	],
};
