import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';

/** The file itself is not in the answer. Reference: bills, export. */
export const exportBills: PelcroOperation = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export bills by email',
		description:
			'Have a CSV of the bills made and sent by email to the owner of the API key; the file does not come back here',
		routing: { request: { method: 'GET', url: '/bills/export' } },
	},
	output: 'message',
	fields: [
		additionalFields([
			{
				displayName: 'From',
				name: 'dateFrom',
				type: 'dateTime',
				default: '',
				description: 'First day to export; the time of day is left out',
				encoding: 'date',
				routing: { send: { type: 'query', property: 'date_from' } },
			},
			{
				displayName: 'To',
				name: 'dateTo',
				type: 'dateTime',
				default: '',
				description: 'Last day to export; the time of day is left out',
				encoding: 'date',
				routing: { send: { type: 'query', property: 'date_to' } },
			},
			{
				displayName: 'Include Metadata',
				name: 'includeMetadata',
				type: 'boolean',
				default: true,
				description: 'Whether to add columns for the metadata of the bills',
				routing: { send: { type: 'query', property: 'metadata' } },
			},
		]),
	],
};
