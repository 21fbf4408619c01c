import type { Dataset } from '../../store/dataset';
import type { Interval, Plan, Subscription } from '../../model/records';

const DAY = 86_400;

/**
 * @param start Unix seconds
 * @returns the end of a plan's period that starts there, Unix seconds; calendar months and years
 */
export function periodEnd(start: number, interval: Interval, count: number): number {
	if (interval === 'day') return start + count * DAY;
	if (interval === 'week') return start + count * 7 * DAY;
	const date = new Date(start * 1000);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + count * (interval === 'year' ? 12 : 1));
	// the 31st becomes the last day of a shorter month
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(day, lastDay));
	return date.getTime() / 1000;
}

/** @returns the last second of the day (UTC) in which a moment lies */
export function endOfDay(moment: number): number {
	return Math.floor(moment / DAY) * DAY + DAY - 1;
}

/** A subscription that has ended takes no cancellation, no renewal and no plan change. */
export function hasEnded({ status }: Subscription): boolean {
	return ['canceled', 'expired', 'incomplete_expired'].includes(status);
}

/** Ends a subscription at once. */
export function endNow(
	data: Dataset,
	subscription: Subscription,
	now: number,
	by: string,
	reason: string | null = null,
): void {
	data.subscriptions.update(subscription, {
		status: 'canceled',
		canceled_at: subscription.canceled_at ?? now,
		canceled_by_type: by,
		cancel_reason: reason ?? subscription.cancel_reason,
		cancel_at: null,
		cancel_at_period_end: false,
		ended_at: now,
		expires_at: now,
		renews_at: null,
		schedule: null,
		updated_at: now,
	});
}

/** A subscription to a plan with its first period, before any order's wishes are applied. */
export function blankSubscription(
	plan: Plan,
	userId: number,
	siteId: number,
	now: number,
): Omit<Subscription, 'id'> {
	const end = periodEnd(now, plan.interval, plan.interval_count);
	return {
		site_id: siteId,
		user_id: userId,
		plan: plan.id,
		address: null,
		coupon: null,
		default_source: null,
		latest_invoice: null,
		address_required: false,
		status: 'active',
		quantity: 1,
		billing: 'charge_automatically',
		auto_renew: plan.auto_renew,
		days_until_due: null,
		due_date: null,
		start_date: now,
		current_period_start: now,
		current_period_end: end,
		billing_cycle_anchor: now,
		renews_at: plan.auto_renew ? end : null,
		expires_at: plan.auto_renew ? null : end,
		trial_start: null,
		trial_end: null,
		cancel_at: null,
		cancel_at_period_end: !plan.auto_renew,
		canceled_at: null,
		canceled_by: null,
		canceled_by_type: null,
		cancel_reason: null,
		ended_at: null,
		is_gift_donor: false,
		is_gift_recipient: false,
		is_redeemed: null,
		gift_code: null,
		gift_recipient_email: null,
		gift_recipient_first_name: null,
		gift_recipient_last_name: null,
		gift_donor_subscription_id: null,
		shipments_remaining: 0,
		shipments_undeliverable: false,
		schedule: null,
		campaign_key: null,
		source: 'Web',
		agency_id: null,
		recommended_plan_id: null,
		domains: [],
		ip_addresses: [],
		old_provider_id: null,
		metadata: {},
		created: now,
		updated_at: now,
	};
}
