import type { INodeProperties } from 'n8n-workflow';

/** The option that chooses how times come out, for those who chain systems. */
export const timesField: INodeProperties = {
	displayName: 'Times',
	name: 'times',
	type: 'options',
	default: 'iso',
	description: 'How times are written in the output. Fields take both.',
	options: [
		{
			name: 'ISO 8601',
			value: 'iso',
			description: '2026-03-31T14:00:00.000-04:00, in the time zone of the workflow',
		},
		{
			name: 'Unix Seconds',
			value: 'unix',
			description: '1774980000, as Pelcro and other systems count',
		},
	],
};
