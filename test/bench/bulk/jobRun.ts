import { sandboxCredential } from '../../../demo/exampleWorkflow';
import type { Importable, ItemOut, N8nHost } from '../../../demo/n8n/n8nHost';
import { createAccount, type AccountOptions, type SandboxAccount } from '../../../sandbox/client';
import { newMeter, shortWindow, type Usage, usageBetween } from '../usage';
import type { Batching } from '../workflows';
import { ourWorkflow, stepNames, theirWorkflow, type Job } from './jobs';

/** Who does a job, and with which n8n. */
export interface Worker {
	name: string;
	host: N8nHost;
	isOurs: boolean;
}

/** What a job took: at the server, and in n8n while the job's nodes ran. */
export interface JobRun extends Usage {
	calls: number;
	/** Items that came out of the job's last node, without those that tell of an error. */
	done: number;
}

/** Pelcro's limit, and how long its minute takes in this run, in ms. */
export interface Limit {
	limit: number;
	windowMs: number;
}

/** More than any run makes. */
const NO_LIMIT = 1_000_000;

/** Parts of a window in which the HTTP Request node sends a batch each. */
const BATCHES = 6;

/**
 * Does a job in an account of its own, which is the same for everybody.
 *
 * @param limited how often Pelcro may be called; without a limit when left out
 * @throws Error when the workflow fails, or when a request was refused
 */
export async function runJob(
	sandboxUrl: string,
	job: Job,
	{ host, isOurs }: Worker,
	limited?: Limit,
): Promise<JobRun> {
	const account = await createAccount(sandboxUrl, accountOptions(job, limited));
	try {
		const rows = await job.rows(account);
		await account.change({ limit: limited?.limit ?? null });
		await account.clearJournal();
		await host.importCredentials(sandboxCredential(account, limited?.limit ?? NO_LIMIT));
		const workflow = isOurs
			? ourWorkflow(job, rows)
			: theirWorkflow(job, rows, account.baseUrl, limited && batching(limited));
		const steps = isOurs ? job.ours : job.theirs(account.baseUrl);
		const { items, usage } = await execute(host, workflow, stepNames(steps.length), limited);
		return { ...usage, ...(await counted(account)), done: items.filter(isDone).length };
	} finally {
		await account.remove();
	}
}

function accountOptions({ account }: Job, limited: Limit | undefined): AccountOptions {
	const { windowMs } = limited ?? {};
	return { ...account, limit: null, rateHeaders: 'framework', ...(windowMs && { windowMs }) };
}

function batching({ limit, windowMs }: Limit): Batching {
	return { batchSize: Math.floor(limit / BATCHES), batchInterval: windowMs / BATCHES };
}

async function execute(
	host: N8nHost,
	workflow: Importable,
	names: readonly string[],
	limited: Limit | undefined,
): Promise<{ items: ItemOut[]; usage: Usage }> {
	await host.importWorkflow(workflow);
	const meter = newMeter();
	const env = limited === undefined ? meter.env : shortWindow(limited.windowMs, meter.env);
	const { data } = await host.executeWorkflow(workflow.id, env);
	const tasks = names.flatMap((name) => data.resultData.runData[name] ?? []);
	const [first] = tasks;
	const last = tasks.at(-1);
	if (first === undefined || last === undefined || tasks.length !== names.length) {
		throw new Error(`Not every node of ${workflow.id} ran`);
	}
	const usage = usageBetween(meter.file, first.startTime, last.startTime + last.executionTime);
	return { items: last.data?.main[0] ?? [], usage };
}

async function counted(account: SandboxAccount): Promise<{ calls: number }> {
	const journal = await account.journal();
	const wrong = journal.find(({ status }) => status === null || (status >= 400 && status !== 429));
	if (wrong !== undefined) {
		throw new Error(`${wrong.method} ${wrong.path} was answered ${wrong.status}`);
	}
	return { calls: journal.length };
}

function isDone({ json }: ItemOut): boolean {
	return json.error === undefined;
}
