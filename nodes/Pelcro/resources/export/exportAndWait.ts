import type { PelcroOperation } from '../../shared/types';
import { binaryPropertyName, lostAdvice, optionalFields, requiredFields } from './fields';

/** Reference: exports, request, list-types (progress) and download. */
export const exportAndWait: PelcroOperation = {
	option: {
		name: 'Export and Wait',
		value: 'exportAndWait',
		action: 'Export records and wait for the file',
		description:
			'Request an export, wait until it is ready, and get the file or its rows. For enterprise accounts.',
		routing: { request: { method: 'POST', url: '/exports' } },
	},
	output: 'file',
	siteIdIn: 'body',
	lostAdvice,
	wait: { statusPath: '/exports', downloadPath: '/exports/{id}' },
	fields: [
		...requiredFields,
		{
			displayName: 'Output',
			name: 'exportOutput',
			type: 'options',
			required: true,
			default: 'file',
			description: 'What to hand over to the next node',
			options: [
				{ name: 'File', value: 'file', description: 'One item with the CSV or ZIP file' },
				{
					name: 'Rows as Items',
					value: 'rows',
					description:
						'One item for each row of a CSV, with all values as texts and times as the file has them; a ZIP stays a file',
				},
			],
		},
		{
			displayName: 'Wait for File (Minutes)',
			name: 'maximumWait',
			type: 'number',
			typeOptions: { minValue: 1 },
			required: true,
			default: 60,
			description:
				'How long to wait for the file. After that the node fails and names the export, so that Download can fetch it later.',
		},
		binaryPropertyName,
		...optionalFields,
	],
};
