import { type Answer, brokenRule, FieldChecks, invalid, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, mergedMetadata, sent } from '../../api/rules';
import { MAX_PHASES, SCHEDULED_STATUS } from '../../model/guesses';
import type { Dataset } from '../../store/dataset';
import type { Address, Customer, Phase, Plan, Source, Subscription } from '../../model/records';
import { addAddress } from '../audience/addresses';
import { invoiceFor } from '../billing/billing';
import { customerOf, named, required } from '../../api/lookups';
import { blankSubscription, endNow, endOfDay, periodEnd } from './subscription-life';
import {
	checkCancel,
	checkCoupon,
	checkNew,
	checkRenew,
	checkUpdate,
	type CreateBody,
	type RenewBody,
	type UpdateBody,
} from './subscription-rules';
import { sourceView } from '../audience/sources';

const DAY = 86_400;

/** Relations of a subscription: the attribute, and where its records are. */
const RELATIONS = {
	plan: 'plans',
	address: 'addresses',
	coupon: 'coupons',
	default_source: 'sources',
	latest_invoice: 'invoices',
} as const;

function subscriptionView(data: Dataset, subscription: Subscription, expanded: Set<string>) {
	const view: Record<string, unknown> = { ...subscription };
	for (const [relation, collection] of Object.entries(RELATIONS)) {
		const id = subscription[relation as keyof typeof RELATIONS];
		if (expanded.has(relation) && id !== null) {
			view[relation] = data[collection].getEvenRemoved(id) ?? null;
		}
	}
	const source = data.sources.getEvenRemoved(subscription.default_source ?? 0);
	if (expanded.has('default_source') && source) view.default_source = sourceView(data, source);
	return view;
}

const shown = (call: Call, subscription: Subscription) =>
	single(subscriptionView(call.data, subscription, expansions(call)));

function expectOwner(record: { user_id: number } | undefined, customer: Customer, field: string) {
	if (record === undefined || record.user_id === customer.id) return;
	const name = field.replace(/_/g, ' ');
	throw invalid({ [field]: [`The selected ${name} does not belong to the customer.`] });
}

/** The shipping address of a new subscription: the one named, or one made of `address`. */
function addressFor(call: Call, body: CreateBody, customer: Customer): Address | undefined {
	const { data, now } = call;
	const address = named(data.addresses, {
		id: body.address_id,
		idField: 'address_id',
		oldId: body.address_old_provider_id,
	});
	expectOwner(address, customer, 'address_id');
	if (address !== undefined || body.address === undefined) return address;
	return addAddress(data, customer.id, { ...body.address, type: 'shipping' }, now);
}

function sourceFor(call: Call, body: CreateBody, customer: Customer): Source | undefined {
	const source = named(call.data.sources, {
		id: body.source_id,
		idField: 'source_id',
		oldId: body.source_old_provider_id,
	});
	expectOwner(source, customer, 'source_id');
	return source;
}

/** What a new subscription needs to have, whatever names it. */
function checkNeeds(body: CreateBody, call: Call, plan: Plan, source: Source | undefined): void {
	const product = call.data.products.get(plan.product_id);
	const names = [body.address_id, body.address_old_provider_id, body.address];
	const checks = new FieldChecks();
	checks.expect(
		product?.address_required !== true || names.some((name) => name !== undefined),
		'address_id',
		'The address id field is required for products that need a shipping address.',
	);
	checks.expect(
		body.collection_method === 'send_invoice' || source !== undefined,
		'source_id',
		'The source id field is required when collection method is charge_automatically.',
	);
	checks.finish();
}

/** The first period as the order wants it: trial, given end, or start in the future. */
function firstPeriod(body: CreateBody, plan: Plan, now: number): Partial<Subscription> {
	const start = body.start_date ?? now;
	const trialDays = body.trial_period_days ?? 0;
	const trialEnd = trialDays > 0 ? start + trialDays * DAY : null;
	const planEnd = periodEnd(start, plan.interval, plan.interval_count);
	const end = body.current_period_end ?? trialEnd ?? planEnd;
	const renews = body.auto_renew ?? plan.auto_renew;
	return {
		status: start > now ? SCHEDULED_STATUS : trialEnd === null ? 'active' : 'trialing',
		start_date: start,
		current_period_start: start,
		current_period_end: end,
		billing_cycle_anchor: trialEnd ?? start,
		trial_start: trialEnd === null ? null : start,
		trial_end: trialEnd,
		auto_renew: renews,
		cancel_at_period_end: !renews,
		renews_at: renews ? end : null,
		expires_at: renews ? null : end,
	};
}

