import { createAccount, type SandboxAccount } from '../sandbox/client';
import { launchSandbox } from '../sandbox/process';
import { watchCalls } from './callProgress';
import {
	exampleWorkflow,
	type NewCustomer,
	newCustomersIn,
	NODES,
	type Plan,
	sandboxCredential,
} from './exampleWorkflow';
import { OWNER } from './n8n/n8nEditor';
import { N8nHost, type WorkflowRun } from './n8n/n8nHost';
import { runAsProgram } from './program';
import {
	type Check,
	type CustomerRecord,
	outputOf,
	recordsOf,
	type SubscriptionRecord,
	verifyRun,
} from './verifyRun';

/** Pelcro's own limit, calls a minute. */
const LIMIT = 120;

/** A publisher of this size makes for well over 150 calls, and for one wait. */
const SEEDED_CUSTOMERS = 75;

/** So many of the new customers are in Pelcro before, under another name: they must be updated. */
const KNOWN_BEFORE = 5;

const PLAN = 'Digital Monthly';

/** Rows of a table that are shown. */
const ROWS_SHOWN = 8;

const started = Date.now();

function say(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	process.stdout.write(`${seconds.padStart(4)} s  ${line}\n`);
}

async function main(): Promise<boolean> {
	const keepEditor = process.argv.includes('--editor');
	const host = await N8nHost.prepare({ name: 'n8n-demo', say });
	const { url } = await launchSandbox();
	const account = await createAccount(url, { customers: SEEDED_CUSTOMERS, limit: null });
	say(`Started the Pelcro sandbox at ${url}, with its limit of ${LIMIT} calls a minute`);

	const plan = await planNamed(account, PLAN);
	const workflow = exampleWorkflow(plan);
	const batch = newCustomersIn(workflow);
	await addKnownCustomers(account, batch.slice(0, KNOWN_BEFORE));
	await account.clearJournal();
	await account.change({ limit: LIMIT, windowMs: 60_000 });
	const before = await recordsNow(account);

	await host.importCredentials(sandboxCredential(account));
	await host.importWorkflow(workflow);
	say(`Imported a credential and the workflow '${workflow.name}' into n8n; running it …`);
	const run = await executeWatched(host, account, workflow.id);
	say('The workflow has finished');

	showResult(run);
	const journal = await account.journal();
	const after = await recordsNow(account);
	const checks = verifyRun({
		batch,
		known: KNOWN_BEFORE,
		plan,
		before,
		after,
		journal,
		limit: LIMIT,
		run,
	});
	showChecks(checks);
	if (keepEditor) await leaveEditorOpen(host, account, workflow.id);
	const right = checks.every((check) => check.right);
	say(right ? 'Done, and right' : 'Done, but something is wrong: see above');
	return right;
}

async function planNamed(account: SandboxAccount, name: string): Promise<Plan> {
	const plans = recordsOf<Plan>(await account.state('plans'), 'plans');
	const plan = plans.find(({ nickname }) => nickname === name);
	if (!plan) throw new Error(`The sandbox has no plan '${name}'`);
	return plan;
}

async function addKnownCustomers(
	account: SandboxAccount,
	people: readonly NewCustomer[],
): Promise<void> {
	for (const { email } of people) {
		const answer = await account.api().post('/customers', { email, last_name: 'Unknown' });
		if (answer.status >= 300) throw new Error(`The sandbox refused ${email}: ${answer.status}`);
	}
}

async function recordsNow(account: SandboxAccount) {
	return {
		customers: recordsOf<CustomerRecord>(await account.state('customers'), 'customers'),
		subscriptions: recordsOf<SubscriptionRecord>(
			await account.state('subscriptions'),
			'subscriptions',
		),
	};
}

async function executeWatched(
	host: N8nHost,
	account: SandboxAccount,
	workflowId: string,
): Promise<WorkflowRun> {
	const stopWatching = watchCalls(account, LIMIT, say);
	try {
		return await host.executeWorkflow(workflowId);
	} finally {
		stopWatching();
	}
}

function showResult(run: WorkflowRun): void {
	for (const node of [NODES.activeSubscribers, NODES.newSubscriptions]) {
		const rows = outputOf(run, node);
		process.stdout.write(`\n${node}: ${rows.length}, the first ${ROWS_SHOWN}\n`);
		console.table(rows.slice(0, ROWS_SHOWN));
	}
}

function showChecks(checks: readonly Check[]): void {
	process.stdout.write('\nCompared with what the sandbox holds and was asked:\n');
	for (const { what, right, seen } of checks) {
		process.stdout.write(`  ${right ? 'right' : 'WRONG'}  ${what}: ${seen}\n`);
	}
	process.stdout.write('\n');
}

async function leaveEditorOpen(
	host: N8nHost,
	account: SandboxAccount,
	workflowId: string,
): Promise<void> {
	const { editor, service } = await host.startEditor();
	process.stdout.write(
		[
			`The workflow in n8n's editor:  ${editor.workflowUrl(workflowId)}`,
			`Log in as                      ${OWNER.email}`,
			`Password                       ${OWNER.password}`,
			'To make a credential by hand, for this sandbox alone:',
			`  API Key      ${account.apiKey}`,
			`  Site ID      ${account.siteId}`,
			`  Environment  Custom, with the Base URL ${account.baseUrl}`,
			'Ctrl+C stops n8n and the sandbox.',
			'',
		].join('\n'),
	);
	await service.ended;
}

runAsProgram(main);
