import { brokenRule, FieldChecks } from '../../api/answers';
import { PENDING_PAYMENT_STATUS, SCHEDULED_STATUS } from '../../model/guesses';
import type { Coupon, Plan, Subscription } from '../../model/records';
import { endOfDay, hasEnded } from './subscription-life';

/** Body of create, as the contract has it. */
export interface CreateBody {
	user_id?: number;
	customer_old_provider_id?: string;
	plan_id?: number;
	plan_old_provider_id?: string;
	address_id?: number;
	address_old_provider_id?: string;
	source_id?: number;
	source_old_provider_id?: string;
	auto_renew?: boolean;
	campaign_key?: string;
	collection_method?: string;
	coupon_code?: string;
	current_period_end?: number;
	domains?: string[];
	ip_addresses?: string[];
	metadata?: unknown;
	quantity: number;
	shipments_remaining?: number;
	shipments_undeliverable?: boolean;
	trial_period_days?: number;
	next_invoice_date?: number;
	start_date?: number;
	billing_behavior?: string;
	is_gift_donor?: boolean;
	gift_recipient_email?: string;
	gift_recipient_first_name?: string;
	gift_recipient_last_name?: string;
	gift_donor_subscription_id?: number;
	gift_donor_old_provider_id?: string;
	address?: { line1: string; country: string; state?: string };
}

/** Body of update, as the contract has it. */
export interface UpdateBody {
	shipments_remaining?: number;
	auto_renew?: boolean;
	metadata?: Record<string, unknown>;
	ip_addresses?: string[];
	domains?: string[];
	end_date?: number;
	collection_method?: string;
	source_id?: number;
	address_id?: number;
	recommended_plan_id?: number;
	plan_id?: number;
	proration_behavior?: string;
	payment_behavior?: string;
	billing_cycle_anchor?: string;
}

/** Body of renew, as the contract has it. */
export interface RenewBody {
	subscription_id: number;
	plan_id: number;
	address_id?: number;
	source_id?: number;
	auto_renew?: boolean;
	campaign_key?: string;
	collection_method?: string;
	coupon_code?: string;
	quantity: number;
	source: string;
	replace_upcoming_phases?: boolean;
}

const GIFT_FIELDS = [
	'gift_recipient_email',
	'gift_recipient_first_name',
	'gift_recipient_last_name',
] as const;

function checkTimes(checks: FieldChecks, body: CreateBody, now: number): void {
	const { current_period_end: end, next_invoice_date: next, start_date: start } = body;
	checks.expect(
		end === undefined || body.trial_period_days === undefined,
		'current_period_end',
		'The current period end field is prohibited when trial period days is present.',
	);
	checks.expect(
		end === undefined || end > now,
		'current_period_end',
		'The current period end must be a date in the future.',
	);
	checks.expect(
		next === undefined || next === end,
		'next_invoice_date',
		'The next invoice date and current period end must match.',
	);
	checks.expect(
		start === undefined || start <= now || body.billing_behavior !== undefined,
		'billing_behavior',
		'The billing behavior field is required when start date is in the future.',
	);
}

function checkGift(checks: FieldChecks, body: CreateBody): void {
	for (const field of GIFT_FIELDS) {
		checks.expect(
			body[field] === undefined || body.is_gift_donor === true,
			field,
			`The ${field.replace(/_/g, ' ')} field is prohibited unless is gift donor is true.`,
		);
	}
	for (const field of ['gift_donor_subscription_id', 'gift_donor_old_provider_id'] as const) {
		checks.expect(
			body[field] === undefined || body.is_gift_donor !== true,
			field,
			`The ${field.replace(/_/g, ' ')} field is prohibited when is gift donor is true.`,
		);
	}
}

/** Rules about fields that only a membership plan takes. */
function checkMembership(
	checks: FieldChecks,
	body: Pick<CreateBody, 'domains' | 'ip_addresses'>,
	plan: Plan | undefined,
): void {
	for (const field of ['domains', 'ip_addresses'] as const) {
		checks.expect(
			body[field] === undefined || plan?.type === 'membership',
			field,
			`The ${field.replace(/_/g, ' ')} field is only for membership plans.`,
		);
	}
}

/**
 * Rules of create that need nothing but the body and the plan.
 *
 * @param now Unix seconds
 * @throws Refusal with all fields that are wrong
 */
