import assert from 'node:assert/strict';

import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { EventCollector, pause } from '../trigger/eventCollector';
import {
	collectNode,
	PublishedWorkflows,
	triggerNode,
	type StoredWorkflow,
} from '../trigger/publishedWorkflows';
import { executionsOf } from './n8nRest';
import type { QueueStage } from './stage';

const NAME = 'What happens in Pelcro';

/** For each receiver. */
const EVENTS = 45;

/** The main process, and a webhook process. */
const RECEIVERS = 2;

/** Share of them that is delivered twice. */
const DUPLICATES = 0.2;

/** Time for all executions, milliseconds. */
const BURST_MS = 60_000;

/** Time in which an execution that must not be would have come about, milliseconds. */
const QUIET_MS = 2_000;

/** The main process or a webhook process receives the events, the workers run the workflow. */
export async function eventsScenario(stage: QueueStage): Promise<void> {
	const { checks, editor, loadBalancer, sandboxUrl, webhookProcessUrl, workers } = stage;
	const collector = await EventCollector.start();
	try {
		const account = await createAccount(sandboxUrl, { customers: 5, limit: null });
		await removeEndpoints(account);
		const workflows = new PublishedWorkflows(editor.rest);
		const workflow = await workflows.add(NAME, await workflows.addCredential(account), [
			triggerNode({ events: ['*'] }),
			collectNode(collector.url),
		]);
		// While it makes the endpoint, Pelcro calls it.
		loadBalancer.target = editor.url;
		await workflows.activate(workflow);
		const receivers = { 'the main process': editor.url, 'a webhook process': webhookProcessUrl };
		const deliveries = EVENTS * (1 + DUPLICATES);
		for (const [name, url] of Object.entries(receivers)) {
			const what = `${EVENTS} events, ${deliveries} deliveries to ${name}: each runs once`;
			await checks.run(what, async () => {
				loadBalancer.target = url;
				collector.clear();
				const events = await deliver(account);
				await collector.waitFor(NAME, EVENTS, BURST_MS);
				await pause(QUIET_MS);
				const seen = collector.of(NAME).map(({ id }) => String(id));
				assert.deepEqual(seen.sort(), events.sort());
			});
		}
		await checks.run('The workers ran them all, both their part', async () => {
			const ids = await ranToTheirEnd(stage, workflow);
			for (const worker of workers) {
				const own = (await worker.executions()).filter(({ id }) => ids.delete(id));
				assert.notEqual(own.length, 0, worker.name);
			}
			assert.equal(ids.size, 0, 'executions in no log of a worker');
		});
		await workflows.deactivate(workflow);
	} finally {
		collector.stop();
	}
}

async function removeEndpoints(account: SandboxAccount): Promise<void> {
	const { records } = await account.state('webhooks');
	for (const { id } of records.webhooks as Array<{ id: number }>) {
		await account.api().delete(`/webhooks/${id}`);
	}
}

/** Sends all events at the same time, shuffled. @returns their IDs */
async function deliver(account: SandboxAccount): Promise<string[]> {
	await account.clearDeliveries();
	await account.pauseWebhooks();
	const held = await account.emitEvent({
		type: 'customer.created',
		object: { object: 'customer', id: 1, email: 'event@example.com' },
		times: EVENTS,
	});
	await account.releaseWebhooks({ duplicates: DUPLICATES, seed: 5 });
	const deliveries = await account.settledDeliveries(BURST_MS);
	assert.equal(deliveries.length, EVENTS * (1 + DUPLICATES));
	assert.equal(deliveries.filter(({ statuses }) => statuses.at(-1) !== 200).length, 0);
	return held.map(({ event }) => event);
}

async function ranToTheirEnd(
	{ editor }: QueueStage,
	workflow: StoredWorkflow,
): Promise<Set<string>> {
	const executions = await executionsOf(editor.rest, workflow);
	assert.equal(executions.filter(({ status }) => status === 'success').length, EVENTS * RECEIVERS);
	return new Set(executions.map(({ id }) => id));
}
