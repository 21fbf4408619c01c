import type { PelcroProperty } from '../types';

/** Who gets in, and to what. Each takes what the record does with it as its description. */

/** Reference: plans and subscriptions, create and update. */
export function emailDomains(description: string): PelcroProperty {
	return {
		displayName: 'Email Domains',
		name: 'domains',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add domain' },
		default: [],
		placeholder: 'e.g. harbour-university.edu',
		description,
		routing: { send: { type: 'body', property: 'domains' } },
	};
}

/** Reference: plans and subscriptions, create and update. */
export function ipAddresses(description: string): PelcroProperty {
	return {
		displayName: 'IP Addresses',
		name: 'ipAddresses',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add IP address' },
		default: [],
		placeholder: 'e.g. 203.0.113.0/24',
		description,
		routing: { send: { type: 'body', property: 'ip_addresses' } },
	};
}

/** Reference: plans and skus, create and update. */
export function entitlements(description: string): PelcroProperty {
	return {
		displayName: 'Entitlements',
		name: 'entitlements',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add entitlement' },
		default: [],
		placeholder: 'e.g. archive',
		description,
		routing: { send: { type: 'body', property: 'entitlements' } },
	};
}
