import type { PelcroOperation } from '../../shared/types';
import { search } from './fields';

/** The file itself is not in the answer. Reference: vendors, export. */
export const exportVendors: PelcroOperation = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export vendors by email',
		description:
			'Have a CSV of the vendors made and sent by email to the owner of the API key; the file does not come back here',
		routing: { request: { method: 'GET', url: '/vendors/export' } },
	},
	output: 'message',
	fields: [search],
};
