import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { deleteWebhook } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** Reference: 'Webhook endpoints'. */
export const webhook: PelcroResource = {
	name: 'Webhook',
	value: 'webhook',
	description: 'An address to which Pelcro sends events as they happen',
	list: { path: '/webhooks', filteredById: false },
	operations: [create, deleteWebhook, get, getAll, update],
};
