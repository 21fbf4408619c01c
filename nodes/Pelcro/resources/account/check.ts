import type { PelcroOperation } from '../../shared/types';

/**
 * No endpoint of the reference: it reads one record of each list that the reference has, beginning with the customers,
 * and tells what it has seen.
 */
export const check: PelcroOperation = {
	option: {
		name: 'Check',
		value: 'check',
		action: 'Check what the API key can see',
		description:
			'Check what the API key can see, and how Pelcro answers on this account. Changes nothing, makes about 25 calls, and tells no key, email or name.',
		routing: { request: { method: 'GET', url: '/customers' } },
	},
	output: 'check',
	fields: [],
};
