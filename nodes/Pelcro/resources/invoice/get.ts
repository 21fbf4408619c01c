import { customerById, planOfSubscription } from '../../shared/included';
import type { PelcroOperation } from '../../shared/types';
import { invoiceId } from './fields';

/** Reference: invoices, get. */
export const get: PelcroOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an invoice',
		description: 'Get one invoice',
		routing: { request: { method: 'GET', url: '=/invoices/{{$parameter.invoiceId}}' } },
	},
	output: 'record',
	includes: { customer: customerById, plan: planOfSubscription },
	fields: [invoiceId],
};
