import { type Answer, brokenRule, FieldChecks, single } from '../api/answers';
import { type Call, expansions, idOf, type Operations } from '../api/call';
import { listed } from '../api/listing';
import { found } from '../api/rules';
import type { PlainRecord } from '../store/records';
import { plainOperations } from './plain';

interface OrderItem {
	sku_id: number;
	quantity: number;
}

const basics = plainOperations({
	what: 'Order',
	in: (data) => data.orders,
	defaults: ({ data, body }) => {
		const items = body.items as OrderItem[];
		const price = ({ sku_id: id }: OrderItem) => Number(data.skus.get(id)?.price ?? 0);
		const [first] = items;
		return {
			status: 'paid',
			address_id: null,
			metadata: {},
			amount: items.reduce((sum, item) => sum + item.quantity * price(item), 0),
			currency: first && data.skus.get(first.sku_id)?.currency,
		};
	},
	check: ({ data, body }) => {
		const checks = new FieldChecks();
		const customer = data.customers.get(Number(body.user_id));
		checks.expect(customer !== undefined, 'user_id', 'The selected user id is invalid.');
		for (const [index, { sku_id: id }] of (body.items as OrderItem[]).entries()) {
			const field = `items.${index}.sku_id`;
			checks.expect(data.skus.get(id) !== undefined, field, `The selected ${field} is invalid.`);
		}
		checks.finish();
	},
});

function orderView({ data }: Call, order: PlainRecord, expanded: Set<string>) {
	return {
		...order,
		...(expanded.has('user') && { user: data.customers.get(Number(order.user_id)) ?? null }),
		...(expanded.has('address') && {
			address: data.addresses.get(Number(order.address_id)) ?? null,
		}),
	};
}

function update(call: Call): Answer {
	const order = found(call.data.orders, idOf(call), 'Order');
	if (call.body.status === 'fulfilled' && order.status !== 'paid') {
		throw brokenRule('Only paid orders can be fulfilled.');
	}
	return single(Object.assign(order, { status: call.body.status, updated_at: call.now }));
}

export const orders: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.orders, { view: (order) => orderView(call, order, expanded) });
	},
	get: (call) =>
		single(orderView(call, found(call.data.orders, idOf(call), 'Order'), expansions(call))),
	create: basics.create,
	update,
};
