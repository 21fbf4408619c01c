/**
 * Catch Up on a real n8n: while n8n is stopped, or the workflow is not published, records are created at the sandbox whose
 * events reach nobody. Afterwards each starts the workflow once, marked, whatever Pelcro delivers again later.
 */
import assert from 'node:assert/strict';

import { type Service } from '../../../demo/childProcesses';
import { runAsProgram } from '../../../demo/program';
import { N8nHost } from '../../../demo/n8n/n8nHost';
import { createAccount, type SandboxAccount } from '../../../sandbox/client';
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

const NAME = 'Catches up';

const CUSTOMERS = 25;
const SUBSCRIBERS = 10;

/** Created while n8n reads what it has missed. */
const MEANWHILE = 20;

/** Time in which an execution that must not be would have come about, milliseconds. */
const QUIET_MS = 3_000;

/** Time for what n8n has missed, milliseconds. */
const CATCH_UP_MS = 60_000;

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** A record that was created, e.g. 'customer.created 10007'. */
type Created = string;

class Stage {
	/** In the order in which they were created. */
	readonly created: Created[] = [];

	/** Those of them that were created while nobody listened. */
	readonly missed = new Set<Created>();

	/** Those whose events were the first ones afterwards. */
	readonly first = new Set<Created>();

	private service: Service | undefined;
	private count = 0;

	constructor(
		readonly host: N8nHost,
		readonly account: SandboxAccount,
		readonly collector: EventCollector,
		readonly forwarder: Forwarder,
		readonly checks: Checks,
	) {}

	async startN8n(): Promise<PublishedWorkflows> {
		const { editor, service } = await this.host.startEditor();
		this.service = service;
		const workflows = new PublishedWorkflows(editor.rest);
		// The workflow is activated in the background.
		await pause(QUIET_MS);
		this.forwarder.target = editor.url;
		return workflows;
	}

	async stopN8n(): Promise<void> {
		this.forwarder.target = undefined;
		await this.service?.stop();
	}

	async customer(): Promise<Created> {
		return await this.create('customer', '/customers', { password: 'correct horse battery' });
	}

	/** A customer whose event makes n8n look. */
	async firstCustomer(): Promise<void> {
		this.first.add(await this.customer());
	}

	async subscriber(): Promise<Created> {
		return await this.create('newsletter', '/newsletters', { source: 'web' });
	}

	/** Notes what nobody is told of. */
	miss(...records: Created[]): void {
		records.forEach((record) => this.missed.add(record));
	}

	/**
	 * Whether each record has started the workflow once, and is marked where it was missed. What is created while n8n looks
	 * may be found before its event comes; it is marked then.
	 */
	async assertEachOnce(): Promise<void> {
		await this.collector.waitFor(NAME, this.created.length, CATCH_UP_MS);
		await pause(QUIET_MS);
		const items = this.collector.of(NAME).map(({ event, object, caughtUp }) => ({
			record: `${String(event)} ${String((object as { id?: unknown }).id)}`,
			isMarked: caughtUp === true,
		}));
		assert.deepEqual(items.map(({ record }) => record).sort(), [...this.created].sort());
		const isMarked = new Map(items.map((item) => [item.record, item.isMarked]));
		assert.deepEqual(
			[...this.missed].filter((record) => isMarked.get(record) !== true),
			[],
		);
		assert.deepEqual(
			[...this.first].filter((record) => isMarked.get(record) !== false),
			[],
		);
	}

	private async create(kind: string, path: string, more: object): Promise<Created> {
		this.count += 1;
		const email = `reader-${this.count}@example.com`;
		const body = { email, ...more };
		const { data } = await this.account.api().post<{ data: { id: number } }>(path, body);
		const record = `${kind}.created ${data.data.id}`;
		this.created.push(record);
		return record;
	}
}

