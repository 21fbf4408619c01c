import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteNewsletter } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** Reference: 'Newsletters'. */
export const newsletter: PelcroResource = {
	name: 'Newsletter',
	value: 'newsletter',
	description: 'Somebody who gets newsletters, with or without being a customer',
	simplifiedFields: [
		'id',
		'email',
		'first_name',
		'last_name',
		'source',
		'lists',
		'postal_code',
		'created_at',
		'updated_at',
	],
	list: { path: '/newsletters', filteredById: false },
	operations: [create, upsert, deleteNewsletter, get, getAll, update],
};
