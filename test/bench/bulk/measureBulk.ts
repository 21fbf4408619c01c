import { N8nHost } from '../../../demo/n8n/n8nHost';
import { printTable, type Promised, type Section, type Table } from '../report';
import { buildBefore, COMMIT_BEFORE } from './buildBefore';
import { runJob, type JobRun, type Worker } from './jobRun';
import { JOBS, nightlyJob, type Job } from './jobs';

const LIMIT = 120;

/** What one job came to, by who did it. */
interface Compared {
	ours: JobRun;
	/** Undefined where the build before cannot do the job. */
	before: JobRun | undefined;
	theirs: JobRun;
}

interface Workers {
	ours: Worker;
	before: Worker;
	theirs: Worker;
}

/** Of what the HTTP Request node takes: CPU time an item, and the longest block of the event loop. */
const MOST_CPU = 0.5;
const MOST_BLOCK = 0.5;

/** Of what the build before takes. Two runs of the same build differ by some percent. */
const MOST_MEMORY = 1.05;

/** The nightly job with a limit: Pelcro's minute is shortened for all alike, in ms. */
const WINDOW_MS = 12_000;

/** So many times faster than one by one the nightly job has to be. */
const LEAST_GAIN = 50;

/**
 * Jobs that take a call an item or two when done one by one: with this build, with the one before it read in bulk,
 * and with n8n's HTTP Request node.
 */
export async function measureBulk(host: N8nHost, sandboxUrl: string): Promise<Section> {
	const workers = await workersWith(host, 'n8n-bench-before');
	const jobs = await measureJobs(sandboxUrl, workers);
	const limited = await measureLimited(sandboxUrl, nightlyJob(1_000, 40), workers);
	const single = await measureSingle(sandboxUrl, workers);
	return {
		tables: [...jobs.tables, ...limited.tables, ...single.tables],
		promises: [...jobs.promises, ...limited.promises, ...single.promises],
	};
}

/**
 * The nightly job of 10,000 with a limit. One by one takes half an hour, nearly all of it waiting, so it has an n8n of its
 * own beside whatever else is measured.
 */
export async function measureNight(_host: N8nHost, sandboxUrl: string): Promise<Section> {
	const host = await N8nHost.prepare({ name: 'n8n-bench-night', build: false, say });
	const workers = await workersWith(host, 'n8n-bench-night-before');
	return await measureLimited(sandboxUrl, nightlyJob(10_000, 310), workers);
}

