import { planLocator } from '../../shared/recordLocator';
import { metadataFields } from '../../shared/metadata';
import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import {
	addressId,
	autoRenew,
	collectionMethod,
	membershipFields,
	planId,
	shipmentsRemaining,
	sourceId,
	subscriptionId,
} from './fields';

/** How a change of plan is billed. The reference names no values, so they are typed in. */
const planChangeFields: PelcroProperty[] = [
	{
		displayName: 'Plan Change: Billing Anchor',
		name: 'billingCycleAnchor',
		type: 'string',
		default: '',
		description: 'For a change of plan: when the new billing cycle starts, as Pelcro names it',
		routing: { send: { type: 'body', property: 'billing_cycle_anchor' } },
	},
	{
		displayName: 'Plan Change: Payment',
		name: 'paymentBehavior',
		type: 'string',
		default: '',
		description: 'For a change of plan: what to do when the payment fails, as Pelcro names it',
		routing: { send: { type: 'body', property: 'payment_behavior' } },
	},
	{
		...planId,
		displayName: 'Plan',
		description: 'Plan to change to, with proration; not together with Auto Renew',
		routing: { send: { type: 'body', property: 'plan_id' } },
	},
	{
		displayName: 'Plan Change: Proration',
		name: 'prorationBehavior',
		type: 'string',
		default: '',
		description: 'For a change of plan: how the running period is charged, as Pelcro names it',
		routing: { send: { type: 'body', property: 'proration_behavior' } },
	},
	{
		displayName: 'Recommended Plan',
		name: 'recommendedPlanId',
		...planLocator(),
		description: 'Plan to recommend to the customer',
		routing: { send: { type: 'body', property: 'recommended_plan_id' } },
	},
];

/** Reference: subscriptions, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a subscription',
		description: 'Change fields of a subscription, or its plan; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/subscriptions/{{$parameter.subscriptionId}}' } },
	},
	output: 'record',
	fields: [
		subscriptionId,
		updateFields([
			...planChangeFields,
			...membershipFields,
			...metadataFields,
			autoRenew,
			collectionMethod('charge_automatically'),
			shipmentsRemaining,
			{
				...addressId,
				description: 'Address of the customer to deliver to; with taxes on, not together with Plan',
			},
			sourceId,
			{
				displayName: 'End Date',
				name: 'endDate',
				type: 'dateTime',
				default: '',
				description:
					'When the subscription ends: in the future, not before the end of the current period. Pelcro rounds it to the end of the day (UTC).',
				routing: { send: { type: 'body', property: 'end_date' } },
			},
		]),
	],
};
