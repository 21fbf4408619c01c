import type { PelcroOperation } from '../../shared/types';

/**
 * The overview writes `/runs/{run_id}/download`; the page's own OpenAPI block, which is followed here, has
 * `/report/download`. Reference: campaigns, run-report.
 */
export const runReport: PelcroOperation = {
	option: {
		name: 'Get Run Report',
		value: 'runReport',
		action: 'Get the report of a campaign run',
		description: 'Download the report of one run of a campaign as a CSV file',
		routing: {
			request: {
				method: 'GET',
				url: '=/campaigns/{{$parameter.campaignId}}/runs/{{$parameter.campaignRunId}}/report/download',
			},
		},
	},
	output: 'file',
	fields: [
		{
			displayName: 'Campaign ID',
			name: 'campaignId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 312',
			description: 'The campaign; its ID is in the address of its page in the Pelcro admin',
			encoding: 'recordId',
		},
		{
			displayName: 'Campaign Run ID',
			name: 'campaignRunId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 4417',
			description:
				'The run of the campaign; its ID is in the event campaign.run_completed and in the Pelcro admin',
			encoding: 'recordId',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
			description: 'Name of the binary field of the output item',
		},
	],
};