async function workersWith(host: N8nHost, nameOfBefore: string): Promise<Workers> {
	const project = await buildBefore();
	const before = await N8nHost.prepare({ name: nameOfBefore, build: false, project, say });
	return {
		ours: { name: 'Pelcro node', host, isOurs: true },
		before: { name: `Pelcro node, build before (${COMMIT_BEFORE})`, host: before, isOurs: true },
		theirs: { name: 'HTTP Request node', host, isOurs: false },
	};
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function measureJobs(sandboxUrl: string, workers: Workers): Promise<Section> {
	const rows: Table['rows'] = [];
	const promises: Promised[] = [];
	for (const job of JOBS) {
		const compared = await compare(sandboxUrl, job, workers);
		rows.push(...rowsOf(job, compared, workers));
		promises.push(...promisesOf(job, compared));
	}
	const table = {
		title: 'Reading in bulk, writing only what has changed',
		about: [
			`Six jobs, each in an account that is the same for all three: with this build, with the build before it read in bulk (commit ${COMMIT_BEFORE}, compiled for this run), and with n8n’s HTTP Request node as its users do it: a call for each record, and where a record is written by its email, one to look it up and one to write it. The calls are those that arrived at the server. The minutes are the calls divided by Pelcro’s ${LIMIT} a minute; all else was measured without a limit, while the job’s nodes ran.`,
			`CPU time and longest block of the event loop stand beside those of the HTTP Request node in the same run. A block is counted by the CPU time in it, so that what else the machine does is not taken for one. The memory is that of the whole n8n process.`,
		].join('\n\n'),
		rows,
	};
	printTable(table);
	return { tables: [table], promises };
}

async function compare(sandboxUrl: string, job: Job, workers: Workers): Promise<Compared> {
	const run = async (worker: Worker): Promise<JobRun> => {
		process.stdout.write(`${job.name}: ${worker.name} … `);
		const done = await runJob(sandboxUrl, job, worker);
		process.stdout.write(`${done.calls} calls, ${Math.round(done.elapsedMs)} ms\n`);
		return done;
	};
	const ours = await run(workers.ours);
	const before = job.isBefore ? await run(workers.before) : undefined;
	return { ours, before, theirs: await run(workers.theirs) };
}

function rowsOf(job: Job, { ours, before, theirs }: Compared, workers: Workers): Table['rows'] {
	const runs: Array<[Worker, JobRun | undefined]> = [
		[workers.ours, ours],
		[workers.before, before],
		[workers.theirs, theirs],
	];
	return runs.flatMap(([{ name }, run]) => {
		if (run === undefined) return [];
		return {
			Job: run === ours ? [job.name, job.about].filter(Boolean).join(', ') : '',
			By: name,
			Calls: run.calls,
			'Minutes at 120 a minute': Number((run.calls / LIMIT).toFixed(1)),
			'CPU an item, ms': Number((run.cpuMs / job.items).toFixed(2)),
			'… of the HTTP Request node’s': Number((run.cpuMs / theirs.cpuMs).toFixed(2)),
			'Longest block, ms': Math.round(run.longestWorkMs),
			'… of the HTTP Request node’s ': Number(
				(run.longestWorkMs / theirs.longestWorkMs).toFixed(2),
			),
			'Peak memory, MB': Math.round(run.peakMemoryMb),
			Done: run.done,
		};
	});
}

function promisesOf(job: Job, { ours, before, theirs }: Compared): Promised[] {
	const cpu = ours.cpuMs / theirs.cpuMs;
	const block = ours.longestWorkMs / theirs.longestWorkMs;
	const memory = before && ours.peakMemoryMb / before.peakMemoryMb;
	return [
		{
			what: `${job.name}: ${job.mostCalls} calls at most, and every item comes out`,
			kept: ours.calls <= job.mostCalls && ours.done === job.items,
			seen: `${ours.calls} calls, ${ours.done} items`,
		},
		{
			what: `${job.name}: CPU an item at most ${MOST_CPU} of the HTTP Request node’s`,
			kept: cpu <= MOST_CPU,
			seen: cpu.toFixed(2),
		},
		{
			what: `${job.name}: longest block of the event loop at most ${MOST_BLOCK} of the HTTP Request node’s`,
			kept: block <= MOST_BLOCK,
			seen: `${block.toFixed(2)} (${ours.longestWorkMs.toFixed(0)} ms of ${theirs.longestWorkMs.toFixed(0)} ms)`,
		},
		...(memory === undefined
			? []
			: [
					{
						what: `${job.name}: peak memory at most that of the build before`,
						kept: memory <= MOST_MEMORY,
						seen: `${memory.toFixed(2)} of it`,
					},
				]),
	];
}

/** The other two wait nearly all of the time, so they do it at the same time, each in an account of its own. */
async function measureLimited(sandboxUrl: string, job: Job, workers: Workers): Promise<Section> {
	say(`${job.name}, with a limit …`);
	const limited = { limit: LIMIT, windowMs: WINDOW_MS };
	const ours = await runJob(sandboxUrl, job, workers.ours, limited);
	const [before, theirs] = await Promise.all([
		runJob(sandboxUrl, job, workers.before, limited),
		runJob(sandboxUrl, job, workers.theirs, limited),
	]);
	const runs: Array<[Worker, JobRun]> = [
		[workers.ours, ours],
		[workers.before, before],
		[workers.theirs, theirs],
	];
	const table = {
		title: `${job.name}, with a limit`,
		about: `The same with ${LIMIT} calls in a window of ${WINDOW_MS / 1000} s: Pelcro’s minute is shortened for all alike, so that the work itself weighs more than it does at Pelcro. The HTTP Request node sends a sixth of the limit each sixth of a window.`,
		rows: runs.map(([{ name }, run]) => ({
			By: name,
			Calls: run.calls,
			Seconds: Number((run.elapsedMs / 1000).toFixed(1)),
			'Times as long': Number((run.elapsedMs / ours.elapsedMs).toFixed(1)),
			Done: run.done,
		})),
	};
	printTable(table);
	const gain = Math.min(before.elapsedMs, theirs.elapsedMs) / ours.elapsedMs;
	const promise = {
		what: `${job.name}: ${LEAST_GAIN} times faster than the build before and than the HTTP Request node`,
		kept: gain >= LEAST_GAIN && ours.done === job.items,
		seen: `${gain.toFixed(0)} times`,
	};
	return { tables: [table], promises: [promise] };
}

/** A single item makes no call more than before. */
async function measureSingle(sandboxUrl: string, workers: Workers): Promise<Section> {
	const rows: Table['rows'] = [];
	const promises: Promised[] = [];
	for (const job of JOBS.filter(({ isBefore }) => isBefore)) {
		const one: Job = {
			...job,
			account: { customers: 200 },
			rows: async (account) => (await job.rows(account)).slice(0, 1),
		};
		const ours = await runJob(sandboxUrl, one, workers.ours);
		const before = await runJob(sandboxUrl, one, workers.before);
		rows.push({
			'The first item of': job.name,
			Calls: ours.calls,
			'Calls of the build before': before.calls,
		});
		promises.push({
			what: `the first item of '${job.name}' alone: no call more than before`,
			kept: ours.calls <= before.calls && ours.done === 1,
			seen: `${ours.calls} of ${before.calls}`,
		});
	}
	const table = {
		title: 'A run of a single item',
		about: 'The same jobs with their first item alone, in an account of 200 customers.',
		rows,
	};
	printTable(table);
	return { tables: [table], promises };
}
