import assert from 'node:assert/strict';

import { NODES, type Plan } from '../../../demo/exampleWorkflow';
import { type CustomerRecord, recordsOf, type SubscriptionRecord } from '../../../demo/verifyRun';
import type { Scenario, Stage } from '../scenario';

/** People in the workflow's own list. */
const NEW_CUSTOMERS = 40;

/** Records on a page, and customers that are read both ways before their list is trusted. */
const PAGE = 100;
const MOST_PROOFS = 3;

export const scenario: Scenario = {
	name: 'subscribe-new-customers',
	workflow: 'subscribe-new-customers.json',
	async run({ account, check, importWorkflow }) {
		const [plan] = recordsOf<Plan>(await account.state('plans'), 'plans');
		assert.ok(plan);
		const before = await subscriptionsOf(account);
		const planId = { __rl: true, mode: 'id', value: String(plan.id) };
		const workflow = await importWorkflow({ parameters: { [NODES.subscribe]: { planId } } });
		await account.clearJournal();
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
		await check('Reads customers by their list, and looks the new ones up together', async () => {
			const pages = Math.ceil(before.length / PAGE);
			const { customers: known } = (await account.state('customers')).counts;
			assert.ok(known);
			const customerPages = Math.ceil(known / PAGE);
			const calls = await callsOf(account);
			assert.equal(calls.get('GET /subscriptions'), pages);
			// Once for the active ones and once for the new ones.
			assert.ok((calls.get('GET /customers') ?? 0) <= 2 * customerPages);
			assert.ok((calls.get('GET /customers/{id}') ?? 0) <= MOST_PROOFS);
			assert.equal(calls.get('POST /subscriptions'), NEW_CUSTOMERS);
			const writes = (calls.get('POST /customers') ?? 0) + (calls.get('PUT /customers/{id}') ?? 0);
			assert.ok(writes <= NEW_CUSTOMERS);
			const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
			const most = pages + 2 * customerPages + MOST_PROOFS + 2 * NEW_CUSTOMERS;
			assert.ok(all <= most, `${all} calls`);
		});
	},
};

/** How often each kind of request was made. */
async function callsOf(account: Stage['account']): Promise<Map<string, number>> {
	const calls = new Map<string, number>();
	for (const { method, path } of await account.journal()) {
		const name = `${method} ${path.replace('/api/v1/core', '').replace(/\d+$/, '{id}')}`;
		calls.set(name, (calls.get(name) ?? 0) + 1);
	}
	return calls;
}

async function subscriptionsOf(account: Stage['account']): Promise<SubscriptionRecord[]> {
	return recordsOf<SubscriptionRecord>(await account.state('subscriptions'), 'subscriptions');
}
