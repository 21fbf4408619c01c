import assert from 'node:assert/strict';

import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { EventCollector, pause } from '../trigger/real/eventCollector';
import {
	collectNode,
	PublishedWorkflows,
	triggerNode,
	type NodeDraft,
	type StoredWorkflow,
} from '../trigger/real/publishedWorkflows';
import { executionsOf } from './n8nRest';
import type { QueueStage } from './stage';

const NAME = 'What happens in Pelcro';

/** For each receiver. */
const EVENTS = 45;

/** The main process, and a webhook process. */
const RECEIVERS = 2;

/** Share of them that is delivered twice. */
const DUPLICATES = 0.2;

/** For the workflow in which another node writes static data as well. */
const FORGETFUL = 'What a worker makes n8n forget';
const FORGETFUL_EVENTS = 100;

/** So many of them come at a time; a worker has overwritten static data before the next ones. */
const WAVE = 10;

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

/**
 * A worker begins with empty static data and stores it as a whole, so a second node that writes some wipes what the
 * trigger keeps. The first wave comes to the main process, which made the endpoint; all others to the webhook process,
 * which then has never seen the secret.
 */
export async function forgetfulScenario(stage: QueueStage): Promise<void> {
	const { checks, editor, loadBalancer, sandboxUrl, webhookProcessUrl } = stage;
	const collector = await EventCollector.start();
	try {
		const account = await createAccount(sandboxUrl, { customers: 5, limit: null, webhookTries: 6 });
		await removeEndpoints(account);
		const workflows = new PublishedWorkflows(editor.rest);
		const workflow = await workflows.add(FORGETFUL, await workflows.addCredential(account), [
			triggerNode({ events: ['*'] }),
			WRITES_STATIC_DATA,
			collectNode(collector.url),
		]);
		loadBalancer.target = editor.url;
		await workflows.activate(workflow);
		const what = `${FORGETFUL_EVENTS} events while a second node writes static data: each runs once`;
		await checks.run(what, async () => {
			const events: string[] = [];
			while (events.length < FORGETFUL_EVENTS) {
				events.push(...(await deliver(account, WAVE)));
				await collector.waitFor(FORGETFUL, events.length, BURST_MS);
				await pause(FORGETTING_MS);
				loadBalancer.target = webhookProcessUrl;
			}
			const seen = collector.of(FORGETFUL).map(({ id }) => String(id));
			assert.deepEqual(seen.sort(), events.sort());
			assert.match(await storedStaticData(stage, workflow), /runs/);
		});
		loadBalancer.target = editor.url;
		await workflows.deactivate(workflow);
	} finally {
		collector.stop();
	}
}

/** Time in which a worker ends an execution and stores its static data, milliseconds. */
const FORGETTING_MS = 1_000;

const WRITES_STATIC_DATA: NodeDraft = {
	name: 'Count',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode:
			"const kept = $getWorkflowStaticData('node');\nkept.runs = (kept.runs || 0) + 1;\nreturn $input.all();",
	},
};

async function storedStaticData({ editor }: QueueStage, { id }: StoredWorkflow): Promise<string> {
	const { data } = await editor.rest.get<{ data: { staticData?: unknown } }>(`/workflows/${id}`);
	return JSON.stringify(data.data.staticData ?? {});
}

async function removeEndpoints(account: SandboxAccount): Promise<void> {
	const { records } = await account.state('webhooks');
	for (const { id } of records.webhooks as Array<{ id: number }>) {
		await account.api().delete(`/webhooks/${id}`);
	}
}

/** Sends all events at the same time, shuffled. @returns their IDs */
async function deliver(account: SandboxAccount, count = EVENTS): Promise<string[]> {
	await account.clearDeliveries();
	await account.pauseWebhooks();
	const held = await account.emitEvent({
		type: 'customer.created',
		object: { object: 'customer', id: 1, email: 'event@example.com' },
		times: count,
	});
	await account.releaseWebhooks({ duplicates: DUPLICATES, seed: 5 });
	const deliveries = await account.settledDeliveries(BURST_MS);
	assert.equal(deliveries.length, count * (1 + DUPLICATES));
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
