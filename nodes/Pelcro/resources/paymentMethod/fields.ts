import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';

export const paymentMethodId: PelcroProperty = {
	displayName: 'Payment Method',
	name: 'paymentMethodId',
	...recordLocator('searchPaymentMethods'),
	required: true,
	description: 'The payment method to work with',
};
