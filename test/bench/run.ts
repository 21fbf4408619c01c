/**
 * Measures the package in a real n8n against the sandbox, side by side with n8n's HTTP Request node in the same
 * n8n, and fails when a promise of the README is not kept. Ratios of one run are compared, never bare times.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { stopAll } from '../../demo/childProcesses';
import { sandboxCredential } from '../../demo/exampleWorkflow';
import { N8nHost, type WorkflowRun } from '../../demo/n8nHost';
import { PROJECT, RUN_STATE } from '../../demo/projectPaths';
import { startSandboxProcess } from '../../demo/sandboxProcess';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { loadingTime, tarballSize } from './packageSize';
import { httpRequestGet, MEASURED, pelcroCreate, pelcroGet } from './workflows';

const ITEMS = 1_000;
const ROUNDS = 3;
const CREATIONS = 300;
const FIRST_CUSTOMER = 10_001;

/** No stretch of the package's own work may keep others from the event loop for longer. */
const LONGEST_STALL_MS = 50;

/** The whole package with n8n-workflow already in memory. */
const LONGEST_LOADING_MS = 50;

const LARGEST_TARBALL_BYTES = 150_000;

interface Measured {
	msAnItem: number;
	longestStallMs: number;
	items: number;
	/** From the first to the last moment of the node, in ms. */
	elapsedMs: number;
}

interface Promised {
	what: string;
	kept: boolean;
	seen: string;
}

const stallsFile = join(RUN_STATE, 'bench-stalls.json');

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
	const preload = join(PROJECT, 'test', 'bench', 'eventLoopStalls.cjs');
	const env = { NODE_OPTIONS: `--require ${preload}`, EVENT_LOOP_STALLS_FILE: stallsFile };
	// `npm run bench` has built the package already.
	const host = await N8nHost.prepare({ name: 'n8n-bench', build: false, env, say });
	const { url } = await startSandboxProcess();
	const promises = [
		...measurePackage(),
		...(await compareReads(host, url)),
		...(await measureCreations(host, url)),
	];
	say('');
	for (const { what, kept, seen } of promises)
		say(`${kept ? 'kept  ' : 'BROKEN'}  ${what}: ${seen}`);
	return promises.every(({ kept }) => kept);
}

function measurePackage(): Promised[] {
	const loading = loadingTime();
	const size = tarballSize();
	return [
		{
			what: `loading the package takes less than ${LONGEST_LOADING_MS} ms`,
			kept: loading < LONGEST_LOADING_MS,
			seen: `${loading.toFixed(1)} ms (median of fresh processes)`,
		},
		{
			what: `the tarball is smaller than ${LARGEST_TARBALL_BYTES / 1000} kB`,
			kept: size < LARGEST_TARBALL_BYTES,
			seen: `${(size / 1000).toFixed(1)} kB`,
		},
	];
}

/** 'Customer: Get' against the same calls by the HTTP Request node, no limit. */
async function compareReads(host: N8nHost, url: string): Promise<Promised[]> {
	const account = await createAccount(url, { customers: ITEMS, limit: null });
	await host.importCredentials(sandboxCredential(account, 1_000_000));
	const ours = pelcroGet(ITEMS, FIRST_CUSTOMER);
	const theirs = httpRequestGet(ITEMS, FIRST_CUSTOMER, account.baseUrl);
	await host.importWorkflow(ours);
	await host.importWorkflow(theirs);
	const rounds: Array<{ ours: Measured; theirs: Measured }> = [];
	for (let round = 1; round <= ROUNDS; round += 1) {
		say(`Reading ${ITEMS} customers, round ${round} of ${ROUNDS} …`);
		rounds.push({ ours: await measure(host, ours.id), theirs: await measure(host, theirs.id) });
	}
	console.table(
		rounds.flatMap((round, index) => [
			row(`Pelcro node, round ${index + 1}`, round.ours),
			row(`HTTP Request node, round ${index + 1}`, round.theirs),
		]),
	);
	const ratio = median(rounds.map((round) => round.ours.msAnItem / round.theirs.msAnItem));
	const stall = median(rounds.map((round) => round.ours.longestStallMs));
	return [
		{
			what: 'every customer is read',
			kept: rounds.every((round) => round.ours.items === ITEMS),
			seen: rounds.map((round) => round.ours.items).join(', '),
		},
		{
			what: 'time an item at most that of the HTTP Request node',
			kept: ratio <= 1,
			seen: `${ratio.toFixed(2)} of it (median)`,
		},
		{
			what: `no block of the event loop over ${LONGEST_STALL_MS} ms`,
			kept: stall <= LONGEST_STALL_MS,
			seen: `${stall.toFixed(0)} ms (median of the longest)`,
		},
	];
}

/** Creations at Pelcro's real limit: 120 in a minute. */
async function measureCreations(host: N8nHost, url: string): Promise<Promised[]> {
	const account = await createAccount(url, { customers: 0, limit: 120, windowMs: 60_000 });
	await host.importCredentials(sandboxCredential(account, 120));
	const create = pelcroCreate(CREATIONS);
	await host.importWorkflow(create);
	say(`Creating ${CREATIONS} customers at 120 a minute (takes two minutes) …`);
	const measured = await measure(host, create.id);
	const journal = await account.journal();
	const emails = await emailsIn(account);
	const refused = journal.filter(({ status }) => status === 429).length;
	return [
		{
			what: `${CREATIONS} customers created, none doubled`,
			kept: emails.length === CREATIONS && new Set(emails).size === CREATIONS,
			seen: `${emails.length} in ${(measured.elapsedMs / 1000).toFixed(1)} s with ${journal.length} calls`,
		},
		{ what: 'no call refused with 429', kept: refused === 0, seen: `${refused} refused` },
	];
}

async function emailsIn(account: SandboxAccount): Promise<string[]> {
	const { records } = await account.state('customers');
	return Object.values(records)
		.flat()
		.map((record) => String(Object(record).email));
}

async function measure(host: N8nHost, workflowId: string): Promise<Measured> {
	await rm(stallsFile, { force: true });
	return measuredIn(await host.executeWorkflow(workflowId));
}

function measuredIn({ data }: WorkflowRun): Measured {
	const [task] = data.resultData.runData[MEASURED] ?? [];
	if (task === undefined) throw new Error(`The node '${MEASURED}' did not run`);
	const from = task.startTime;
	const until = from + task.executionTime;
	const stalls = JSON.parse(readFileSync(stallsFile, 'utf8')) as Array<{
		until: number;
		blocked: number;
	}>;
	// A block that began before the node did is of what ran before it.
	const own = stalls.filter(({ until: end, blocked }) => {
		const begin = end - blocked;
		return begin >= from && begin <= until;
	});
	const items = task.data?.main[0]?.length ?? 0;
	return {
		msAnItem: task.executionTime / ITEMS,
		longestStallMs: Math.max(0, ...own.map(({ blocked }) => blocked)),
		items,
		elapsedMs: task.executionTime,
	};
}

function row(what: string, measured: Measured): object {
	return {
		what,
		'ms an item': Number(measured.msAnItem.toFixed(2)),
		'longest block, ms': Math.round(measured.longestStallMs),
		items: measured.items,
	};
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

main()
	.then((kept) => {
		process.exitCode = kept ? 0 : 1;
	})
	.catch((error: unknown) => {
		process.stderr.write(
			`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
		);
		process.exitCode = 1;
	})
	.finally(() => void stopAll());
