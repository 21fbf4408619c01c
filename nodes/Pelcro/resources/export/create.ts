import type { PelcroOperation } from '../../shared/types';
import { optionalFields, requiredFields } from './fields';

/** Reference: exports, request. */
export const create: PelcroOperation = {
	option: {
		name: 'Request',
		value: 'create',
		action: 'Request an export',
		description:
			'Have Pelcro make an export file in the background, and get its ID for Download. For enterprise accounts; one export of each type at a time.',
		routing: { request: { method: 'POST', url: '/exports' } },
	},
	output: 'done',
	siteIdIn: 'body',
	fields: [...requiredFields, ...optionalFields],
};
