import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, sent } from '../../api/rules';
import type { Dataset } from '../../store/dataset';
import type { Interval, Plan } from '../../model/records';
import { imageAddress } from './products';

/** Body of create and update, as the contract has it; amounts in major units. */
interface PlanBody {
	product_id?: number;
	product_import_unique_id?: string;
	nickname?: string;
	name_internal?: string;
	auto_renew?: boolean;
	amount?: number;
	amount_before_discount?: number;
	currency?: string;
	recognized_revenue_type?: string;
	interval?: Interval;
	interval_count?: number;
	type?: Plan['type'];
	available_online?: boolean;
	is_refundable?: boolean;
	trial_period_days?: number;
	description?: string;
	entitlements?: string[];
	member_seat_capacity?: number;
	days_until_due?: number;
	renewal_strategy?: string;
	expires_at?: string;
	ip_addresses?: string[];
	domains?: string[];
	gift_description?: string;
	image?: string;
	apple_product_id?: string;
	countries?: string[];
	group_owner_plan_id?: number;
	discount_percentage?: number;
	allow_send_invoice?: boolean;
	is_donation?: boolean;
	old_provider_id?: string;
	invoice_upcoming_notification?: number;
}

const TAKEN_AS_SENT = [
	'nickname',
	'name_internal',
	'auto_renew',
	'recognized_revenue_type',
	'interval',
	'interval_count',
	'type',
	'available_online',
	'is_refundable',
	'trial_period_days',
	'description',
	'entitlements',
	'member_seat_capacity',
	'days_until_due',
	'renewal_strategy',
	'expires_at',
	'ip_addresses',
	'domains',
	'gift_description',
	'apple_product_id',
	'countries',
	'group_owner_plan_id',
	'discount_percentage',
	'allow_send_invoice',
	'is_donation',
	'old_provider_id',
	'invoice_upcoming_notification',
] as const;

/**
 * @param amount in major units, e.g. 15.00
 * @param currency ISO code; decides how many minor units a major unit has (JPY: 1)
 * @returns the amount in minor units
 */
export function minorUnits(amount: number, currency: string): number {
	const format = new Intl.NumberFormat('en', { style: 'currency', currency });
	return Math.round(amount * 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function productIdOf(data: Dataset, body: PlanBody): number | undefined {
	if (body.product_import_unique_id === undefined) return body.product_id;
	return data.products.having('import_unique_id', body.product_import_unique_id)[0]?.id;
}

function checkPlan(data: Dataset, body: PlanBody, ownId?: number): void {
	const checks = new FieldChecks();
	const productId = productIdOf(data, body);
	const names = body.product_id !== undefined || body.product_import_unique_id !== undefined;
	checks.expect(
		!names || (productId !== undefined && data.products.get(productId) !== undefined),
		body.product_import_unique_id === undefined ? 'product_id' : 'product_import_unique_id',
		'The selected product is invalid.',
	);
	checks.expect(
		body.product_id === undefined || productId === undefined || body.product_id === productId,
		'product_import_unique_id',
		'The product id and product import unique id must belong to the same product.',
	);
	checks.expect(
		!isTaken(data.plans, 'old_provider_id', body.old_provider_id, ownId),
		'old_provider_id',
		'The old provider id has already been taken.',
	);
	const owner = body.group_owner_plan_id;
	checks.expect(
		owner === undefined || data.plans.get(owner) !== undefined,
		'group_owner_plan_id',
		'The selected group owner plan id is invalid.',
	);
	checks.finish();
}

function changesOf(body: PlanBody, currency: string): Partial<Plan> {
	const changes: Partial<Plan> = sent(body, TAKEN_AS_SENT);
	if (body.amount !== undefined) changes.amount = minorUnits(body.amount, currency);
	if (body.amount_before_discount !== undefined) {
		changes.amount_before_discount = minorUnits(body.amount_before_discount, currency);
	}
	if (body.image !== undefined) changes.image = imageAddress(body.image);
	return changes;
}

/** A monthly plan that costs nothing. */
export function blankPlan(productId: number, nickname: string, now: number): Omit<Plan, 'id'> {
	return {
		product_id: productId,
		active: true,
		nickname,
		name_internal: null,
		type: 'regular',
		amount: 0,
		currency: 'usd',
		interval: 'month',
		interval_count: 1,
		auto_renew: true,
		available_online: true,
		trial_period_days: null,
		recognized_revenue_type: 'time',
		description: null,
		entitlements: [],
		member_seat_capacity: null,
		days_until_due: null,
		renewal_strategy: null,
		expires_at: null,
		ip_addresses: [],
		domains: [],
		gift_description: null,
		image: null,
		apple_product_id: null,
		countries: [],
		group_owner_plan_id: null,
		amount_before_discount: null,
		discount_percentage: null,
		allow_send_invoice: true,
		is_donation: false,
		is_refundable: true,
		agency_id: null,
		old_provider_id: null,
		invoice_upcoming_notification: null,
		metadata: {},
		created_at: now,
		updated_at: now,
	};
}

function create(call: Call): Answer {
	const body = bodyOf<PlanBody & { nickname: string; currency: string }>(call);
	checkPlan(call.data, body);
	const currency = body.currency.toLowerCase();
	const plan = call.data.plans.insert({
		...blankPlan(productIdOf(call.data, body) ?? 0, body.nickname, call.now),
		...changesOf(body, currency),
		currency,
	});
	return single(plan);
}

function update(call: Call): Answer {
	const { plans } = call.data;
	const plan = found(plans, idOf(call), 'Plan');
	const body = bodyOf<PlanBody>(call);
	checkPlan(call.data, body, plan.id);
	plans.update(plan, { ...changesOf(body, plan.currency), updated_at: call.now });
	return single(plan);
}

export const plans: Operations = {
	list: (call) => {
		const { product_id: productId } = call.query;
		const ofProduct = (plan: Plan) => plan.product_id === productId;
		return listed(call, call.data.plans, {
			wanted: productId === undefined ? undefined : ofProduct,
		});
	},
	get: (call) => single(found(call.data.plans, idOf(call), 'Plan')),
	create,
	update,
	'update-legacy': update,
	delete: (call) => {
		call.data.plans.remove(found(call.data.plans, idOf(call), 'Plan'));
		return deleted();
	},
};
