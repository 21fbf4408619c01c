import type { INodeProperties } from 'n8n-workflow';

import type { AmountUnit } from './amounts';

const units: Array<{ name: string; value: AmountUnit; description: string }> = [
	{
		name: 'Decimals',
		value: 'decimal',
		description:
			'10.50 for 10.50 USD, as people write it; 1050 for 1050 JPY, which has no decimals',
	},
	{
		name: 'Minor Units',
		value: 'minor',
		description: '1050 for 10.50 USD and for 1050 JPY, as Pelcro and other systems count',
	},
];

/** The option that chooses the unit of amounts, for those who chain systems. */
export const amountsField: INodeProperties = {
	displayName: 'Amounts',
	name: 'amounts',
	type: 'options',
	default: 'decimal',
	description: 'How amounts of money are written',
	options: units,
};
