import assert from 'node:assert/strict';

import axios from 'axios';

import { createAccount, type AccountOptions, type SandboxAccount } from '../../sandbox/client';
import { pause } from '../trigger/real/eventCollector';
import { PublishedWorkflows } from '../trigger/real/publishedWorkflows';
import { addCredential, executionsOf, stopExecution } from './n8nRest';
import type { QueueStage } from './stage';
import type { WorkerExecution } from './workerLog';
import { publishCreation } from './workflows';

const ITEMS = 1_000;

/** The time in which a stopped execution has to make its last call and give its worker free, milliseconds. */
const STOPPED_MS = 1_000;

/** Time in which calls that must not be made any more would have been made, milliseconds. */
const QUIET_MS = 3_000;

const START_MS = 30_000;

const POLL_MS = 50;

/** When an execution is stopped. */
interface Moment {
	/** Also the webhook's path. */
	name: string;
	what: string;
	account: AccountOptions;
	/** Calls that the credential allows a minute. */
	requestsPerMinute: number;
	/** Stopped after so many calls. */
	calls: number;
}

const MOMENTS: readonly Moment[] = [
	{
		name: 'stopped-at-work',
		what: 'Stopped while calls are under way',
		account: { limit: null, latencyMs: 100 },
		requestsPerMinute: 100_000,
		calls: 60,
	},
	{
		name: 'stopped-waiting',
		what: 'Stopped while it waits for the limit',
		account: { limit: 30, windowMs: 60_000 },
		requestsPerMinute: 30,
		calls: 30,
	},
];

/** An account whose execution was stopped, and how many calls it had made. */
export interface Stopped {
	what: string;
	account: SandboxAccount;
	calls: number;
}

/**
 * The main process takes the order to stop, a worker has to obey it.
 *
 * @returns what was stopped, for a later look
 */
export async function stoppingScenario(stage: QueueStage): Promise<Stopped[]> {
	const stopped: Stopped[] = [];
	for (const moment of MOMENTS) {
		await stage.checks.run(`${moment.what}: over within a second`, async () => {
			const account = await stopAt(stage, moment);
			stopped.push({ what: moment.what, account, calls: (await account.journal()).length });
		});
	}
	return stopped;
}

/** To be called when more than a window has gone by, in which a call that still waited would have been made. */
export async function stoppedForGoodChecks(
	{ checks }: QueueStage,
	stopped: readonly Stopped[],
): Promise<void> {
	for (const { what, account, calls } of stopped) {
		await checks.run(`${what}: no call minutes later`, async () => {
			assert.equal((await account.journal()).length, calls);
		});
	}
}

async function stopAt(stage: QueueStage, moment: Moment): Promise<SandboxAccount> {
	const { editor, sandboxUrl } = stage;
	const account = await createAccount(sandboxUrl, { customers: 0, ...moment.account });
	const workflows = new PublishedWorkflows(editor.rest);
	const credentialId = await addCredential(editor.rest, account, moment.requestsPerMinute);
	const workflow = await publishCreation(workflows, credentialId, moment.name, ITEMS, false);
	await axios.post(`${editor.url}/webhook/${moment.name}`, {});
	await callsMade(account, moment.calls);

	const [execution] = await executionsOf(editor.rest, workflow);
	assert.equal(execution?.status, 'running');
	const ordered = Date.now();
	await stopExecution(editor.rest, execution.id);
	await pause(QUIET_MS);

	const journal = await account.journal();
	const last = Math.max(...journal.map(({ time }) => time));
	assert.ok(last - ordered < STOPPED_MS, `the last call came ${last - ordered} ms later`);
	assert.ok(journal.length < ITEMS / 2, `${journal.length} calls`);
	const { ended = Infinity } = await workedOn(stage, execution.id);
	assert.ok(ended - ordered < STOPPED_MS, `the worker was busy for ${ended - ordered} ms more`);
	const [after] = await executionsOf(editor.rest, workflow);
	assert.equal(after?.status, 'canceled');
	return account;
}

async function callsMade(account: SandboxAccount, count: number): Promise<void> {
	for (const end = Date.now() + START_MS; Date.now() < end; await pause(POLL_MS)) {
		if ((await account.journal()).length >= count) return;
	}
	throw new Error(`Fewer than ${count} calls in ${START_MS / 1000} s`);
}

async function workedOn({ workers }: QueueStage, id: string): Promise<WorkerExecution> {
	const all = await Promise.all(workers.map(async (worker) => await worker.executions()));
	const found = all.flat().find((execution) => execution.id === id);
	if (found === undefined) throw new Error(`No worker has worked on execution ${id}`);
	return found;
}
