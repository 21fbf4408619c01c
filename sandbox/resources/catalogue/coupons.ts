import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, mergedMetadata, sent } from '../../api/rules';
import type { Coupon } from '../../model/records';
import { endOfDay } from '../subscriptions/subscription-life';

/** Body of create and update, as the contract has it. */
interface CouponBody {
	code?: string;
	name?: string;
	duration?: Coupon['duration'];
	amount_off?: number;
	percent_off?: number;
	currency?: string;
	redeem_by?: string | null;
	max_redemptions?: number;
	plans?: number[];
	metadata?: Record<string, unknown>;
}

/** What an update can change; the rest is ignored. */
const CHANGEABLE = ['name', 'code', 'redeem_by', 'max_redemptions', 'plans', 'metadata'] as const;

function checkCoupon({ data, now }: Call, body: CouponBody, current?: Coupon): void {
	const checks = new FieldChecks();
	const { redeem_by: lastDay, max_redemptions: most, plans = [] } = body;
	checks.expect(
		!isTaken(data.coupons, 'code', body.code, current?.id),
		'code',
		'The code has already been taken.',
	);
	checks.expect(
		body.amount_off === undefined || body.percent_off === undefined,
		'amount_off',
		'Only one of amount off and percent off can be sent.',
	);
	checks.expect(
		body.amount_off === undefined || body.currency !== undefined,
		'currency',
		'The currency field is required when amount off is present.',
	);
	checks.expect(
		typeof lastDay !== 'string' || endOfDay(Date.parse(lastDay) / 1000) > now,
		'redeem_by',
		'The redeem by must be a date in the future.',
	);
	checks.expect(
		most === undefined || most >= (current?.times_redeemed ?? 0),
		'max_redemptions',
		'The max redemptions must not be below the redemptions so far.',
	);
	checks.expect(
		plans.every((id) => data.plans.get(id) !== undefined),
		'plans',
		'The selected plans is invalid.',
	);
	checks.finish();
}

function create(call: Call): Answer {
	const body = bodyOf<CouponBody & { code: string; name: string; duration: Coupon['duration'] }>(
		call,
	);
	checkCoupon(call, body);
	const coupon = call.data.coupons.insert({
		type: 'subscription',
		amount_off: null,
		percent_off: null,
		redeem_by: null,
		max_redemptions: null,
		plans: [],
		...body,
		currency: body.currency?.toLowerCase() ?? null,
		times_redeemed: 0,
		metadata: body.metadata ?? {},
		created_at: call.now,
		updated_at: call.now,
	});
	return single(coupon);
}

/** Plans that are not sent are no limit any more; metadata merges, and an empty object clears it. */
function update(call: Call): Answer {
	const { coupons: all } = call.data;
	const coupon = found(all, idOf(call), 'Coupon');
	const body = bodyOf<CouponBody>(call);
	checkCoupon(call, sent(body, CHANGEABLE), coupon);
	const { metadata } = body;
	const cleared = metadata !== undefined && Object.keys(metadata).length === 0;
	all.update(coupon, {
		...sent(body, ['name', 'code', 'redeem_by', 'max_redemptions']),
		plans: body.plans ?? [],
		metadata: cleared ? {} : mergedMetadata(coupon.metadata, metadata),
		updated_at: call.now,
	});
	return single(coupon);
}

export const coupons: Operations = {
	list: (call) => listed(call, call.data.coupons),
	get: (call) => single(found(call.data.coupons, idOf(call), 'Coupon')),
	create,
	update,
	delete: (call) => {
		call.data.coupons.remove(found(call.data.coupons, idOf(call), 'Coupon'));
		return deleted();
	},
};
