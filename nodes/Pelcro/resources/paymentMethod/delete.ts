import type { PelcroOperation } from '../../shared/types';
import { paymentMethodId } from './fields';

/** Reference: sources, delete. */
export const deletePaymentMethod: PelcroOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a payment method',
		description:
			'Delete a payment method. Pelcro refuses this while a subscription is paid with it. This cannot be undone.',
		routing: { request: { method: 'DELETE', url: '=/sources/{{$parameter.paymentMethodId}}' } },
	},
	output: 'deleted',
	fields: [paymentMethodId],
};
