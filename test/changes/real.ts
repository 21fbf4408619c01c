/**
 * The Pelcro Changes Trigger on a real n8n: a script creates, changes and deletes 1,000 records while polls run, some of
 * them fail, and n8n is restarted twice. Each change has to come out exactly once; changes of one record between two
 * polls are one. An hour of minutes is too long for a test, so n8n polls every three seconds here.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';

import { type Service } from '../../demo/childProcesses';
import { runAsProgram } from '../../demo/program';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { PROJECT } from '../../demo/projectPaths';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { launchSandbox } from '../../sandbox/process';
import { Checks } from '../e2e/stage/checks';
import { EventCollector, pause } from '../trigger/real/eventCollector';
import { collectNode, pelcroNode, PublishedWorkflows } from '../trigger/real/publishedWorkflows';

const NAME = 'What changes in Pelcro';
const RECORDS = 1_000;

/** Of the records that are made, one in so many is changed, and one in so many is deleted afterwards. */
const CHANGED = 3;
const DELETED = 5;

/** So many records are made between two moments at which changes may settle. */
const BATCH = 100;

/** One poll in so many fails. */
const FAILING = 0.1;

const EVERY_THREE_SECONDS = { item: [{ mode: 'custom', cronExpression: '*/3 * * * * *' }] };

/** Time for the polls that find what is left, milliseconds. */
const SETTLING_MS = 300_000;

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

interface Stage {
	account: SandboxAccount;
	collector: EventCollector;
	/** The changes that have happened, e.g. 'created 10007'. */
	happened: string[];
}

const found = ({ collector }: Stage) =>
	collector.of(NAME).map(({ event, object }) => {
		const [, kind = ''] = String(event).split('.');
		return `${kind} ${String((object as { id?: unknown }).id)}`;
	});

/** Makes, changes and deletes records one after the other; each change waits until the one before was found. */
async function batch(stage: Stage, number: number): Promise<void> {
	const { account, happened } = stage;
	const made: number[] = [];
	for (let n = 0; n < BATCH; n += 1) {
		const email = `reader-${number}-${n}@example.com`;
		const { data } = await account
			.api()
			.post<{ data: { id: number } }>('/customers', { email, password: 'correct horse battery' });
		made.push(data.data.id);
		happened.push(`created ${data.data.id}`);
	}
	await settled(stage);
	for (const [index, id] of made.entries()) {
		if (index % CHANGED !== 0) continue;
		await account.api().put(`/customers/${id}`, { first_name: `Changed ${id}` });
		happened.push(`updated ${id}`);
	}
	await settled(stage);
	for (const [index, id] of made.entries()) {
		if (index % DELETED !== 0) continue;
		await account.api().delete(`/customers/${id}`);
		happened.push(`deleted ${id}`);
	}
}

/** Waits until as many changes were found as have happened. */
async function settled(stage: Stage): Promise<void> {
	for (const end = Date.now() + SETTLING_MS; Date.now() < end; await pause(100)) {
		if (found(stage).length >= stage.happened.length) return;
	}
	throw new Error(`${found(stage).length} changes were found of ${stage.happened.length}`);
}

async function main(): Promise<boolean> {
	const collector = await EventCollector.start();
	try {
		const { url } = await launchSandbox();
		const account = await createAccount(url, { customers: 150, limit: null });
		const patch = join(PROJECT, 'test', 'changes', 'shortPollTimes.cjs');
		const env = { NODE_OPTIONS: `--require ${patch}` };
		const host = await N8nHost.prepare({
			name: 'n8n-changes',
			fresh: true,
			build: false,
			env,
			say,
		});
		const checks = new Checks(async () => await Promise.resolve());
		const stage: Stage = { account, collector, happened: [] };
		let service: Service | undefined;
		const start = async () => {
			const n8n = await host.startEditor();
			service = n8n.service;
			return new PublishedWorkflows(n8n.editor.rest);
		};
		const workflows = await start();
		const workflow = await workflows.add(NAME, await workflows.addCredential(account), [
			pelcroNode(
				'Pelcro Changes Trigger',
				{
					watch: 'customer',
					startOn: 'createdOrUpdated',
					removed: true,
					pollTimes: EVERY_THREE_SECONDS,
				},
				'pelcroChangesTrigger',
			),
			collectNode(collector.url),
		]);
		await workflows.activate(workflow);
		await account.addFaults({
			kind: 'status',
			status: 403,
			probability: FAILING,
			seed: 3,
			match: { method: 'GET' },
		});
		const restarts = new Set([3, 7]);
		await checks.run(
			`${RECORDS} records are made, changed and deleted: each change once`,
			async () => {
				for (let number = 0; number * BATCH < RECORDS; number += 1) {
					const restarted = restarts.has(number)
						? pause(200).then(async () => {
								await service?.stop();
								await start();
							})
						: Promise.resolve();
					await batch(stage, number);
					await restarted;
					say(`  ${(number + 1) * BATCH} records, ${stage.happened.length} changes`);
				}
				await settled(stage);
				await pause(10_000);
				assert.deepEqual(found(stage).sort(), stage.happened.sort());
			},
		);
		const refused = (await account.journal()).filter(({ status }) => status === 403).length;
		say(`  ${stage.happened.length} changes, ${refused} calls of polls refused, 2 restarts`);
		await checks.run('Some polls have failed', async () => {
			assert.ok(refused > 10, `${refused} calls were refused`);
			await Promise.resolve();
		});
		return checks.finish();
	} finally {
		collector.stop();
	}
}

runAsProgram(main);