function giftOf(call: Call, body: CreateBody): Partial<Subscription> {
	const donor = named(call.data.subscriptions, {
		id: body.gift_donor_subscription_id,
		idField: 'gift_donor_subscription_id',
		oldId: body.gift_donor_old_provider_id,
		oldIdField: 'gift_donor_old_provider_id',
	});
	if (donor !== undefined) {
		if (!donor.is_gift_donor || donor.is_redeemed === true) {
			throw brokenRule('The gift donor subscription has no gift to redeem.');
		}
		call.data.subscriptions.update(donor, { is_redeemed: true, updated_at: call.now });
		return { is_gift_recipient: true, gift_donor_subscription_id: donor.id };
	}
	if (body.is_gift_donor !== true) return {};
	return {
		is_gift_donor: true,
		is_redeemed: false,
		gift_code: `GIFT-${call.now.toString(36)}-${call.data.subscriptions.size}`.toUpperCase(),
		gift_recipient_email: body.gift_recipient_email ?? null,
		gift_recipient_first_name: body.gift_recipient_first_name ?? null,
		gift_recipient_last_name: body.gift_recipient_last_name ?? null,
	};
}

/** The coupon of a code; noted as used once more. */
function redeem(call: Call, code: string | undefined, plan: Plan): number | null {
	if (code === undefined) return null;
	const [coupon] = call.data.coupons.having('code', code);
	checkCoupon(coupon, plan, call.now);
	if (coupon === undefined) return null;
	call.data.coupons.update(coupon, { times_redeemed: coupon.times_redeemed + 1 });
	return coupon.id;
}

function create(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<CreateBody>(call);
	const customer = customerOf(data, {
		id: body.user_id,
		idField: 'user_id',
		oldId: body.customer_old_provider_id,
	});
	const plan = required(data.plans, {
		id: body.plan_id,
		idField: 'plan_id',
		oldId: body.plan_old_provider_id,
	});
	checkNew(body, plan, now);
	const source = sourceFor(call, body, customer);
	checkNeeds(body, call, plan, source);
	const gift = giftOf(call, body);
	const coupon = redeem(call, body.coupon_code, plan);
	const address = addressFor(call, body, customer);
	const subscription = data.subscriptions.insert({
		...blankSubscription(plan, customer.id, call.siteId, now),
		...firstPeriod(body, plan, now),
		...gift,
		...sent(body, ['shipments_remaining', 'shipments_undeliverable', 'campaign_key']),
		...sent(body, ['domains', 'ip_addresses']),
		quantity: body.quantity,
		billing: body.collection_method ?? 'charge_automatically',
		coupon,
		address: address?.id ?? null,
		address_required: data.products.get(plan.product_id)?.address_required ?? false,
		default_source: source?.id ?? null,
		metadata: mergedMetadata({}, body.metadata),
	});
	const billed =
		subscription.status !== SCHEDULED_STATUS || body.billing_behavior === 'bill_immediately';
	if (billed) invoiceFor(data, subscription, plan, now, 'subscription_create');
	return shown(call, subscription);
}

/** What the fields of an update set, apart from a plan change. */
function updateChanges(body: UpdateBody, subscription: Subscription): Partial<Subscription> {
	const changes: Partial<Subscription> = {
		...sent(body, ['shipments_remaining', 'ip_addresses', 'domains', 'recommended_plan_id']),
		metadata: mergedMetadata(subscription.metadata, body.metadata),
	};
	if (body.collection_method !== undefined) changes.billing = body.collection_method;
	if (body.source_id !== undefined) changes.default_source = body.source_id;
	if (body.address_id !== undefined) changes.address = body.address_id;
	const end =
		body.end_date === undefined ? subscription.current_period_end : endOfDay(body.end_date);
	changes.current_period_end = end;
	const renews = body.auto_renew ?? subscription.auto_renew;
	if (body.auto_renew !== undefined || body.end_date !== undefined) {
		Object.assign(changes, {
			auto_renew: renews,
			cancel_at_period_end: !renews,
			renews_at: renews ? end : null,
			expires_at: renews ? null : end,
		});
	}
	return changes;
}

function changePlan(call: Call, subscription: Subscription, planId: number): void {
	const { data, now } = call;
	const plan = required(data.plans, { id: planId, idField: 'plan_id', oldId: undefined });
	data.subscriptions.update(subscription, { plan: plan.id });
	invoiceFor(data, subscription, plan, now, 'subscription_update');
}

