import type { PelcroOperation } from '../../shared/types';
import { planId } from './fields';

/** Reference: plans, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a plan',
		description: 'Get one plan',
		routing: { request: { method: 'GET', url: '=/plans/{{$parameter.planId}}' } },
	},
	output: 'record',
	fields: [planId],
};
