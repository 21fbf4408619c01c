import { type Answer, brokenRule, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found } from '../../api/rules';
import type { Coupon, Customer, Order, OrderItem, Sku } from '../../model/records';
import { addAddress } from '../audience/addresses';
import { BLANK_CHARGE, chargeMetadata, discounted } from '../billing/billing';
import { endOfDay } from '../subscriptions/subscription-life';

/** Body of create, as the contract has it. */
interface OrderBody {
	user_id: number;
	source_id?: number;
	items: { sku_id: number; quantity: number }[];
	coupon_code?: string;
	address_id?: number;
	address?: { line1: string; country: string; state?: string };
	campaign_id?: number;
	campaign_key?: string;
}

/** Countries whose addresses need a state. */
const NEEDS_STATE = ['CA', 'US', 'AU'];

/** The SKUs of an order's items, in their order; all there, on sale, in stock, and in one currency. */
function checkItems(checks: FieldChecks, { data, now }: Call, { items }: OrderBody): Sku[] {
	const skus = items.map(({ sku_id: id }) => data.skus.get(id));
	const wanted = new Map<number, number>();
	for (const [index, sku] of skus.entries()) {
		const field = `items.${index}.sku_id`;
		const expired = sku !== undefined && sku.expires_at !== null && sku.expires_at < now;
		const onSale = sku !== undefined && sku.active && !expired;
		checks.expect(onSale, field, `The selected ${field} is invalid.`);
		if (sku === undefined) continue;
		const quantity = (wanted.get(sku.id) ?? 0) + (items[index]?.quantity ?? 0);
		wanted.set(sku.id, quantity);
		const inStock = sku.inventory_type === 0 || quantity <= (sku.inventory_quantity ?? 0);
		checks.expect(inStock, `items.${index}.quantity`, 'There are not that many in stock.');
	}
	const known = skus.filter((sku) => sku !== undefined);
	const currencies = new Set(known.map(({ currency }) => currency));
	checks.expect(currencies.size < 2, 'items', 'All items must have the same currency.');
	return known;
}

/** The coupon of the code; must be of type ecommerce, for once, and still valid. */
function checkCoupon(
	checks: FieldChecks,
	{ data, now }: Call,
	{ coupon_code: code }: OrderBody,
	currency: string | undefined,
): Coupon | null {
	if (code === undefined) return null;
	const [coupon] = data.coupons.having('code', code);
	const fits =
		coupon !== undefined &&
		coupon.type === 'ecommerce' &&
		coupon.duration === 'once' &&
		(coupon.redeem_by === null || endOfDay(Date.parse(coupon.redeem_by) / 1000) >= now) &&
		(coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions) &&
		(coupon.currency === null || coupon.currency === currency);
	checks.expect(fits, 'coupon_code', 'The selected coupon code is invalid.');
	return coupon ?? null;
}

function checkAddress(checks: FieldChecks, call: Call, body: OrderBody, skus: Sku[]): void {
	const { data } = call;
	const { address_id: id, address } = body;
	const shipped = skus.some(({ product_id: of }) => data.ecommerce_products.get(of)?.shippable);
	const given = id !== undefined || address !== undefined;
	checks.expect(given || !shipped, 'address_id', 'The address id field is required.');
	const own = id === undefined || data.addresses.get(id)?.user_id === body.user_id;
	checks.expect(own, 'address_id', 'The selected address id is invalid.');
	const { country = '', state } = address ?? {};
	const hasState = !NEEDS_STATE.includes(country.toUpperCase()) || Boolean(state);
	checks.expect(hasState, 'address.state', 'The address.state field is required.');
}

/** The payment method that is charged: the one that was sent, or the customer's default. */
function checkSource(
	checks: FieldChecks,
	{ data }: Call,
	{ source_id: sent }: OrderBody,
	customer: Customer | undefined,
): number | null {
	const id = sent ?? customer?.default_source_id ?? null;
	const own = id !== null && data.sources.get(id)?.user_id === customer?.id;
	const message = `The ${sent === undefined ? 'source id field is required' : 'selected source id is invalid'}.`;
	checks.expect(own, 'source_id', message);
	return id;
}

