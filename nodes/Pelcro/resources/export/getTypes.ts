import type { PelcroOperation } from '../../shared/types';

/** The answer holds both; its form was not seen. Reference: exports, list-types. */
export const getTypes: PelcroOperation = {
	option: {
		name: 'Get Types',
		value: 'getTypes',
		action: 'Get the types and the progress of exports',
		description: 'Get the types of export that Pelcro offers, and how far requested exports are',
		routing: { request: { method: 'GET', url: '/exports' } },
	},
	output: 'entries',
	fields: [],
};