function update(call: Call): Answer {
	const { data, now } = call;
	const subscription = found(data.subscriptions, idOf(call), 'Subscription');
	const body = bodyOf<UpdateBody>(call);
	const customer = found(data.customers, subscription.user_id, 'Customer');
	checkUpdate(body, subscription, data.plans.getEvenRemoved(subscription.plan), now);
	expectOwner(
		named(data.addresses, { id: body.address_id, idField: 'address_id', oldId: undefined }),
		customer,
		'address_id',
	);
	expectOwner(
		named(data.sources, { id: body.source_id, idField: 'source_id', oldId: undefined }),
		customer,
		'source_id',
	);
	for (const field of ['plan_id', 'recommended_plan_id'] as const) {
		named(data.plans, { id: body[field], idField: field, oldId: undefined });
	}
	data.subscriptions.update(subscription, {
		...updateChanges(body, subscription),
		updated_at: now,
	});
	if (body.plan_id !== undefined) changePlan(call, subscription, body.plan_id);
	return shown(call, subscription);
}

/** `mode` and `reason` are taken from the body or from the query: the reference does not know. */
function cancel(call: Call): Answer {
	const { data, now } = call;
	const subscription = found(data.subscriptions, idOf(call), 'Subscription');
	const order = { ...call.query, ...call.body } as { mode?: string; reason?: string };
	const { mode, reason } = order;
	if (mode === undefined) throw invalid({ mode: ['The mode field is required.'] });
	checkCancel(subscription, mode);
	if (mode === 'now') {
		endNow(data, subscription, now, 'Publisher', reason ?? null);
	} else {
		data.subscriptions.update(subscription, {
			cancel_at_period_end: true,
			cancel_at: subscription.current_period_end,
			canceled_at: now,
			canceled_by_type: 'Publisher',
			cancel_reason: reason ?? null,
			auto_renew: false,
			renews_at: null,
			expires_at: subscription.current_period_end,
			updated_at: now,
		});
	}
	return shown(call, subscription);
}

/** The running period as the first phase of a schedule. */
function runningPhase(subscription: Subscription): Phase {
	return {
		plan_id: subscription.plan,
		quantity: subscription.quantity,
		coupon_code: null,
		collection_method: subscription.billing,
		auto_renew: subscription.auto_renew,
		source: subscription.source,
		start_date: subscription.current_period_start,
		end_date: subscription.current_period_end,
	};
}

function newPhase(body: RenewBody, plan: Plan, start: number): Phase {
	return {
		plan_id: plan.id,
		quantity: body.quantity,
		coupon_code: body.coupon_code ?? null,
		collection_method: body.collection_method ?? 'send_invoice',
		auto_renew: body.auto_renew ?? plan.auto_renew,
		source: body.source,
		start_date: start,
		end_date: periodEnd(start, plan.interval, plan.interval_count),
	};
}

/** Checks that what a renewal names exists and is the customer's. */
function checkRenewNames(call: Call, body: RenewBody, subscription: Subscription): Plan {
	const { data } = call;
	const customer = required(data.customers, {
		id: Number(call.query.user_id),
		idField: 'user_id',
		oldId: undefined,
	});
	expectOwner(subscription, customer, 'subscription_id');
	const address = { id: body.address_id, idField: 'address_id', oldId: undefined };
	expectOwner(named(data.addresses, address), customer, 'address_id');
	const source = { id: body.source_id, idField: 'source_id', oldId: undefined };
	expectOwner(named(data.sources, source), customer, 'source_id');
	if (body.collection_method === 'charge_automatically' && body.source_id === undefined) {
		const message =
			'The source id field is required when collection method is charge_automatically.';
		throw invalid({ source_id: [message] });
	}
	return required(data.plans, { id: body.plan_id, idField: 'plan_id', oldId: undefined });
}

/** Adds a phase to the schedule; the running period stays as it is. */
function renew(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<RenewBody>(call);
	const subscription = required(data.subscriptions, {
		id: body.subscription_id,
		idField: 'subscription_id',
		oldId: undefined,
	});
	const plan = checkRenewNames(call, body, subscription);
	checkRenew(subscription);
	const planned = subscription.schedule?.phases ?? [runningPhase(subscription)];
	const phases = body.replace_upcoming_phases === true ? planned.slice(0, 1) : planned;
	if (phases.length >= MAX_PHASES) {
		throw brokenRule(`A subscription can have at most ${MAX_PHASES} phases.`);
	}
	redeem(call, body.coupon_code, plan);
	const last = phases.at(-1) ?? runningPhase(subscription);
	data.subscriptions.update(subscription, {
		schedule: { phases: [...phases, newPhase(body, plan, last.end_date)] },
		...(body.campaign_key !== undefined && { campaign_key: body.campaign_key }),
		updated_at: now,
	});
	return shown(call, subscription);
}

export const subscriptions: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.subscriptions, {
			view: (one) => subscriptionView(call.data, one, expanded),
		});
	},
	get: (call) => shown(call, found(call.data.subscriptions, idOf(call), 'Subscription')),
	create,
	update,
	cancel,
	renew,
};
