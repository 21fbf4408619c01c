import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import type { EditorPage } from '../editor/editorPage';
import type { Hand } from './hand';

/** What a job is played with. */
export interface JobStage {
	account: SandboxAccount;
	editor: EditorPage;
	hand: Hand;
}

/** Something that people do with Pelcro, in the editor, by clicks and plain words. */
export interface Job {
	name: string;
	/** The file of its pictures. */
	picture: string;
	play: (stage: JobStage) => Promise<void>;
}

interface Person {
	id: number;
	email: string;
	default_source_id: number | null;
	first_name: string | null;
}

interface Plan {
	id: number;
	nickname: string;
	product_id: number;
	type: string;
}

interface Subscription {
	id: number;
	user_id: number;
	plan: number;
	status: string;
	cancel_at_period_end: boolean;
	coupon: number | null;
}

interface Coupon {
	id: number;
	code: string;
	type: string;
	plans: number[];
	redeem_by: string | null;
	amount_off: number | null;
}

interface Invoice {
	id: number;
	status: string;
	created_at: number;
}

const stateOf = async <Entry>(account: SandboxAccount, name: string): Promise<Entry[]> =>
	recordsOf<Entry>(await account.state(name), name);

/** A plan that needs no address, so that nothing but its name has to be known. */
async function digitalPlan(account: SandboxAccount): Promise<Plan> {
	const products = await stateOf<{ id: number; address_required: boolean }>(account, 'products');
	const digital = products.filter(({ address_required: required }) => !required);
	const plans = await stateOf<Plan>(account, 'plans');
	const plan = plans.find(
		({ type, product_id: product }) =>
			type === 'regular' && digital.some(({ id }) => id === product),
	);
	assert.ok(plan);
	return plan;
}

async function payingCustomer(account: SandboxAccount, index = 0): Promise<Person> {
	const customers = await stateOf<Person>(account, 'customers');
	const person = customers.filter(({ default_source_id: card }) => card !== null)[index];
	assert.ok(person);
	return person;
}

async function noError(editor: EditorPage): Promise<void> {
	const text = await editor.outputText();
	assert.doesNotMatch(text, /Problem in node|error|could not|is empty/i, text);
}

export const JOBS: readonly Job[] = [
	{
		name: 'README, steps 2 and 3: a new customer',
		picture: 'new-customer',
		play: async ({ hand, editor, account }) => {
			await hand.firstStep('Create a customer');
			await hand.fill('email', 'readme@newsletter.example.com');
			await hand.execute();
			await noError(editor);
			const people = await stateOf<Person>(account, 'customers');
			assert.ok(people.some(({ email }) => email === 'readme@newsletter.example.com'));
		},
	},
	{
		name: 'README, step 4: the customer gets a subscription',
		picture: 'new-subscription',
		play: async ({ hand, editor, account }) => {
			const plan = await digitalPlan(account);
			await hand.firstStep('Create a subscription');
			await hand.fromList('customerId', 'readme@newsletter.example.com');
			await hand.fromList('planId', plan.nickname);
			await hand.choose('collectionMethod', 'Send Invoice');
			await hand.execute();
			await noError(editor);
			const people = await stateOf<Person>(account, 'customers');
			const reader = people.find(({ email }) => email === 'readme@newsletter.example.com');
			const made = await stateOf<Subscription>(account, 'subscriptions');
			assert.ok(made.some((one) => one.user_id === reader?.id && one.plan === plan.id));
		},
	},
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
			await hand.choose('direction', 'Descending');
			await hand.execute();
			await noError(editor);
			const unpaid = (await stateOf<Invoice>(account, 'invoices')).filter(({ status }) =>
				['open', 'past_due'].includes(status),
			);
			const totals = (await editor.outputTable()).map(({ total }) => Number(total));
			assert.ok(totals.length > 0 && totals.length <= unpaid.length);
			assert.match(await editor.itemCount(), new RegExp(`^${unpaid.length} item`));
		},
	},
	{
		name: 'All active subscriptions of a plan, with email and readable dates',
		picture: 'active-subscriptions',
		play: async ({ hand, editor, account }) => {
			const plan = await digitalPlan(account);
			await hand.firstStep('Get many subscriptions');
			await hand.switchOn('returnAll');
			await hand.choose('statuses', 'Active');
			await hand.page.keyboard.press('Escape');
			await hand.fromList('planId', plan.nickname);
			await hand.switchOn('includeCustomer');
			await hand.execute();
			await noError(editor);
			const active = (await stateOf<Subscription>(account, 'subscriptions')).filter(
				(one) => one.status === 'active' && one.plan === plan.id,
			);
			assert.match(await editor.itemCount(), new RegExp(`^${active.length} item`));
			assert.match(await editor.outputText(), /@/);
		},
	},
	{
		name: 'Rename the customer whose email is known',
		picture: 'rename',
		play: async ({ hand, editor, account }) => {
			const person = await payingCustomer(account, 1);
			await hand.firstStep('Update a customer');
			await hand.fromList('customerId', person.email);
			await hand.addField('First Name');
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
			await hand.addField('Coupon Code');
			await hand.fromList('couponCode', coupon.code);
			await hand.execute();
			await noError(editor);
			const made = await stateOf<Subscription>(account, 'subscriptions');
			assert.ok(made.some((one) => one.user_id === person.id && one.coupon === coupon.id));
		},
	},
];
