import { recordLocator } from '../../shared/recordLocator';
import { customerById } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';

/** Reference: charges, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a charge',
		description: 'Get one payment',
		routing: { request: { method: 'GET', url: '=/charges/{{$parameter.chargeId}}' } },
	},
	output: 'record',
	includes: { customer: customerById },
	fields: [
		{
			displayName: 'Charge',
			name: 'chargeId',
			...recordLocator('searchCharges'),
			required: true,
			description: 'The payment to get',
		},
	],
};
