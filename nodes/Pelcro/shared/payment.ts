import type { PelcroProperty } from './types';

/** How a payment outside Pelcro was made. Reference: charges, create-offline; invoices, pay-offline. */
export const paymentCategory: PelcroProperty = {
	displayName: 'Payment Category',
	name: 'paymentCategory',
	type: 'options',
	default: '2',
	description: 'How it was paid',
	options: [
		{ name: 'Cash', value: '6' },
		{ name: 'Check', value: '2' },
		{ name: 'External', value: '5' },
		{ name: 'Transfer', value: '4' },
		{ name: 'Wire', value: '3' },
	],
	routing: { send: { type: 'body', property: 'payment_category' } },
};
