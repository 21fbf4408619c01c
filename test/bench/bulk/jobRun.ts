import { sandboxCredential } from '../../../demo/exampleWorkflow';
import {
	WorkflowError,
	type Importable,
	type ItemOut,
	type N8nHost,
} from '../../../demo/n8n/n8nHost';
import type { JournalEntry } from '../../../sandbox/account/journal';
import { createAccount, type AccountOptions } from '../../../sandbox/client';
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

/** How far a worker came that did not finish the job. */
export interface JobFailure {
	/** Why, in its own words. */
	said: string;
	calls: number;
	/** From its first call to its last: to finish would have taken it longer. */
	elapsedMs: number;
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
 * @returns how far it came, where the workflow failed or a request was refused
 */
export async function runJob(
	sandboxUrl: string,
	job: Job,
	{ host, isOurs }: Worker,
	limited?: Limit,
): Promise<JobRun | JobFailure> {
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
		const run = await execute(host, workflow, stepNames(steps.length), limited).catch(wordsOf);
		const journal = await account.journal();
		if (typeof run === 'string') return failureAfter(journal, run);
		const refusal = refusalIn(journal);
		if (refusal !== undefined) return failureAfter(journal, refusal);
		return { ...run.usage, calls: journal.length, done: run.items.filter(isDone).length };
	} finally {
		await account.remove();
	}
}

export function hasFailed(end: JobRun | JobFailure): end is JobFailure {
	return 'said' in end;
}

/** Whatever else goes wrong is the benchmark's own fault. */
function wordsOf(error: unknown): string {
	if (error instanceof WorkflowError) return error.said;
	throw error;
}

function failureAfter(journal: readonly JournalEntry[], said: string): JobFailure {
	const from = journal[0]?.time ?? 0;
	const until = journal.at(-1)?.time ?? 0;
	return { said, calls: journal.length, elapsedMs: until - from };
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

/** Nothing in these jobs is to be refused but what comes too often. */
function refusalIn(journal: readonly JournalEntry[]): string | undefined {
	const wrong = journal.find(({ status }) => status === null || (status >= 400 && status !== 429));
	return wrong && `${wrong.method} ${wrong.path} was answered ${wrong.status}`;
}

function isDone({ json }: ItemOut): boolean {
	return json.error === undefined;
}
