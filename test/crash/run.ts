/**
 * A crash of n8n in the middle of creations with a Once Key, on a real n8n: it is killed as a power cut would, the
 * workflow is run again, and every record has to be there exactly once. Names of resources choose which are run.
 */
import assert from 'node:assert/strict';

import { runAsProgram } from '../../demo/program';
import { sandboxCredential } from '../../demo/exampleWorkflow';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { launchSandbox } from '../../sandbox/process';
import { Checks } from '../e2e/stage/checks';
import { pause } from '../trigger/real/eventCollector';
import { CREATIONS, recordsOf, type Creation } from './creations';
import { CREATE, creatingWorkflow, orderOf } from './workflow';

const RECORDS = 200;

/** n8n is killed when so many of them are made. */
const MADE_AT_THE_KILL = 90;

/** Pelcro takes so long for a creation, so that some are under way at the kill; milliseconds. */
const CREATION_MS = 200;

/** The sandbox account has no limit. */
const ALLOWANCE = 100_000;

/** How long n8n may take until the creations have begun and come that far, milliseconds. */
const LONGEST_MS = 180_000;

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

interface Made {
	id: number;
	metadata: Record<string, unknown> | [];
}

/** IDs of the records that have a Once Key, by the key. */
async function madeOf({ records }: Creation, account: SandboxAccount) {
	const made = new Map<string, number[]>();
	for (const { id, metadata } of await recordsOf<Made>(account, records)) {
		const key: unknown = Reflect.get(metadata, 'n8n_once_key');
		if (typeof key === 'string') made.set(key, [...(made.get(key) ?? []), id]);
	}
	return made;
}

/** Begins the workflow and kills n8n when many of the records are made. */
async function crash(
	creation: Creation,
	id: string,
	account: SandboxAccount,
	host: N8nHost,
): Promise<void> {
	const n8n = await host.beginWorkflow(id);
	let hasEnded = false;
	void n8n.ended.then(() => (hasEnded = true));
	for (const end = Date.now() + LONGEST_MS; !hasEnded && Date.now() < end; await pause(20)) {
		if ((await madeOf(creation, account)).size >= MADE_AT_THE_KILL) break;
	}
	n8n.kill();
	const { signal, output } = await n8n.ended;
	assert.equal(signal, 'SIGKILL', `n8n ended by itself:\n${output}`);
	// What was under way is carried out at Pelcro although nobody waits for it any more.
	await pause(2 * CREATION_MS);
}

async function play(creation: Creation, host: N8nHost, url: string): Promise<void> {
	const account = await createAccount(url, { customers: RECORDS, limit: null });
	const customers = (await recordsOf<Made>(account, 'customers')).map(({ id }) => id);
	const workflow = await creatingWorkflow(creation, account, customers.slice(0, RECORDS));
	await host.importCredentials(sandboxCredential(account, ALLOWANCE));
	await host.importWorkflow(workflow);
	await account.addFaults({
		kind: 'slow',
		delayMs: CREATION_MS,
		probability: 1,
		match: { method: 'POST' },
	});
	await crash(creation, workflow.id, account, host);
	const before = await madeOf(creation, account);
	say(`  killed when ${before.size} of ${RECORDS} were made`);
	assert.ok(before.size < RECORDS, 'The kill came too late to say anything');

	await account.clearFaults();
	await account.clearJournal();
	const run = await host.executeWorkflow(workflow.id);
	const made = await madeOf(creation, account);
	const journal = await account.journal();
	const posts = journal.filter(({ method }) => method === 'POST').length;
	say(`  the second run made ${posts} more, with ${journal.length - posts} calls to look`);

	const orders = customers.slice(0, RECORDS).map((_customer, index) => orderOf(index));
	assert.deepEqual([...made.keys()].sort(), [...orders].sort(), 'Each order has its record');
	for (const [order, ids] of made) assert.equal(ids.length, 1, `${order} has ${ids.join(', ')}`);
	assert.equal(posts, RECORDS - before.size, 'Nothing was made twice');
	const out = run.data.resultData.runData[CREATE]?.[0]?.data?.main[0] ?? [];
	assert.deepEqual(
		out.map(({ json }) => json.id),
		orders.map((order) => made.get(order)?.[0]),
		'Each item comes out with its record, whichever run has made it',
	);
}

async function main(): Promise<boolean> {
	const chosen = process.argv.slice(2);
	const { url } = await launchSandbox();
	const host = await N8nHost.prepare({ name: 'n8n-crash', fresh: true, build: false, say });
	const checks = new Checks(async () => await Promise.resolve());
	for (const creation of CREATIONS) {
		if (chosen.length > 0 && !chosen.includes(creation.resource)) continue;
		const what = `${RECORDS} of ${creation.resource}, found again by ${creation.foundBy}`;
		await checks.run(`${what}: each exactly once after a crash`, async () => {
			await play(creation, host, url);
		});
	}
	return checks.finish();
}

runAsProgram(main);
