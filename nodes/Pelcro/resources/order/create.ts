import { additionalFields } from '../../shared/optionalFields';
import { couponCodeLocator, customerLocator, recordLocator } from '../../shared/recordLocator';
import type { PelcroOperation } from '../../shared/types';
import { itemJson, itemRows } from './fields';

/**
 * The page files every field under 'Query Params'. A list and an object do not fit there, so all go into the body,
 * as the reference advises. Reference: orders, create, and 'Doc slips and conflicts'.
 */
export const create: PelcroOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an order',
		description: 'Order products of the shop for a customer, who is charged for them',
		routing: { request: { method: 'POST', url: '/orders' } },
	},
	output: 'record',
	concerns: ['user_id'],
	fields: [
		{
			displayName: 'Customer',
			name: 'customerId',
			...customerLocator(),
			required: true,
			description: 'The customer who orders',
			routing: { send: { type: 'body', property: 'user_id' } },
		},
		itemRows,
		{
			displayName: 'Payment Method',
			name: 'sourceId',
			...recordLocator('searchPaymentMethods'),
			description:
				'Payment method of the customer to charge; the customer’s default one when left empty',
			routing: { send: { type: 'body', property: 'source_id' } },
		},
		additionalFields([
			itemJson,
			{
				displayName: 'Address',
				name: 'addressId',
				...recordLocator('searchAddresses'),
				description: 'Address of the customer to deliver to; needed for items that are shipped',
				routing: { send: { type: 'body', property: 'address_id' } },
			},
			{
				displayName: 'Address (JSON)',
				name: 'addressJson',
				type: 'json',
				default: '{}',
				description:
					'A new address in place of Address: an object with first_name, last_name, line1, city, country, postal_code and state',
				routing: { send: { type: 'body', property: 'address' } },
			},
			{
				displayName: 'Campaign ID',
				name: 'campaignId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 901',
				description: 'Campaign to count this for',
				encoding: 'recordId',
				routing: { send: { type: 'body', property: 'campaign_id' } },
			},
			{
				displayName: 'Campaign Key',
				name: 'campaignKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. spring-2026',
				description: 'Key of the campaign to count this for',
				routing: { send: { type: 'body', property: 'campaign_key' } },
			},
			{
				displayName: 'Coupon Code',
				name: 'couponCode',
				...couponCodeLocator(),
				description: 'Code of a coupon for the shop that is used once',
				routing: { send: { type: 'body', property: 'coupon_code' } },
			},
		]),
	],
	fillFrom: {
		path: '/customers/{user_id}',
		property: 'source_id',
		attributes: ['default_source_id', 'default_source'],
		when: {},
		unless: ['source_id'],
	},
	requirements: [
		{ oneOf: ['items'], message: 'An order needs at least one item, and there is none' },
	],
};
