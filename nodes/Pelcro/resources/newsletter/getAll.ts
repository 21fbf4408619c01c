import { filtersField } from '../../shared/conditions';
import { createdFields } from '../../shared/listConditions';
import type { PelcroOperation } from '../../shared/types';

/** Reference: newsletters, list. It names no attribute to filter by besides the exact email. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many newsletter subscribers',
		description: 'Get many newsletter subscribers of the site, or the one with an email address',
		routing: { request: { method: 'GET', url: '/newsletters' } },
	},
	output: 'list',
	fields: [
		{
			displayName: 'Email',
			name: 'subscriberEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. name@email.com',
			description: 'Only the subscriber with exactly this email address',
			routing: { send: { type: 'query', property: 'email' } },
		},
		...createdFields('newsletter subscribers'),
		filtersField([]),
	],
};
