import { expandField, filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/**
 * The overview writes `include=charge`; the list's own page, which is followed here, has `expand`.
 * Reference: refunds, list. It names no attribute to filter by, so each is typed in.
 */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many refunds',
		description: 'Get many refunds of all customers',
		routing: { request: { method: 'GET', url: '/refunds' } },
	},
	output: 'list',
	fields: [filtersField([]), expandField([{ name: 'Charge', value: 'charge' }])],
};
