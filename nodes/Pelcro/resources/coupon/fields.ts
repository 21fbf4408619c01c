import { metadataFields } from '../../shared/metadata';
import { couponLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';
import { currencyField } from '../../shared/vocabulary/currency';

export const couponId: PelcroProperty = {
	displayName: 'Coupon',
	name: 'couponId',
	...couponLocator(),
	required: true,
	description: 'The coupon to work with',
};

export const code: PelcroProperty = {
	displayName: 'Code',
	name: 'code',
	type: 'string',
	default: '',
	placeholder: 'e.g. WELCOME10',
	description: 'What customers enter: 3 to 40 letters and digits, unique on the site',
	routing: { send: { type: 'body', property: 'code' } },
};

export const couponName: PelcroProperty = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Welcome',
	description: 'Name that customers see, 3 to 255 characters',
	routing: { send: { type: 'body', property: 'name' } },
};

/** The discount, which cannot be changed later. Reference: coupons, create. */
export const discountFields: PelcroProperty[] = [
	{
		displayName: 'Duration',
		name: 'duration',
		type: 'options',
		required: true,
		default: 'once',
		description: 'How long the discount lasts',
		options: [
			{ name: 'Forever', value: 'forever', description: 'For every payment' },
			{ name: 'Once', value: 'once', description: 'For the first payment' },
		],
		routing: { send: { type: 'body', property: 'duration' } },
	},
	{
		displayName: 'Discount Type',
		name: 'discountType',
		type: 'options',
		required: true,
		default: 'percent',
		description: 'How the discount is given',
		options: [
			{ name: 'Amount', value: 'amount', description: 'A fixed amount of money' },
			{ name: 'Percentage', value: 'percent', description: 'A part of the price' },
		],
	},
	{
		displayName: 'Percent Off',
		name: 'percentOff',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		required: true,
		default: 10,
		description: 'Percentage of the price, 0 to 100',
		displayOptions: { show: { discountType: ['percent'] } },
		routing: { send: { type: 'body', property: 'percent_off' } },
	},
	{
		displayName: 'Amount Off',
		name: 'amountOff',
		type: 'number',
		typeOptions: { minValue: 0 },
		required: true,
		default: 0,
		description: 'Amount of the discount, e.g. 5.50',
		displayOptions: { show: { discountType: ['amount'] } },
		encoding: 'money',
		routing: { send: { type: 'body', property: 'amount_off' } },
	},
	{
		...currencyField(' of the discount'),
		required: true,
		displayOptions: { show: { discountType: ['amount'] } },
	},
];

/** What create and update both take. Reference: coupons, create and update. */
export const limitFields: PelcroProperty[] = [
	...metadataFields,
	{
		displayName: 'Max Redemptions',
		name: 'maxRedemptions',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How often the coupon can be used; not less than it was used already',
		routing: { send: { type: 'body', property: 'max_redemptions' } },
	},
	{
		displayName: 'Plan Names or IDs',
		name: 'plans',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getPlans' },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		encoding: 'recordIds',
		// Leaving `plans` out removes all plan limits. Reference: coupons, update.
		comparison: 'clearedWhenLeftOut',
		routing: { send: { type: 'body', property: 'plans' } },
	},
	{
		displayName: 'Redeem By',
		name: 'redeemBy',
		type: 'dateTime',
		default: '',
		description:
			'Last day on which the coupon can be used; the time of day is left out. On an update, left empty it removes the limit.',
		encoding: 'date',
		clearedByNull: true,
		routing: { send: { type: 'body', property: 'redeem_by' } },
	},
];
