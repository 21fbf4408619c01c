import { customerById } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { paymentMethodId } from './fields';

/** Reference: sources, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a payment method',
		description: 'Get one payment method',
		routing: { request: { method: 'GET', url: '=/sources/{{$parameter.paymentMethodId}}' } },
	},
	output: 'record',
	includes: { customer: customerById },
	fields: [paymentMethodId],
};
