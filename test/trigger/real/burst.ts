import assert from 'node:assert/strict';

import { type Service } from '../../../demo/childProcesses';
import { runAsProgram } from '../../../demo/program';
import { N8nHost } from '../../../demo/n8n/n8nHost';
import { createAccount, type Delivery, type SandboxAccount } from '../../../sandbox/client';
import { launchSandbox } from '../../../sandbox/process';
import { Checks } from '../../e2e/stage/checks';
import { EventCollector, pause } from './eventCollector';
import { Forwarder } from './forwarder';
import {
	collectNode,
	PublishedWorkflows,
	triggerNode,
	type StoredWorkflow,
} from './publishedWorkflows';

const EVENTS = 1_000;

/** Share of them that is delivered twice. */
const DUPLICATES = 0.1;

const DELIVERIES = EVENTS * (1 + DUPLICATES);

/** So many are under way at the same time. */
const PARALLEL = 40;

/** Re-delivered after the restart. */
const AGAIN = 200;

/** Time that the whole burst may take, milliseconds. */
const BURST_MS = 240_000;

/** Time in which an execution that must not be would have come about, milliseconds. */
const QUIET_MS = 3_000;

const TARGET = 'Takes the burst';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** All that the checks share. n8n is started anew in between. */
interface Burst {
	checks: Checks;
	host: N8nHost;
	account: SandboxAccount;
	collector: EventCollector;
	forwarder: Forwarder;
}

interface RunningN8n {
	service: Service;
	workflows: PublishedWorkflows;
}

async function startN8n({ host, forwarder }: Burst): Promise<RunningN8n> {
	const { editor, service } = await host.startEditor();
	forwarder.target = editor.url;
	return { service, workflows: new PublishedWorkflows(editor.rest) };
}

async function activateTarget(burst: Burst, { workflows }: RunningN8n): Promise<StoredWorkflow> {
	const { account, checks, collector, forwarder } = burst;
	const credentialId = await workflows.addCredential(account);
	const target = await workflows.add(TARGET, credentialId, [
		triggerNode({ events: ['*'] }),
		collectNode(collector.url),
	]);
	await checks.run('The endpoint has the address of WEBHOOK_URL', async () => {
		await workflows.activate(target);
		const [{ url } = { url: '' }] = await endpointsOf(account);
		assert.ok(url.startsWith(`${forwarder.url}webhook/`), url);
	});
	return target;
}

async function endpointsOf(account: SandboxAccount): Promise<Array<{ id: number; url: string }>> {
	return (await account.state('webhooks')).records.webhooks as Array<{ id: number; url: string }>;
}

function ids(collector: EventCollector): unknown[] {
	return collector.of(TARGET).map(({ id }) => id);
}

async function burstCheck(burst: Burst, n8n: RunningN8n, target: StoredWorkflow): Promise<void> {
	const { account, checks, collector } = burst;
	await checks.run(`${EVENTS} events, ${DELIVERIES} deliveries, shuffled`, async () => {
		await account.pauseWebhooks();
		const held = await account.emitEvent({
			type: 'customer.created',
			object: { object: 'customer', id: 1, email: 'burst@example.com' },
			times: EVENTS,
		});
		const start = Date.now();
		await account.releaseWebhooks({ duplicates: DUPLICATES, seed: 7 });
		const deliveries = await account.settledDeliveries(BURST_MS);
		const answered = Date.now() - start;
		await collector.waitFor(TARGET, EVENTS, BURST_MS);
		const done = Date.now() - start;
		await pause(QUIET_MS);
		sayTimes(deliveries, answered, done);

		assert.equal(deliveries.length, DELIVERIES);
		assert.equal(deliveries.filter(({ statuses }) => statuses.at(-1) !== 200).length, 0);
		assert.equal(collector.items.length, EVENTS, 'items');
		assert.deepEqual(new Set(ids(collector)), new Set(held.map(({ event }) => event)));
		assert.equal(await n8n.workflows.executionCount(target), EVENTS, 'executions');
	});
}

function sayTimes(deliveries: readonly Delivery[], answered: number, done: number): void {
	const rate = (count: number, ms: number) => ((count * 1000) / ms).toFixed(0);
	const tries = deliveries.reduce((sum, one) => sum + one.tries, 0);
	say(
		`  ${deliveries.length} deliveries answered in ${(answered / 1000).toFixed(1)} s (${rate(deliveries.length, answered)} a second, ` +
			`${tries} attempts), all executions done after ${(done / 1000).toFixed(1)} s (${rate(EVENTS, done)} a second)`,
	);
}

async function againCheck({ account, collector, checks }: Burst): Promise<void> {
	await checks.run('Re-delivered events start nothing', async () => {
		await redeliver(account, 50);
		assert.equal(collector.items.length, EVENTS);
	});
}

/** Delivers the last events again, and waits for whatever that starts. */
async function redeliver(account: SandboxAccount, count: number): Promise<void> {
	const events = new Set((await account.deliveries()).map(({ event }) => event));
	for (const event of [...events].slice(-count)) await account.redeliver({ event });
	const again = (await account.settledDeliveries(60_000)).slice(-count);
	assert.deepEqual(
		again.map(({ cause, statuses }) => [cause, statuses]),
		again.map(() => ['redelivery', [200]]),
	);
	await pause(QUIET_MS);
}

async function restartChecks(burst: Burst, n8n: RunningN8n): Promise<RunningN8n> {
	const { account, collector, checks, forwarder } = burst;
	const before = await endpointsOf(account);
	forwarder.target = undefined;
	await n8n.service.stop();
	const anew = await startN8n(burst);
	await checks.run('After a restart of n8n, the endpoint is the same', async () => {
		// the workflow is activated in the background
		await pause(QUIET_MS);
		assert.deepEqual(await endpointsOf(account), before);
	});
	await checks.run(`After a restart, ${AGAIN} re-delivered events start nothing`, async () => {
		await redeliver(account, AGAIN);
		assert.equal(collector.items.length, EVENTS);
	});
	await checks.run('After a restart, a new event arrives, once', async () => {
		await account.emitEvent({ type: 'bill.paid', object: { object: 'bill', id: 1 } });
		await collector.waitFor(TARGET, EVENTS + 1);
		await pause(QUIET_MS);
		assert.equal(collector.items.length, EVENTS + 1);
	});
	return anew;
}

async function main(): Promise<boolean> {
	const forwarder = await Forwarder.start();
	const collector = await EventCollector.start();
	try {
		const env = { WEBHOOK_URL: forwarder.url };
		const name = 'n8n-webhooks';
		const host = await N8nHost.prepare({ name, fresh: true, build: false, env, say });
		const { url } = await launchSandbox();
		const options = { customers: 5, limit: null, webhookParallel: PARALLEL };
		const account = await createAccount(url, { ...options, webhookTimeoutMs: 30_000 });
		for (const { id } of await endpointsOf(account)) await account.api().delete(`/webhooks/${id}`);
		const checks = new Checks(async () => await Promise.resolve());
		const burst = { checks, host, account, collector, forwarder };
		const n8n = await startN8n(burst);
		const target = await activateTarget(burst, n8n);
		await burstCheck(burst, n8n, target);
		await againCheck(burst);
		const anew = await restartChecks(burst, n8n);
		await checks.run('Deactivating the workflow removes the endpoint', async () => {
			await anew.workflows.deactivate(target);
			assert.deepEqual(await endpointsOf(account), []);
		});
		return checks.finish();
	} finally {
		collector.stop();
		forwarder.stop();
	}
}

runAsProgram(main);
