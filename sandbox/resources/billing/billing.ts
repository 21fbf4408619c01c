import type { Dataset } from '../../store/dataset';
import type {
	Charge,
	Coupon,
	Invoice,
	InvoiceLine,
	Metadata,
	Plan,
	Subscription,
} from '../../model/records';
import { DEFAULT_DAYS_UNTIL_DUE, PENDING_PAYMENT_STATUS } from '../../model/guesses';

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

/** Attributes of every new charge that nobody chooses. */
export const BLANK_CHARGE = {
	amount_refunded: 0,
	status: 'succeeded',
	paid: true,
	disputed: false,
	failure_code: null,
	failure_message: null,
	agency_id: null,
	by_agency: false,
} as const;

/** Pelcro's own metadata of a charge, which no response shows. */
export function chargeMetadata(customerId: number, invoice: Invoice | null): Metadata {
	const subscriptionId = invoice?.subscription_id ?? null;
	return {
		pelcro_customer_id: customerId,
		...(subscriptionId !== null && { pelcro_subscription_id: subscriptionId }),
	};
}

/** A subscription that waited for a payment runs again. */
function reviveSubscription(data: Dataset, invoice: Invoice): void {
	const subscription = data.subscriptions.get(invoice.subscription_id ?? 0);
	if (subscription?.status === 'past_due' || subscription?.status === PENDING_PAYMENT_STATUS) {
		data.subscriptions.update(subscription, { status: 'active' });
	}
}

/** One line of an invoice. */
export function invoiceLine(
	data: Dataset,
	now: number,
	line: Pick<InvoiceLine, 'description' | 'amount' | 'currency' | 'quantity' | 'period'> & {
		subscription: number | null;
	},
): InvoiceLine {
	return { id: data.newLineId(), ...line, metadata: {}, created_at: now, deleted_at: null };
}

/** Attributes of every new invoice that nobody chooses. */
export const BLANK_INVOICE = {
	charge_id: null,
	purchase_order: null,
	billing_address: null,
	discount_id: null,
	default_tax_rates: null,
	ending_balance: 0,
	is_imported: false,
	old_provider_id: null,
	deleted_at: null,
} as const;

/** A payment of all that is left of an invoice, by the gateway or offline. */
export function chargeFor(data: Dataset, invoice: Invoice, details: Partial<Charge> = {}): Charge {
	const charge = data.charges.insert({
		user_id: invoice.user_id,
		invoice_id: invoice.id,
		amount: invoice.amount_remaining,
		currency: invoice.currency,
		description: `Payment of invoice ${invoice.id}`,
		offline: false,
		reference: null,
		payment_category: null,
		...BLANK_CHARGE,
		metadata: chargeMetadata(invoice.user_id, invoice),
		created: invoice.created,
		created_at: invoice.created,
		...details,
	});
	data.invoices.update(invoice, {
		status: 'paid',
		charge_id: charge.id,
		amount_paid: invoice.total,
		amount_remaining: 0,
		updated_at: charge.created_at,
	});
	reviveSubscription(data, invoice);
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
		...BLANK_INVOICE,
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
		period_start: period.start,
		period_end: period.end,
		due_date: automatic ? null : now + daysUntilDue * DAY,
		finalized_at: now,
		lines: {
			object: 'list',
			data: [
				invoiceLine(data, now, {
					description: `${subscription.quantity} × ${plan.nickname}`,
					amount: total,
					currency: plan.currency,
					quantity: subscription.quantity,
					period,
					subscription: subscription.id,
				}),
			],
		},
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
