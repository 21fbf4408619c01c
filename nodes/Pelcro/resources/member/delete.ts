import type { PelcroOperation } from '../../shared/types';
import { memberId } from './fields';

/** Reference: memberships, delete. */
export const deleteMember: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a member',
		description: 'Take the seat in the membership subscription back. The customer stays.',
		routing: { request: { method: 'DELETE', url: '=/memberships/{{$parameter.memberId}}' } },
	},
	output: 'deleted',
	fields: [memberId],
};
