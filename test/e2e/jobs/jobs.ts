import assert from 'node:assert/strict';

import {
	digitalPlan,
	type Invoice,
	type Job,
	noError,
	payingCustomer,
	type Person,
	stateOf,
	type Subscription,
} from './state';

interface Coupon {
	id: number;
	code: string;
	type: string;
	plans: number[];
	redeem_by: string | null;
	amount_off: number | null;
}

/** Jobs of one step. */
export const JOBS: readonly Job[] = [
	{
		name: 'A subscription for a customer who has a card',
		picture: 'subscription-with-card',
		play: async ({ hand, editor, account }) => {
			const plan = await digitalPlan(account);
			const person = await payingCustomer(account);
			await hand.firstStep('Create a subscription');
			await hand.fromList('customerId', person.email);
			await hand.fromList('planId', plan.nickname);
			await hand.execute();
			await noError(editor);
		},
	},
	{
		name: 'Cancel a subscription at the end of its period',
		picture: 'cancel',
		play: async ({ hand, editor, account }) => {
			const person = await payingCustomer(account);
			await hand.firstStep('Cancel a subscription');
			await hand.fromList('subscriptionId', person.email);
			await hand.execute();
			await noError(editor);
			const own = (await stateOf<Subscription>(account, 'subscriptions')).filter(
				({ user_id: owner }) => owner === person.id,
			);
			assert.ok(own.some(({ cancel_at_period_end: ends }) => ends));
		},
	},
	{
		name: 'Unpaid invoices since a day, biggest first',
		picture: 'unpaid-invoices',
		play: async ({ hand, editor, account }) => {
			await hand.firstStep('Get many invoices');
			await hand.switchOn('returnAll');
			await hand.choose('statuses', 'Open', 'Past Due');
			await hand.day('createdAfter', '2020-01-01');
			await hand.button('Add sort rule');
			await hand.execute();
			await noError(editor);
			const unpaid = (await stateOf<Invoice>(account, 'invoices')).filter(({ status }) =>
				['open', 'past_due'].includes(status),
			);
			const totals = (await editor.outputTable()).map(({ total }) => Number(total));
			assert.ok(totals.length > 1 && totals.length <= unpaid.length);
			const biggestFirst = [...totals].sort((one, other) => other - one);
			assert.deepEqual(totals, biggestFirst);
			assert.ok(totals[0] !== totals.at(-1), 'all are of one size, so their order shows nothing');
			assert.match(await editor.itemCount(), new RegExp(`^${unpaid.length} item`));
		},
	},
	{
		name: 'Rename the customer whose email is known',
		picture: 'rename',
		play: async ({ hand, editor, account }) => {
			const person = await payingCustomer(account, 1);
			await hand.firstStep('Update a customer');
			await hand.fromList('customerId', person.email);
			await hand.fill('firstName', 'Renamed');
			await hand.execute();
			await noError(editor);
			const after = await stateOf<Person>(account, 'customers');
			assert.equal(after.find(({ id }) => id === person.id)?.first_name, 'Renamed');
		},
	},
	{
		name: 'Rename the customer whose email is known, or make one',
		picture: 'rename-or-create',
		play: async ({ hand, editor, account }) => {
			const person = await payingCustomer(account, 3);
			await hand.firstStep('Create or update a customer');
			await hand.fill('email', person.email);
			await hand.fill('firstName', 'Renamed');
			await hand.execute();
			await noError(editor);
			const after = await stateOf<Person>(account, 'customers');
			assert.equal(after.find(({ id }) => id === person.id)?.first_name, 'Renamed');
		},
	},
	{
		name: 'A subscription with a coupon',
		picture: 'subscription-with-coupon',
		play: async ({ hand, editor, account }) => {
			const plan = await digitalPlan(account);
			const person = await payingCustomer(account, 2);
			const coupons = await stateOf<Coupon>(account, 'coupons');
			const coupon = coupons.find(
				({ plans, type, redeem_by: last, amount_off: amount }) =>
					plans.length === 0 && type !== 'ecommerce' && last === null && amount === null,
			);
			assert.ok(coupon);
			await hand.firstStep('Create a subscription');
			await hand.fromList('customerId', person.email);
			await hand.fromList('planId', plan.nickname);
			await hand.fromList('couponCode', coupon.code);
			await hand.execute();
			await noError(editor);
			const made = await stateOf<Subscription>(account, 'subscriptions');
			assert.ok(made.some((one) => one.user_id === person.id && one.coupon === coupon.id));
		},
	},
];
