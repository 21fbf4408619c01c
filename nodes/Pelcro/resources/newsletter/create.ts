import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, requiredFields } from './fields';

/** Reference: newsletters, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a newsletter subscriber',
		description: 'Subscribe somebody to newsletters',
		routing: { request: { method: 'POST', url: '/newsletters' } },
	},
	output: 'record',
	uniqueKeys: [{ property: 'email', caseSensitive: false, parameter: 'email' }],
	fields: [...requiredFields, additionalFields(detailFields)],
};
