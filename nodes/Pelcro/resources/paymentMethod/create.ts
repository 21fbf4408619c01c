import { customerLocator } from '../../shared/recordLocator';
import { additionalFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';

/** Reference: sources, create. */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a payment method',
		description:
			'Add a payment method that exists at the payment gateway to a customer. It becomes the default, and all subscriptions of the customer are charged automatically from then on.',
		routing: { request: { method: 'POST', url: '/sources' } },
	},
	output: 'record',
	concerns: ['customer_id', 'customer_old_provider_id'],
	fields: [
		{
			displayName: 'Customer',
			name: 'customerId',
			...customerLocator(),
			required: true,
			description: 'The customer who pays with it',
			routing: { send: { type: 'body', property: 'customer_id' } },
		},
		{
			displayName: 'Payment Gateway',
			name: 'objectGateway',
			type: 'options',
			required: true,
			default: 'stripe',
			description: 'Gateway at which the payment method exists; it must be active in the account',
			options: [
				{ name: 'Braintree', value: 'braintree' },
				{ name: 'Cybersource', value: 'cybersource' },
				{ name: 'Stripe', value: 'stripe' },
				{ name: 'Tap', value: 'tap' },
				{ name: 'Vantiv', value: 'vantiv' },
			],
			routing: { send: { type: 'body', property: 'object_gateway' } },
		},
		{
			displayName: 'Gateway ID',
			name: 'objectId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. pm_1MqLiJLkdIwHu7ixUEgbFdYF',
			description:
				'ID of the payment method at the gateway. At Stripe it starts with src_, card_ or pm_, at Tap with card_; at Cybersource it has 32 characters at most.',
			routing: { send: { type: 'body', property: 'object_id' } },
		},
		additionalFields([
			{
				displayName: 'Customer Old Provider ID',
				name: 'customerOldProviderId',
				type: 'string',
				default: '',
				placeholder: 'e.g. CRM-10023',
				description: 'ID of the customer on your other system; must belong to the same customer',
				routing: { send: { type: 'body', property: 'customer_old_provider_id' } },
			},
			{
				displayName: 'Properties (JSON)',
				name: 'properties',
				type: 'json',
				default: '{}',
				description:
					'What the gateway needs besides, as an object: exp_month (2 digits), exp_year (4 digits), last4 and card_type for Vantiv and Cybersource, tap_customer_id for Tap, braintree_customer_id for Braintree',
				routing: { send: { type: 'body', property: 'properties' } },
			},
		]),
	],
};
