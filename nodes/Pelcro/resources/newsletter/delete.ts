import type { PelcroOperation } from '../../shared/types';
import { newsletterId } from './fields';

/** Reference: newsletters, delete. */
export const deleteNewsletter: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a newsletter subscriber',
		description: 'Delete a newsletter subscriber. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/newsletters/{{$parameter.newsletterId}}' } },
	},
	output: 'deleted',
	fields: [newsletterId],
};
