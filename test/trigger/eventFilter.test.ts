import type { IDataObject } from 'n8n-workflow';

import type { Delivery } from '../../nodes/PelcroTrigger/deliveries/delivery';
import { passes, type EventFilter } from '../../nodes/PelcroTrigger/deliveries/eventFilter';

const OPEN: EventFilter = {
	events: [],
	changedFields: [],
	planIds: [],
	productIds: [],
	siteIds: [],
};

function delivery(event: string, object: IDataObject = {}, previous: IDataObject = {}): Delivery {
	return { event, id: 'evt_1', created: null, object, previous };
}

it('lets everything pass where nothing is restricted', () => {
	expect(passes(delivery('vendor.deleted'), OPEN)).toBe(true);
});

it.each([
	['customer.created', 'customer.created', true],
	['customer.created', 'customer.updated', false],
	['customer.created', 'customer', false],
	['subscription.paused', 'subscription_paused', true],
	['order.payment.failed', 'order_payment_failed', true],
	['customer.PasswordResetRequestSubmitted', 'customer_passwordresetrequestsubmitted', true],
])('%s passes where %s is chosen: %s', (event, chosen, expected) => {
	expect(passes(delivery(event), { ...OPEN, events: ['bill.paid', chosen] })).toBe(expected);
});

it.each([
	['an update of it', delivery('customer.updated', {}, { email: 'old' }), true],
	['an update of more', delivery('customer.updated', {}, { phone: '1', status: 'x' }), true],
	['an update of something else', delivery('customer.updated', {}, { phone: '1' }), false],
	['an update of nothing', delivery('customer.updated'), false],
	['an update of a part', delivery('member.subscription_updated', {}, { status: 'x' }), true],
	['another event', delivery('customer.created'), true],
])('a filter by changed fields and %s', (_name, event, expected) => {
	expect(passes(event, { ...OPEN, changedFields: ['email', 'status'] })).toBe(expected);
});

it.each<[string, Delivery, boolean]>([
	['plan_id', delivery('subscription.created', { plan_id: 203 }), true],
	['a plan in it', delivery('subscription.created', { plan: { id: 203 } }), true],
	['the plan’s ID', delivery('subscription.created', { plan: '203' }), true],
	[
		'the plan of its subscription',
		delivery('invoice.created', { subscription: { plan: 203 } }),
		true,
	],
	['the plan itself', delivery('plan.updated', { id: 203 }), true],
	['another plan', delivery('subscription.created', { plan_id: 204 }), false],
	['another record of that ID', delivery('product.updated', { id: 203 }), false],
	['no plan', delivery('customer.created', { id: 203 }), false],
])('a filter by plan and an event with %s', (_name, event, expected) => {
	expect(passes(event, { ...OPEN, planIds: ['203'] })).toBe(expected);
});

it('finds products in plans, and sites in lists', () => {
	const subscription = delivery('subscription.created', { plan: { id: 203, product_id: 101 } });
	const plan = delivery('plan.updated', { id: 203, site_ids: [7, 1042] });
	expect(passes(subscription, { ...OPEN, productIds: ['101'] })).toBe(true);
	expect(passes(subscription, { ...OPEN, productIds: ['203'] })).toBe(false);
	expect(passes(plan, { ...OPEN, siteIds: ['1042'] })).toBe(true);
	expect(passes(plan, { ...OPEN, siteIds: ['8'] })).toBe(false);
});

it('needs all of the restrictions', () => {
	const event = delivery('subscription.created', { plan_id: 203, site_id: 7 });
	const both = { ...OPEN, planIds: ['203'], siteIds: ['7'] };
	expect(passes(event, both)).toBe(true);
	expect(passes(event, { ...both, siteIds: ['8'] })).toBe(false);
});

it('finds what list objects hold', () => {
	const organization = { object: 'list', data: [{ id: 1, site_id: 7 }] };
	const customer = delivery('customer.created', { id: 1, organization });
	expect(passes(customer, { ...OPEN, siteIds: ['7'] })).toBe(true);
	expect(passes(customer, { ...OPEN, siteIds: ['8'] })).toBe(false);
	const plan = { object: 'list', data: [{ id: 203 }] };
	expect(passes(delivery('subscription.created', { plan }), { ...OPEN, planIds: ['203'] })).toBe(
		true,
	);
});

it('looks only so deep into a record', () => {
	let record: IDataObject = { plan_id: 203 };
	for (let depth = 0; depth < 50_000; depth += 1) record = { plan: record, subscription: 1 };
	expect(passes(delivery('subscription.created', record), { ...OPEN, planIds: ['203'] })).toBe(
		false,
	);
});

it('compares changed fields whatever their case', () => {
	const update = delivery('customer.updated', {}, { Email: 'old' });
	expect(passes(update, { ...OPEN, changedFields: ['email'] })).toBe(true);
});