/** The payment of an order, which has no invoice. */
function charged(call: Call, customer: Customer, amount: number, currency: string): number | null {
	if (amount === 0) return null;
	const charge = call.data.charges.insert({
		...BLANK_CHARGE,
		user_id: customer.id,
		invoice_id: null,
		amount,
		currency,
		description: 'E-commerce order',
		offline: false,
		reference: null,
		payment_category: null,
		metadata: chargeMetadata(customer.id, null),
		created: call.now,
		created_at: call.now,
	});
	return charge.id;
}

function takeFromStock({ data }: Call, items: OrderItem[]): void {
	for (const { sku_id: id, quantity } of items) {
		const sku = data.skus.get(id);
		if (sku?.inventory_type !== 1) continue;
		data.skus.update(sku, { inventory_quantity: (sku.inventory_quantity ?? 0) - quantity });
	}
}

function addressIdOf({ data, now }: Call, body: OrderBody): number | null {
	if (body.address === undefined) return body.address_id ?? null;
	return addAddress(data, body.user_id, { ...body.address, type: 'shipping' }, now).id;
}

/** Checks everything, then charges the payment method at once: orders begin as paid. */
function create(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<OrderBody>(call);
	const customer = data.customers.get(body.user_id);
	const checks = new FieldChecks();
	checks.expect(customer !== undefined, 'user_id', 'The selected user id is invalid.');
	const skus = checkItems(checks, call, body);
	const currency = skus[0]?.currency ?? 'usd';
	const coupon = checkCoupon(checks, call, body, currency);
	checkAddress(checks, call, body, skus);
	const items = body.items.map(({ sku_id, quantity }, index) => {
		const amount = quantity * (skus[index]?.price ?? 0);
		return { id: data.newLineId(), sku_id, quantity, amount, currency };
	});
	const full = items.reduce((sum, item) => sum + item.amount, 0);
	const amount = discounted(full, coupon);
	const sourceId = amount > 0 ? checkSource(checks, call, body, customer) : null;
	checks.finish();
	takeFromStock(call, items);
	if (coupon) data.coupons.update(coupon, { times_redeemed: coupon.times_redeemed + 1 });
	const order = data.orders.insert({
		site_id: call.siteId,
		user_id: body.user_id,
		address_id: addressIdOf(call, body),
		source_id: sourceId,
		charge_id: customer ? charged(call, customer, amount, currency) : null,
		coupon: coupon?.id ?? null,
		amount,
		currency,
		status: 'paid',
		items,
		campaign_id: body.campaign_id ?? null,
		campaign_key: body.campaign_key ?? null,
		metadata: {},
		created_at: now,
		updated_at: now,
	});
	return single(orderView(call, order));
}

function orderView(call: Call, order: Order) {
	const { data } = call;
	const expanded = expansions(call);
	return {
		...order,
		items: expanded.has('items') ? order.items : order.items.map(({ id }) => id),
		...(expanded.has('user') && { user: data.customers.get(order.user_id) ?? null }),
		...(expanded.has('address') && {
			address: data.addresses.get(order.address_id ?? 0) ?? null,
		}),
	};
}

/** A returned order is refunded by itself. */
function refund({ data, now }: Call, order: Order): void {
	const charge = data.charges.get(order.charge_id ?? 0);
	if (charge === undefined) return;
	data.charges.update(charge, { amount_refunded: charge.amount });
	data.refunds.insert({
		user_id: charge.user_id,
		charge: charge.id,
		amount: charge.amount,
		currency: charge.currency,
		type: 'full',
		destination: 'card',
		status: 'issued',
		cancel_at_ms: null,
		created_at: now,
		updated_at: now,
	});
}

const orderOf = (call: Call) => found(call.data.orders, idOf(call), 'Order');

function update(call: Call): Answer {
	const order = orderOf(call);
	const { status } = bodyOf<{ status: 'fulfilled' | 'returned' }>(call);
	const from = status === 'fulfilled' ? ['paid'] : ['paid', 'fulfilled'];
	if (!from.includes(order.status)) {
		throw brokenRule(`An order that is ${order.status} cannot become ${status}.`);
	}
	call.data.orders.update(order, { status, updated_at: call.now });
	if (status === 'returned') refund(call, order);
	return single(orderView(call, order));
}

export const orders: Operations = {
	list: (call) => listed(call, call.data.orders, { view: (order) => orderView(call, order) }),
	get: (call) => single(orderView(call, orderOf(call))),
	create,
	update,
};
