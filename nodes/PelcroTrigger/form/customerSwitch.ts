import type { INodeProperties } from 'n8n-workflow';

import { includeSwitch } from '../../Pelcro/related';

/**
 * Events about which somebody writes to the customer: there is something to do for them (pay, confirm, take another card,
 * cancel in time, renew). Most of these events name the customer by a number alone. Reference: 'Event types'.
 */
export const EVENTS_TO_WRITE_ABOUT: readonly string[] = [
	'charge.failed',
	'invoice.payment_action_required',
	'invoice.payment_failed',
	'invoice.upcoming',
	'order.payment.failed',
	'source.expired',
	'source.expiring',
	'subscription.expired',
	'subscription.trial_will_end',
];

const NOTE =
	'An event whose record has no more than the customer’s ID costs one call. It starts as on for events about which somebody writes to the customer, e.g. a failed payment.';

/**
 * Include Customer, on from the start where one of the chosen events is one to write about, else off. n8n has no default
 * that depends on another field: it takes that of the one of two fields of one name that is shown, and stores what
 * somebody chose only where it differs from that. So a choice is forgotten once events are chosen that begin with it
 * anyway (seen in the editor of 2.41.1). Where both are shown (events by an expression, before it is resolved), the last one's counts.
 */
export function customerSwitch(): INodeProperties[] {
	const own = includeSwitch('customer', NOTE);
	const events = [...EVENTS_TO_WRITE_ABOUT];
	return [
		{ ...own, default: true, displayOptions: { show: { events } } },
		{ ...own, displayOptions: { hide: { events } } },
	];
}
