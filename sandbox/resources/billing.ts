import type { Dataset } from '../store/dataset';
import type { Charge, Coupon, Invoice, Plan, Subscription } from '../store/records';
import { DEFAULT_DAYS_UNTIL_DUE } from '../guesses';

const DAY = 86_400;

/** Amount in minor units after a coupon's discount, never below 0. */
export function discounted(amount: number, coupon: Coupon | null): number {
	if (coupon === null) return amount;
	const off =
		coupon.percent_off === null
			? (coupon.amount_off ?? 0)
			: Math.round((amount * coupon.percent_off) / 100);
	return Math.max(0, amount - off);
}

/** An offline or gateway payment of an invoice. */
export function chargeFor(data: Dataset, invoice: Invoice, details: Partial<Charge> = {}): Charge {
	const charge = data.charges.insert({
		user_id: invoice.user_id,
		invoice_id: invoice.id,
		amount: invoice.amount_remaining,
		amount_refunded: 0,
		currency: invoice.currency,
		description: `Payment of invoice ${invoice.id}`,
		status: 'succeeded',
		paid: true,
		offline: false,
		reference: null,
		payment_category: null,
		disputed: false,
		failure_code: null,
		failure_message: null,
		metadata: {},
		created: invoice.created,
		created_at: invoice.created,
		...details,
	});
	data.invoices.update(invoice, {
		status: 'paid',
		charge_id: charge.id,
		amount_paid: invoice.total,
		amount_remaining: 0,
	});
	return charge;
}

/**
 * Makes the invoice of a subscription's running period and notes it on the subscription. Automatic
 * charging pays it at once; otherwise it stays open and is due later.
 *
 * @param reason why it exists, e.g. subscription_create
 */
export function invoiceFor(
	data: Dataset,
	subscription: Subscription,
	plan: Plan,
	now: number,
	reason: string,
): Invoice {
	const coupon = subscription.coupon === null ? null : data.coupons.get(subscription.coupon);
	const full = plan.amount * subscription.quantity;
	const total = subscription.status === 'trialing' ? 0 : discounted(full, coupon ?? null);
	const automatic = subscription.billing === 'charge_automatically';
	const daysUntilDue = plan.days_until_due ?? DEFAULT_DAYS_UNTIL_DUE;
	const period = {
		start: subscription.current_period_start,
		end: subscription.current_period_end,
	};
	const invoice = data.invoices.insert({
		user_id: subscription.user_id,
		subscription_id: subscription.id,
		charge_id: null,
		status: total === 0 ? 'paid' : 'open',
		billing: subscription.billing,
		billing_reason: reason,
		currency: plan.currency,
		subtotal: full,
		total,
		amount_due: total,
		amount_paid: 0,
		amount_remaining: total,
		auto_advance: automatic,
		purchase_order: null,
		period_start: period.start,
		period_end: period.end,
		due_date: automatic ? null : now + daysUntilDue * DAY,
		finalized_at: now,
		lines: {
			object: 'list',
			data: [
				{
					description: `${subscription.quantity} × ${plan.nickname}`,
					amount: total,
					currency: plan.currency,
					quantity: subscription.quantity,
					period,
					subscription: subscription.id,
				},
			],
		},
		old_provider_id: null,
		metadata: {},
		created: now,
		created_at: now,
		updated_at: now,
	});
	if (automatic && total > 0) chargeFor(data, invoice);
	data.subscriptions.update(subscription, {
		latest_invoice: invoice.id,
		days_until_due: automatic ? null : daysUntilDue,
		due_date: invoice.due_date,
	});
	return invoice;
}
