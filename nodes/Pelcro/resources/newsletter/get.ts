import type { PelcroOperation } from '../../shared/types';
import { newsletterId } from './fields';

/** Reference: newsletters, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a newsletter subscriber',
		description: 'Get one newsletter subscriber',
		routing: { request: { method: 'GET', url: '=/newsletters/{{$parameter.newsletterId}}' } },
	},
	output: 'record',
	fields: [newsletterId],
};
