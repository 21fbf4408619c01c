import assert from 'node:assert/strict';

import axios from 'axios';

import { watchCalls } from '../../demo/callProgress';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { PublishedWorkflows, type StoredWorkflow } from '../trigger/real/publishedWorkflows';
import { allowanceUse, type AllowanceUse } from './allowanceUse';
import { addCredential, executionsOf, storedData } from './n8nRest';
import type { QueueStage } from './stage';
import { emailOf, publishCreation, type CreatedReader } from './workflows';

/** Each worker believes that it has the whole allowance. Three windows are spent, a fourth is begun. */
const LIMIT = 600;
const WINDOW_MS = 60_000;

const PATHS = ['north', 'south'];
const ITEMS = 1_000;

/** Calls that are refused with 429, of all, at most. */
const MOST_REFUSED = 0.02;

/** What is used of the allowance, at least. */
const LEAST_USED = 0.95;

/** The node's hint after two or three waits of nearly a minute. */
const HINT = /waited 1\d\d s for Pelcro’s limit/i;

/** One of the two workflows, after its run. */
interface Creation {
	path: string;
	workflow: StoredWorkflow;
	readers: CreatedReader[];
	/** From its start to its answer, milliseconds. */
	tookMs: number;
}

/** Two workers and one account: whether each call is made once, and how well the allowance is used. */
export async function sharedAccountScenario(stage: QueueStage): Promise<void> {
	const { checks, editor, say } = stage;
	const account = await createAccount(stage.sandboxUrl, {
		customers: 0,
		limit: LIMIT,
		windowMs: WINDOW_MS,
	});
	say(
		`${PATHS.length} workflows of ${ITEMS} items start at once; the account allows ${LIMIT} calls a minute …`,
	);
	const stopWatching = watchCalls(account, LIMIT, say);
	const creations = await runBoth(stage, account).finally(stopWatching);
	const journal = await account.journal();
	const use = allowanceUse(journal, LIMIT, WINDOW_MS);
	show(creations, use);

	await checks.run(`${ITEMS * PATHS.length} customers, none missing, none doubled`, async () => {
		const { records } = await account.state('customers');
		const emails = (records.customers as CreatedReader[]).map(({ email }) => email);
		const wanted = PATHS.flatMap((path) => numbers().map((n) => emailOf(path, n)));
		assert.deepEqual(emails.sort(), wanted.sort());
	});
	await checks.run('No call was made again that had been accepted', async () => {
		const sent = journal.filter(({ status }) => status !== 429);
		assert.ok(sent.every(({ processed }) => processed));
		assert.equal(sent.length, ITEMS * PATHS.length);
		await Promise.resolve();
	});
	for (const { path, workflow, readers } of creations) {
		await checks.run(`'${path}': success, ${ITEMS} items in order, each paired`, async () => {
			const executions = await executionsOf(editor.rest, workflow);
			assert.deepEqual(
				executions.map(({ status }) => status),
				['success'],
			);
			assert.deepEqual(
				readers.map(({ n, email }) => ({ n, email })),
				numbers().map((n) => ({ n, email: emailOf(path, n) })),
			);
		});
	}
	await checks.run('Each worker has told how long it waited', async () => {
		for (const { workflow } of creations) {
			const [execution] = await executionsOf(editor.rest, workflow);
			assert.match(await storedData(editor.rest, execution?.id ?? ''), HINT);
		}
	});
	await checks.run(
		'Each worker ran one of the two',
		async () => await bothWorked(stage, creations),
	);
	await checks.run(`Fewer than ${percent(MOST_REFUSED)} refused with 429`, async () => {
		assert.ok(use.refusedShare < MOST_REFUSED, `${percent(use.refusedShare)} were`);
		await Promise.resolve();
	});
	await checks.run(`At least ${percent(LEAST_USED)} of the allowance used`, async () => {
		assert.ok(use.used >= LEAST_USED, `${percent(use.used)} was`);
		await Promise.resolve();
	});
}

function numbers(): number[] {
	return Array.from({ length: ITEMS }, (_, n) => n);
}

async function runBoth({ editor }: QueueStage, account: SandboxAccount): Promise<Creation[]> {
	const workflows = new PublishedWorkflows(editor.rest);
	const credentialId = await addCredential(editor.rest, account, LIMIT);
	const published: Array<[string, StoredWorkflow]> = [];
	for (const path of PATHS) {
		published.push([path, await publishCreation(workflows, credentialId, path, ITEMS)]);
	}
	return await Promise.all(
		published.map(async ([path, workflow]) => {
			const start = Date.now();
			const url = `${editor.url}/webhook/${path}`;
			// A workflow that fails is answered with 500 and shows in the checks.
			const { data } = await axios.post<unknown>(url, {}, { validateStatus: () => true });
			const readers = Array.isArray(data) ? (data as CreatedReader[]) : [];
			return { path, workflow, readers, tookMs: Date.now() - start };
		}),
	);
}

async function bothWorked({ editor, workers }: QueueStage, creations: Creation[]): Promise<void> {
	const ids = new Set<string>();
	for (const { workflow } of creations) {
		for (const { id } of await executionsOf(editor.rest, workflow)) ids.add(id);
	}
	for (const worker of workers) {
		const own = (await worker.executions()).filter(({ id }) => ids.has(id));
		assert.equal(own.length, 1, `${worker.name} ran ${own.length}`);
	}
}

function show(creations: readonly Creation[], use: AllowanceUse): void {
	const seconds = (ms: number) => Number((ms / 1000).toFixed(1));
	const [first] = use.windows;
	console.table(
		creations.map(({ path, readers, tookMs }) => ({
			workflow: path,
			'output items': readers.length,
			seconds: seconds(tookMs),
		})),
	);
	console.table(
		use.windows.map(({ opened, accepted, refused }) => ({
			'window opened after, s': seconds(opened - (first?.opened ?? opened)),
			allowed: LIMIT,
			accepted,
			'refused (429)': refused,
		})),
	);
	console.table({
		'calls in all': use.calls,
		'refused with 429': `${use.refused} (${percent(use.refusedShare)})`,
		'allowance used': percent(use.used),
		'seconds, first to last call': seconds(use.elapsedMs),
		'shortest possible': seconds(use.shortestMs),
		'over the shortest': percent(use.elapsedMs / use.shortestMs - 1),
	});
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
