/** What an event is about. */
export type EventGroup =
	| 'Address'
	| 'Bill'
	| 'Campaign'
	| 'Charge'
	| 'Customer'
	| 'Export'
	| 'Invoice'
	| 'Member'
	| 'Newsletter'
	| 'Order'
	| 'Payment Method'
	| 'Plan'
	| 'Product'
	| 'SKU'
	| 'Subscription'
	| 'Vendor';

/** An event that Pelcro can send to a webhook. */
export interface WebhookEvent {
	group: EventGroup;
	/** As in a list of choices, e.g. Subscription Renewed. */
	name: string;
	/** As in `type` of a delivery, e.g. subscription.renewed. */
	type: string;
	/** As in the calls that register a webhook, e.g. subscription_renewed. */
	apiName: string;
	/** When it is sent. */
	description: string;
	/** Whether a page describes it; the others are named only in passing and may not exist. */
	documented: boolean;
}

/**
 * Every event that the reference names, in order of group and name. Reference: 'Event types'. No list of the
 * API names was found: all but three follow from the rule that dots become underscores (`apiNameOf`).
 */
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = [
	event('Address', 'Created', 'address.created', 'An address was added'),
	event('Address', 'Updated', 'address.updated', 'An address was changed'),
	event('Bill', 'Created', 'bill.created', 'A bill was made'),
	event('Bill', 'Deleted', 'bill.deleted', 'A bill was deleted'),
	event('Bill', 'Finalized', 'bill.finalized', 'A bill was finalized'),
	event('Bill', 'Paid', 'bill.paid', 'A bill was paid'),
	event('Bill', 'Updated', 'bill.updated', 'A bill was changed'),
	event(
		'Campaign',
		'Run Completed',
		'campaign.run_completed',
		'A run of a campaign is done; names the run for its report',
	),
	event('Campaign', 'Triggered', 'campaign.triggered', 'A campaign was started for a customer'),
	event('Charge', 'Created', 'charge.created', 'A payment was started', false),
	event('Charge', 'Failed', 'charge.failed', 'A payment failed'),
	event('Charge', 'Refunded', 'charge.refunded', 'A payment was given back'),
	event('Charge', 'Succeeded', 'charge.succeeded', 'A payment went through'),
	event('Customer', 'Created', 'customer.created', 'A customer was made'),
	event('Customer', 'Deleted', 'customer.deleted', 'A customer was deleted'),
	event(
		'Customer',
		'Email Verification Request',
		'customer.email_verification_request',
		'A customer was asked to confirm the email address',
	),
	event(
		'Customer',
		'Email Verification Succeeded',
		'customer.email_verification_succeeded',
		'A customer confirmed the email address',
	),
	event(
		'Customer',
		'Password Reset Request Submitted',
		'customer.PasswordResetRequestSubmitted',
		'A customer asked for a new password',
	),
	event(
		'Customer',
		'Password Update Succeeded',
		'customer.password_update.succeeded',
		'A customer changed the password',
	),
	event(
		'Customer',
		'Passwordless Login Request',
		'customer.passwordless_login_request',
		'A customer asked for a link to log in without a password',
	),
	event('Customer', 'Updated', 'customer.updated', 'A customer was changed'),
	event('Export', 'Completed', 'export.completed', 'An export is ready to be downloaded'),
	event('Export', 'Downloaded', 'export.downloaded', 'The file of an export was downloaded'),
	event('Export', 'Failed', 'export.failed', 'An export could not be made'),
	event('Export', 'Requested', 'export.requested', 'An export was requested'),
	event('Invoice', 'Created', 'invoice.created', 'An invoice was made'),
	event(
		'Invoice',
		'Paid',
		'invoice.paid',
		'An invoice was paid; newer documentation has Payment Succeeded instead',
		false,
	),
	event(
		'Invoice',
		'Payment Action Required',
		'invoice.payment_action_required',
		'The customer has to confirm the payment of an invoice',
	),
	event('Invoice', 'Payment Failed', 'invoice.payment_failed', 'The payment of an invoice failed'),
	event('Invoice', 'Payment Succeeded', 'invoice.payment_succeeded', 'An invoice was paid'),
	event('Invoice', 'Upcoming', 'invoice.upcoming', 'An invoice is about to be made'),
	event('Invoice', 'Updated', 'invoice.updated', 'An invoice was changed'),
	event('Member', 'Activated', 'member.activated', 'A member accepted the invitation'),
	event(
		'Member',
		'Created',
		'member.created',
		'A member was added, by hand or by domain or IP address',
	),
	event('Member', 'Deleted', 'member.deleted', 'A member was removed'),
	event(
		'Member',
		'Subscription Updated',
		'member.subscription_updated',
		'The subscription of a member was changed',
	),
	event('Member', 'Updated', 'member.updated', 'A member was changed'),
	event('Newsletter', 'Created', 'newsletter.created', 'A newsletter subscriber was added'),
	event(
		'Newsletter',
		'Deleted',
		'newsletter.deleted',
		'A newsletter subscriber was removed',
		false,
	),
	event('Newsletter', 'Updated', 'newsletter.updated', 'A newsletter subscriber was changed'),
	event('Order', 'Created', 'order.created', 'An order was made'),
	event('Order', 'Payment Failed', 'order.payment.failed', 'The payment of an order failed'),
	event('Order', 'Payment Succeeded', 'order.payment.succeeded', 'An order was paid'),
	event('Payment Method', 'Canceled', 'source.canceled', 'A payment method was canceled'),
	event('Payment Method', 'Created', 'source.created', 'A payment method was added'),
	event('Payment Method', 'Deleted', 'source.deleted', 'A payment method was deleted', false),
	event(
		'Payment Method',
		'Expired',
		'source.expired',
		'A card of an active subscription has expired',
	),
	event('Payment Method', 'Expiring', 'source.expiring', 'A card expires at the end of the month'),
	event('Payment Method', 'Updated', 'source.updated', 'A payment method was changed'),
	event('Plan', 'Created', 'plan.created', 'A plan was made'),
	event('Plan', 'Updated', 'plan.updated', 'A plan was changed'),
	event('Product', 'Created', 'product.created', 'A product was made'),
	event('Product', 'Deleted', 'product.deleted', 'A product was deleted'),
	event('Product', 'Updated', 'product.updated', 'A product was changed'),
	event('SKU', 'Created', 'product_sku.created', 'A SKU was made'),
	event('SKU', 'Deleted', 'product_sku.deleted', 'A SKU was deleted'),
	event('SKU', 'Updated', 'product_sku.updated', 'A SKU was changed'),
	event('Subscription', 'Canceled', 'subscription.canceled', 'A subscription was canceled'),
	event(
		'Subscription',
		'Changed',
		'subscription.changed',
		'A subscription was changed to something else, e.g. another plan',
	),
	event(
		'Subscription',
		'Created',
		'subscription.created',
		'A subscription was made; not sent for subscriptions that are being migrated',
	),
	event('Subscription', 'Expired', 'subscription.expired', 'A subscription ended'),
	event(
		'Subscription',
		'Gift Notification',
		'subscription.gift_notification',
		'The recipient of a gift subscription is to be told',
	),
	event('Subscription', 'Renewed', 'subscription.renewed', 'A subscription was renewed'),
	event('Subscription', 'Trial Will End', 'subscription.trial_will_end', 'A trial is about to end'),
	event('Subscription', 'Updated', 'subscription.updated', 'A subscription was updated'),
	event('Vendor', 'Created', 'vendor.created', 'A vendor was made'),
	event('Vendor', 'Deleted', 'vendor.deleted', 'A vendor was deleted'),
	event('Vendor', 'Updated', 'vendor.updated', 'A vendor was changed'),
];

function event(
	group: EventGroup,
	title: string,
	type: string,
	description: string,
	documented = true,
): WebhookEvent {
	const name = `${group} ${title}`;
	return { group, name, type, apiName: apiNameOf(type), description, documented };
}

/** Whether the reference names an event, with dots or with underscores. */
export function isKnownEvent(type: string): boolean {
	const name = apiNameOf(type);
	return WEBHOOK_EVENTS.some(({ apiName }) => apiName === name);
}

/**
 * A delivered type as the calls that register a webhook name it. `customer.PasswordResetRequestSubmitted` is
 * spelled so in the reference; how the API spells it there is not known, so the rule is followed.
 */
export function apiNameOf(type: string): string {
	return type.replace(/\./g, '_');
}

/** What events call a resource where they call it otherwise. Reference: 'Event types'. */
const EVENT_OBJECTS: Readonly<Record<string, string>> = {
	ecommerceProduct: 'ecommerce_product',
	paymentMethod: 'source',
	sku: 'product_sku',
};

/** What an event about a resource's records begins with, e.g. `source` for payment methods. */
export function eventObjectOf(resource: string): string {
	return EVENT_OBJECTS[resource] ?? resource;
}
