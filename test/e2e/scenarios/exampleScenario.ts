import assert from 'node:assert/strict';

import {
	exampleWorkflow,
	newCustomersIn,
	type Plan,
	sandboxCredential,
} from '../../../demo/exampleWorkflow';
import { recordsOf, type SubscriptionRecord } from '../../../demo/verifyRun';
import { keepPicture } from '../stage/pictures';
import type { Stage } from '../stage/stage';

/** The example workflow, run from the canvas. */
export async function exampleScenario({ host, account, editor, checks }: Stage): Promise<void> {
	await checks.run('The example workflow runs from the canvas', async () => {
		const [plan] = recordsOf<Plan>(await account.state('plans'), 'plans');
		assert.ok(plan);
		const workflow = exampleWorkflow(plan);
		// without a limit on either side: the demo is what shows the throttle
		await host.importCredentials(sandboxCredential(account, 100_000));
		await host.importWorkflow(workflow);
		const before = await subscriptionCount(account);
		await editor.openWorkflow(workflow.id);
		const steps = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		assert.equal(await editor.executeWorkflow(), steps.length);
		const added = (await subscriptionCount(account)) - before;
		assert.equal(added, newCustomersIn(workflow).length);
		await editor.clearView();
		await keepPicture(editor.page, 'example-workflow');
	});
}

async function subscriptionCount(account: Stage['account']): Promise<number> {
	const state = await account.state('subscriptions');
	return recordsOf<SubscriptionRecord>(state, 'subscriptions').length;
}
