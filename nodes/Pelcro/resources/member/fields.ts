import { recordLocator } from '../../shared/recordLocator';
import type { PelcroProperty } from '../../shared/types';

export const memberId: PelcroProperty = {
	displayName: 'Member',
	name: 'memberId',
	...recordLocator('searchMembers'),
	required: true,
	description: 'The member to work with',
};

export const subscriptionId: PelcroProperty = {
	displayName: 'Subscription',
	name: 'subscriptionId',
	...recordLocator('searchSubscriptionsOfAll'),
	required: true,
	description: 'The subscription to a membership plan in which the member gets a seat',
	routing: { send: { type: 'body', property: 'subscription_id' } },
};

export const addressId: PelcroProperty = {
	displayName: 'Address',
	name: 'addressId',
	...recordLocator('searchAddresses'),
	description: 'Address of the member; must belong to the customer',
	routing: { send: { type: 'body', property: 'address_id' } },
};

export const oldProviderId: PelcroProperty = {
	displayName: 'Old Provider ID',
	name: 'oldProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. MEMBER-77',
	description: 'ID of the member on your previous or other system; unique in the account',
	routing: { send: { type: 'body', property: 'old_provider_id' } },
};
