import assert from 'node:assert/strict';

import { digitalPlan, type Job, noError, type Person, stateOf, type Subscription } from './state';

const EMAIL = 'readme@newsletter.example.com';

/** The README's first workflow, from the second step on: the first is the credential's scenario. */
export const README_JOB: Job = {
	name: 'README, steps 2 to 5: a customer, a subscription, by itself',
	picture: 'readme',
	play: async ({ hand, editor, account }) => {
		const plan = await digitalPlan(account);
		await hand.firstStep('Create a customer');
		await hand.fill('email', EMAIL);
		await hand.execute();
		await noError(editor);
		await hand.nextStep('Pelcro', 'Create a subscription');
		await hand.drag('id', 'customerId');
		await hand.elsewhere();
		await hand.fromList('planId', plan.nickname);
		await hand.choose('collectionMethod', 'Send Invoice');
		await hand.execute();
		await noError(editor);
		const people = await stateOf<Person>(account, 'customers');
		const reader = people.find(({ email }) => email === EMAIL);
		const made = await stateOf<Subscription>(account, 'subscriptions');
		assert.ok(made.some((one) => one.user_id === reader?.id && one.plan === plan.id));
		await hand.toCanvas();
		await hand.addBeside('Schedule Trigger');
		await hand.toCanvas();
		await hand.connect('Schedule Trigger', 'Create a customer');
		await hand.publish();
	},
};
