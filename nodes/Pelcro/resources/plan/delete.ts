import type { PelcroOperation } from '../../shared/types';
import { planId } from './fields';

/** Reference: plans, delete. */
export const deletePlan: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a plan',
		description:
			'Delete a plan, so that nobody can subscribe to it any more. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/plans/{{$parameter.planId}}' } },
	},
	output: 'deleted',
	fields: [planId],
};