export function checkNew(body: CreateBody, plan: Plan, now: number): void {
	const checks = new FieldChecks();
	checkTimes(checks, body, now);
	checkGift(checks, body);
	checkMembership(checks, body, plan);
	checks.finish();
}

/**
 * @param coupon the coupon of the code that was sent
 * @param plan the plan it is to be used with
 * @param now Unix seconds
 * @throws Refusal when it does not exist, has run out, or is not for this plan
 */
export function checkCoupon(coupon: Coupon | undefined, plan: Plan, now: number): void {
	const checks = new FieldChecks();
	const field = 'coupon_code';
	checks.expect(coupon !== undefined, field, 'The selected coupon code is invalid.');
	if (coupon !== undefined) {
		const { redeem_by: lastDay, max_redemptions: most, currency, plans } = coupon;
		const over = lastDay !== null && endOfDay(Date.parse(lastDay) / 1000) < now;
		checks.expect(!over, field, 'The coupon has expired.');
		const usedUp = most !== null && coupon.times_redeemed >= most;
		checks.expect(!usedUp, field, 'The coupon has been redeemed as often as it can be.');
		const forPlans = coupon.type === 'subscription';
		const fits = forPlans && (plans.length === 0 || plans.includes(plan.id));
		checks.expect(fits, field, 'The coupon is not valid for this plan.');
		const sameMoney = currency === null || currency === plan.currency;
		checks.expect(sameMoney, field, "The coupon's currency is not the plan's.");
	}
	checks.finish();
}

/** Rules of update. */
export function checkUpdate(
	body: UpdateBody,
	subscription: Subscription,
	plan: Plan | undefined,
	now: number,
): void {
	const { status } = subscription;
	if (status === SCHEDULED_STATUS || status === PENDING_PAYMENT_STATUS) {
		throw brokenRule('Scheduled and pending-payment subscriptions cannot be updated.');
	}
	const checks = new FieldChecks();
	checks.expect(
		body.plan_id === undefined || body.auto_renew === undefined,
		'plan_id',
		'The plan id field is prohibited when auto renew is present.',
	);
	checks.expect(
		body.collection_method !== 'charge_automatically' || body.source_id !== undefined,
		'source_id',
		'The source id field is required when collection method is charge_automatically.',
	);
	const { end_date: end } = body;
	checks.expect(end === undefined || end > now, 'end_date', 'The end date must be in the future.');
	checks.expect(
		end === undefined || end >= subscription.current_period_end,
		'end_date',
		'The end date must not be before the end of the current period.',
	);
	checkMembership(checks, body, plan);
	checks.finish();
	if (body.plan_id !== undefined && hasEnded(subscription)) {
		throw brokenRule('The plan of a subscription that has ended cannot change.');
	}
}

/** Rules of cancel. */
export function checkCancel(subscription: Subscription, mode: string): void {
	if (subscription.is_gift_recipient) {
		throw brokenRule('Gift recipient subscriptions cannot be canceled.');
	}
	if (subscription.agency_id !== null) {
		throw brokenRule('Subscriptions managed by an agency cannot be canceled.');
	}
	if (subscription.status === PENDING_PAYMENT_STATUS) {
		throw brokenRule('Subscriptions with a pending payment cannot be canceled.');
	}
	const asked = mode === 'period_end' && subscription.canceled_at !== null;
	if (hasEnded(subscription) || asked) {
		throw brokenRule('The subscription is already canceled.');
	}
}

/** Rules of renew about the subscription's state. */
export function checkRenew(subscription: Subscription): void {
	if (hasEnded(subscription)) {
		throw brokenRule('Expired and canceled subscriptions cannot be renewed.');
	}
	if (subscription.status === SCHEDULED_STATUS) {
		throw brokenRule('Scheduled subscriptions cannot be renewed.');
	}
	if (subscription.status === PENDING_PAYMENT_STATUS) {
		throw brokenRule('Subscriptions with a pending payment cannot be renewed.');
	}
	if (subscription.agency_id !== null) {
		throw brokenRule('Subscriptions managed by an agency cannot be renewed.');
	}
	if (subscription.is_gift_donor) {
		throw brokenRule('Gift donor subscriptions cannot be renewed.');
	}
}
