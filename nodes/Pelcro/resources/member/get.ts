import { customerById } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { memberId } from './fields';

/** Reference: memberships, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a member',
		description: 'Get one member',
		routing: { request: { method: 'GET', url: '=/memberships/{{$parameter.memberId}}' } },
	},
	output: 'record',
	includes: { customer: customerById },
	fields: [memberId],
};
