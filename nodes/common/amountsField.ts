import type { INodeProperties } from 'n8n-workflow';

import type { AmountUnit } from './amounts';

const units: Array<{ name: string; value: AmountUnit; description: string }> = [
	{
		name: 'Decimals',
		value: 'decimal',
		description: '10.50 for 10.50 USD, as people write it',
	},
	{
		name: 'Minor Units',
		value: 'minor',
		description: '1050 for 10.50 USD, as Pelcro and other systems count',
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