async function stoppedChecks(stage: Stage): Promise<PublishedWorkflows> {
	const { account, checks } = stage;
	await stage.stopN8n();
	for (let n = 0; n < CUSTOMERS; n += 1) stage.miss(await stage.customer());
	for (let n = 0; n < SUBSCRIBERS; n += 1) stage.miss(await stage.subscriber());
	const workflows = await stage.startN8n();
	await checks.run(
		`n8n was stopped, ${CUSTOMERS + SUBSCRIBERS} records were created: each starts once, marked`,
		async () => {
			await stage.firstCustomer();
			await stage.assertEachOnce();
		},
	);
	await checks.run('Pelcro delivers all events again: nothing starts', async () => {
		await redeliverAll(account);
		await stage.assertEachOnce();
	});
	return workflows;
}

async function redeliverAll(account: SandboxAccount): Promise<void> {
	const events = new Set((await account.deliveries()).map(({ event }) => event));
	for (const event of events) await account.redeliver({ event });
	await account.settledDeliveries(CATCH_UP_MS);
}

async function meanwhileChecks(stage: Stage): Promise<PublishedWorkflows> {
	const { account, checks } = stage;
	await stage.stopN8n();
	for (let n = 0; n < CUSTOMERS; n += 1) stage.miss(await stage.customer());
	const workflows = await stage.startN8n();
	const match = { method: 'GET', pathPattern: '/customers' } as const;
	await account.addFaults({ kind: 'slow', delayMs: 2_000, match });
	await checks.run(
		`${MEANWHILE} records are created while n8n reads what it has missed: each starts once`,
		async () => {
			await stage.firstCustomer();
			for (let n = 1; n < MEANWHILE; n += 1) await stage.customer();
			await stage.assertEachOnce();
		},
	);
	return workflows;
}

async function unpublishedChecks(
	stage: Stage,
	workflows: PublishedWorkflows,
	workflow: StoredWorkflow,
): Promise<void> {
	const { account, checks } = stage;
	await workflows.deactivate(workflow);
	for (let n = 0; n < CUSTOMERS; n += 1) stage.miss(await stage.customer());
	await workflows.activate(workflow);
	await checks.run('The workflow was not published for a while: each starts once', async () => {
		await stage.firstCustomer();
		await stage.assertEachOnce();
	});
	await stage.stopN8n();
	await stage.startN8n();
	await checks.run('After another start, what Pelcro delivers again starts nothing', async () => {
		await redeliverAll(account);
		await stage.assertEachOnce();
	});
}

async function run(stage: Stage): Promise<void> {
	const { account, checks, collector } = stage;
	const workflows = await stage.startN8n();
	const workflow = await workflows.add(NAME, await workflows.addCredential(account), [
		triggerNode({
			events: ['customer.created', 'newsletter.created'],
			options: { catchUp: true },
		}),
		collectNode(collector.url),
	]);
	await workflows.activate(workflow);
	await checks.run('What is older than the first publication starts nothing', async () => {
		await stage.firstCustomer();
		await stage.subscriber();
		await stage.assertEachOnce();
	});
	await stoppedChecks(stage);
	const last = await meanwhileChecks(stage);
	await unpublishedChecks(stage, last, workflow);
	say(`  ${stage.created.length} records, ${stage.missed.size} of them missed and caught up`);
}

async function main(): Promise<boolean> {
	const forwarder = await Forwarder.start();
	const collector = await EventCollector.start();
	try {
		const env = { WEBHOOK_URL: forwarder.url };
		const host = await N8nHost.prepare({ name: 'n8n-away', fresh: true, build: false, env, say });
		const { url } = await launchSandbox();
		const account = await createAccount(url, { customers: 5, limit: null, webhookTries: 1 });
		const checks = new Checks(async () => await Promise.resolve());
		await run(new Stage(host, account, collector, forwarder, checks));
		return checks.finish();
	} finally {
		collector.stop();
		forwarder.stop();
	}
}

runAsProgram(main);
