import { filtersField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';

/** The page speaks of filters but lists none, so each is typed in. Reference: charges, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many charges',
		description: 'Get many payments, online and offline',
		routing: { request: { method: 'GET', url: '/charges' } },
	},
	output: 'list',
	fields: [filtersField([])],
};
