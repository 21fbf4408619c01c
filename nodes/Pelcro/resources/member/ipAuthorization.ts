import type { PelcroOperation } from '../../shared/types';

/** Reference: memberships, ip-authorization. The field's name is inferred there. */
export const ipAuthorization: PelcroOperation = {
	option: {
		name: 'Check IP Address',
		value: 'ipAuthorization',
		action: 'Check the access of an IP address',
		description:
			'Find the membership subscriptions that let a visitor with this IP address in, one item each. Without a match there is no access, and no item.',
		routing: { request: { method: 'POST', url: '/memberships/ip/authorization' } },
	},
	output: 'records',
	onlyReads: true,
	fields: [
		{
			displayName: 'IP Address',
			name: 'ip',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 203.0.113.7',
			description: 'Address of the visitor, IPv4 or IPv6',
			routing: { send: { type: 'body', property: 'ip' } },
		},
	],
};
