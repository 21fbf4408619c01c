import { en, Faker } from '@faker-js/faker';
import { invoiceFor } from '../resources/billing/billing';
import { blankPlan } from '../resources/catalogue/plans';
import { blankProduct } from '../resources/catalogue/products';
import { blankSubscription, endNow, periodEnd } from '../resources/subscriptions/subscription-life';
import type { Dataset } from '../store/dataset';
import type { Customer, Plan, Subscription } from '../model/records';
import { addAudience } from './audience';
import { CATALOGUE } from './catalogue';
import { addOffice } from './office';
import type { SeedOptions } from './options';
import { addReader } from './people';
import { addShop } from './shop';

const DAY = 86_400;
const YEAR = 365 * DAY;

/** How often each state is met among the subscriptions. */
const STATES = [
	{ value: 'active', weight: 80 },
	{ value: 'trialing', weight: 6 },
	{ value: 'canceled', weight: 7 },
	{ value: 'past_due', weight: 4 },
	{ value: 'expired', weight: 3 },
] as const;

type State = (typeof STATES)[number]['value'];

function addCatalogue(data: Dataset, opened: number): void {
	for (const { plans, membership, ...product } of CATALOGUE) {
		const { id } = data.products.insert({ ...blankProduct(product.name, opened), ...product });
		for (const { nickname, ...terms } of plans) {
			data.plans.insert({
				...blankPlan(id, nickname, opened),
				...terms,
				type: membership ? 'membership' : 'regular',
			});
		}
	}
}

function addCoupons(data: Dataset, now: number): void {
	const common = {
		type: 'subscription',
		times_redeemed: 0,
		max_redemptions: null,
		redeem_by: null,
		plans: [],
		metadata: {},
		created_at: now - YEAR,
		updated_at: now - YEAR,
	};
	data.coupons.insert({
		...common,
		code: 'WELCOME20',
		name: 'Welcome: 20 % off the first period',
		duration: 'once',
		percent_off: 20,
		amount_off: null,
		currency: null,
	});
	data.coupons.insert({
		...common,
		code: 'FRIENDS5',
		name: 'Friends of the Gazette: $5 off',
		duration: 'forever',
		percent_off: null,
		amount_off: 500,
		currency: 'usd',
		plans: data.plans.records.filter(({ currency }) => currency === 'usd').map(({ id }) => id),
	});
	data.coupons.insert({
		...common,
		code: 'SUMMERPAST',
		name: 'Summer sale (over)',
		duration: 'once',
		percent_off: 50,
		amount_off: null,
		currency: null,
		redeem_by: new Date((now - 60 * DAY) * 1000).toISOString().slice(0, 10),
	});
}

/** The start of the period that holds now, when periods began at `first`. */
function runningPeriodStart(first: number, plan: Plan, now: number): number {
	let start = first;
	let end = periodEnd(first, plan.interval, plan.interval_count);
	for (let count = 2; end <= now; count += 1) {
		start = end;
		end = periodEnd(first, plan.interval, plan.interval_count * count);
	}
	return start;
}

/** Brings a running subscription into the state that was drawn for it. */
function bringInto(state: State, data: Dataset, subscription: Subscription, now: number): void {
	if (state === 'canceled') endNow(data, subscription, now - 5 * DAY, 'Customer', 'Too expensive');
	if (state === 'past_due') {
		data.subscriptions.update(subscription, { status: 'past_due', billing: 'send_invoice' });
	}
	if (state === 'trialing') {
		data.subscriptions.update(subscription, {
			status: 'trialing',
			trial_start: subscription.start_date,
			trial_end: subscription.current_period_end,
		});
	}
	if (state === 'expired') {
		data.subscriptions.update(subscription, {
			status: 'expired',
			auto_renew: false,
			renews_at: null,
			ended_at: subscription.current_period_end,
			expires_at: subscription.current_period_end,
		});
	}
}

function addSubscription(
	data: Dataset,
	faker: Faker,
	customer: Customer,
	{ siteId, now }: SeedOptions,
): void {
	const plan = faker.helpers.arrayElement(data.plans.records);
	const product = data.products.get(plan.product_id);
	const state = faker.helpers.weightedArrayElement(STATES);
	const first = now - faker.number.int({ min: DAY, max: 25 * DAY });
	const start = {
		active: () => runningPeriodStart(customer.created_at, plan, now),
		past_due: () => first,
		trialing: () => first,
		canceled: () => runningPeriodStart(customer.created_at, plan, now - 6 * DAY),
		expired: () => customer.created_at - YEAR,
	}[state]();
	const [address] = data.addresses.having('user_id', customer.id);
	const subscription = data.subscriptions.insert({
		...blankSubscription(plan, customer.id, siteId, start),
		address: product?.address_required ? (address?.id ?? null) : null,
		address_required: product?.address_required ?? false,
		default_source: customer.default_source_id,
	});
	// the invoice follows from the state it was made in, a cancelled one was paid before
	if (state !== 'canceled') bringInto(state, data, subscription, now);
	invoiceFor(data, subscription, plan, start, 'subscription_create');
	if (state === 'canceled') bringInto(state, data, subscription, now);
}

/**
 * Fills an empty dataset with a made-up publisher, The Harbour Gazette: its products, plans and
 * coupons, its readers with addresses and payment methods, their subscriptions, invoices and payments;
 * organizations, members, newsletters, a shop with orders, refunds, vendors and bills, a webhook endpoint
 * and a campaign run.
 * The same options give the same data.
 */
export function seedPublisher(data: Dataset, options: SeedOptions): void {
	const faker = new Faker({ locale: [en] });
	faker.seed(options.seed);
	// midnight: accounts that are made on the same day have the same data
	const midnight = Math.floor(options.now / DAY) * DAY;
	const place = { ...options, now: midnight };
	addCatalogue(data, midnight - 3 * YEAR);
	addCoupons(data, midnight);
	for (let number = 1; number <= options.customers; number += 1) {
		const customer = addReader(data, faker, { ...place, number });
		if (faker.datatype.boolean(0.85)) addSubscription(data, faker, customer, place);
		if (faker.datatype.boolean(0.08)) addSubscription(data, faker, customer, place);
	}
	addAudience(data, place);
	addShop(data, place);
	addOffice(data, place);
}
