import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteMember } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { invite } from './invite';
import { ipAuthorization } from './ipAuthorization';
import { update } from './update';

/** Reference: 'Memberships'. */
export const member: PelcroResource = {
	name: 'Member',
	value: 'member',
	description: 'Somebody who has a seat in a subscription to a membership plan',
	list: { path: '/memberships', filteredById: false },
	operations: [ipAuthorization, create, deleteMember, get, getAll, invite, update],
};
