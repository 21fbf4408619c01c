import { join } from 'node:path';

import { runOrFail } from '../../../demo/childProcesses';
import type { N8nHost } from '../../../demo/n8n/n8nHost';
import { PROJECT } from '../../../demo/projectPaths';
import type { SandboxAccount } from '../../../sandbox/client';
import type { AxiosTask } from './axiosClient';
import { newMeter, shortWindow } from '../usage';
import { MEASURED, httpRequestCreate, pelcroCreate, type Subject } from '../workflows';

/** The same work for everybody. */
export interface Work {
	account: SandboxAccount;
	subject: Subject;
	count: number;
	limit: number;
	windowMs: number;
}

/** What the contender itself says of each item, and where its process's meter is. */
export interface Played {
	meterFile: string;
	/** By item; undefined where the run ended with one error for all. */
	done: boolean[] | undefined;
}

export interface Contender {
	name: string;
	/** How it is set up, for the page. */
	settings: string;
	play(host: N8nHost, work: Work): Promise<Played>;
}

/** As many as the package has, so that nobody wins by more connections. */
const IN_FLIGHT = 6;

/** Parts of a window in which the HTTP Request node sends a batch each. */
const BATCHES = 6;

const continueOnError = { onError: 'continueRegularOutput' } as const;

function batching({ limit, windowMs }: Work) {
	return { batchSize: Math.floor(limit / BATCHES), batchInterval: windowMs / BATCHES };
}

async function playWorkflow(
	host: N8nHost,
	work: Work,
	workflow: ReturnType<typeof pelcroCreate>,
): Promise<Played> {
	await host.importWorkflow(workflow);
	const meter = newMeter();
	const env = shortWindow(work.windowMs, meter.env);
	const run = await host.executeWorkflow(workflow.id, env).catch(() => undefined);
	const items = run?.data.resultData.runData[MEASURED]?.[0]?.data?.main[0] ?? undefined;
	const done = items?.map(({ json }) => json.error === undefined);
	return { meterFile: meter.file, done };
}

async function playAxios(library: AxiosTask['library'], work: Work): Promise<Played> {
	const { account, ...rest } = work;
	const { baseUrl, apiKey, siteId } = account;
	const task: AxiosTask = { library, baseUrl, apiKey, siteId, inFlight: IN_FLIGHT, ...rest };
	const meter = newMeter(true);
	const script = join(PROJECT, 'test', 'bench', 'clients', 'axiosClient.ts');
	const printed = await runOrFail(
		process.execPath,
		['--import', 'tsx', script, JSON.stringify(task)],
		{ cwd: PROJECT, env: { ...process.env, ...meter.env } },
	);
	return { meterFile: meter.file, done: JSON.parse(printed) as boolean[] };
}

export const CONTENDERS: readonly Contender[] = [
	{
		name: 'Pelcro node',
		settings: 'On Error: Continue; nothing else set',
		play: async (host, work) =>
			await playWorkflow(host, work, pelcroCreate(work.count, work.subject, continueOnError)),
	},
	{
		name: 'HTTP Request node, batching',
		settings: `Batching by hand: a ${BATCHES}th of the limit each ${BATCHES}th of a window; On Error: Continue`,
		play: async (host, work) => {
			const { count, subject, account } = work;
			const settings = continueOnError;
			const workflow = httpRequestCreate(count, subject, account.baseUrl, batching(work), settings);
			return await playWorkflow(host, work, workflow);
		},
	},
	{
		name: 'HTTP Request node, batching and Retry On Fail',
		settings: 'The same batching; Retry On Fail with n8n’s most tries (5) and longest wait (5 s)',
		play: async (host, work) => {
			const { count, subject, account } = work;
			const settings = { retryOnFail: true, maxTries: 5, waitBetweenTries: 5_000 };
			const workflow = httpRequestCreate(count, subject, account.baseUrl, batching(work), settings);
			return await playWorkflow(host, work, workflow);
		},
	},
	{
		name: 'axios with axios-retry',
		settings: `${IN_FLIGHT} at a time; 5 retries, exponential delay that honours Retry-After, the library’s own condition and 429`,
		play: async (_host, work) => await playAxios('axios-retry', work),
	},
	{
		name: 'axios with bottleneck',
		settings: `A reservoir of the limit, filled each window; ${IN_FLIGHT} at a time; no retries, as the library has none`,
		play: async (_host, work) => await playAxios('bottleneck', work),
	},
];
