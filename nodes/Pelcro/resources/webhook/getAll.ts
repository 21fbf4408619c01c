import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: webhooks, list. It names no attribute to filter by. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description: 'Get many webhooks of the account',
		routing: { request: { method: 'GET', url: '/webhooks' } },
	},
	output: 'list',
	fields: [filtersField([])],
};
