import assert from 'node:assert/strict';

import { NODES, type Plan } from '../../demo/exampleWorkflow';
import { type CustomerRecord, recordsOf, type SubscriptionRecord } from '../../demo/verifyRun';
import type { Scenario, Stage } from './scenario';

/** People in the workflow's own list. */
const NEW_CUSTOMERS = 40;

export const scenario: Scenario = {
	name: 'subscribe-new-customers',
	workflow: 'subscribe-new-customers.json',
	async run({ account, check, importWorkflow }) {
		const [plan] = recordsOf<Plan>(await account.state('plans'), 'plans');
		assert.ok(plan);
		const before = await subscriptionsOf(account);
		const planId = { __rl: true, mode: 'id', value: String(plan.id) };
		const workflow = await importWorkflow({ parameters: { [NODES.subscribe]: { planId } } });
		const execution = await workflow.run('Start');
		await check('Lists who subscribes today', () => {
			execution.assertSuccess();
			const active = before.filter(({ status }) => status === 'active').map(({ id }) => String(id));
			const listed = execution.output(NODES.activeSubscribers);
			assert.deepEqual(listed.map(({ subscription }) => subscription).sort(), active.sort());
		});
		await check('Subscribes each new customer once', async () => {
			const customers = recordsOf<CustomerRecord>(await account.state('customers'), 'customers');
			const subscriptions = await subscriptionsOf(account);
			const told = execution.output(NODES.newSubscriptions);
			assert.equal(told.length, NEW_CUSTOMERS);
			assert.equal(subscriptions.length - before.length, NEW_CUSTOMERS);
			const added = subscriptions.slice(before.length);
			assert.deepEqual(new Set(added.map(({ plan: bought }) => bought)), new Set([plan.id]));
			const owners = new Set(added.map(({ user_id }) => user_id));
			const emails = customers.filter(({ id }) => owners.has(id)).map(({ email }) => email);
			assert.deepEqual(emails.sort(), told.map(({ email }) => email).sort());
		});
	},
};

async function subscriptionsOf(account: Stage['account']): Promise<SubscriptionRecord[]> {
	return recordsOf<SubscriptionRecord>(await account.state('subscriptions'), 'subscriptions');
}
