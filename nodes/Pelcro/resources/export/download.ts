import type { PelcroOperation } from '../../shared/types';
import { binaryPropertyName, lostAdvice } from './fields';

/** Reference: exports, download. */
export const download: PelcroOperation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download an export',
		description:
			'Download the file of an export that is ready, as CSV or ZIP. Pelcro removes the file afterwards: each can be downloaded only once.',
		routing: { request: { method: 'GET', url: '=/exports/{{$parameter.exportId}}' } },
	},
	output: 'file',
	lostAdvice,
	fields: [
		{
			displayName: 'Export ID',
			name: 'exportId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3f0c2a52-8d5e-4c3b-9a35-6e2f0d7c1b44',
			description: 'The UUID that Request gives, or the event export.completed',
		},
		binaryPropertyName,
	],
};
