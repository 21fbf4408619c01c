import { printTable, type Promised, type Section, type Table } from '../report';
import { COMMIT_BEFORE } from './buildBefore';
import { hasFailed, runJob, type JobFailure, type JobRun, type Worker } from './jobRun';
import type { Job } from './jobs';
import { doneOf, say, UNKNOWN, type Compared, type Workers } from './workers';

/** Calls a minute, by which calls are told as time. */
const LIMIT = 120;

/** Of what the HTTP Request node takes: CPU time an item, and the longest block of the event loop. */
const MOST_CPU = 0.5;
const MOST_BLOCK = 0.5;

/** Of what the build before takes. Two runs of the same build differ by some percent. */
const MOST_MEMORY = 1.05;

type Figure = 'cpuMs' | 'longestWorkMs' | 'peakMemoryMb';

/** Does jobs without a limit, so that nothing but the work itself takes time. */
export async function measureJobs(
	sandboxUrl: string,
	jobs: readonly Job[],
	workers: Workers,
): Promise<Section> {
	const rows: Table['rows'] = [];
	const promises: Promised[] = [];
	for (const job of jobs) {
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
	const run = async (worker: Worker): Promise<JobRun | JobFailure> => {
		process.stdout.write(`${job.name}: ${worker.name} … `);
		const end = await runJob(sandboxUrl, job, worker);
		say(`${end.calls} calls, ${Math.round(end.elapsedMs)} ms${hasFailed(end) ? ', failed' : ''}`);
		return end;
	};
	const ours = await run(workers.ours);
	const before = job.isBefore ? await run(workers.before) : undefined;
	return { ours, before, theirs: await run(workers.theirs) };
}

function rowsOf(job: Job, { ours, before, theirs }: Compared, workers: Workers): Table['rows'] {
	const ends: Array<[Worker, JobRun | JobFailure | undefined]> = [
		[workers.ours, ours],
		[workers.before, before],
		[workers.theirs, theirs],
	];
	return ends.flatMap(([{ name }, end]) => {
		if (end === undefined) return [];
		return {
			Job: end === ours ? [job.name, job.about].filter(Boolean).join(', ') : '',
			By: name,
			Calls: end.calls,
			'Minutes at 120 a minute': hasFailed(end) ? UNKNOWN : Number((end.calls / LIMIT).toFixed(1)),
			'CPU an item, ms': rounded(hasFailed(end) ? undefined : end.cpuMs / job.items, 2),
			'… of the HTTP Request node’s': rounded(shareOf('cpuMs', end, theirs), 2),
			'Longest block, ms': rounded(hasFailed(end) ? undefined : end.longestWorkMs, 0),
			'… of the HTTP Request node’s ': rounded(shareOf('longestWorkMs', end, theirs), 2),
			'Peak memory, MB': rounded(hasFailed(end) ? undefined : end.peakMemoryMb, 0),
			Done: doneOf(job, end),
		};
	});
}

/** What the first took, of what the second took; undefined where one of them has failed. */
function shareOf(
	figure: Figure,
	end: JobRun | JobFailure,
	other: JobRun | JobFailure,
): number | undefined {
	return hasFailed(end) || hasFailed(other) ? undefined : end[figure] / other[figure];
}

function rounded(value: number | undefined, digits: number): number | string {
	return value === undefined ? UNKNOWN : Number(value.toFixed(digits));
}

function promisesOf(job: Job, { ours, before, theirs }: Compared): Promised[] {
	const cpu = shareOf('cpuMs', ours, theirs);
	const block = shareOf('longestWorkMs', ours, theirs);
	const memory = before && shareOf('peakMemoryMb', ours, before);
	const isDone = !hasFailed(ours) && ours.done === job.items;
	return [
		{
			what: `${job.name}: ${job.mostCalls} calls at most, and every item comes out`,
			kept: isDone && ours.calls <= job.mostCalls,
			seen: `${ours.calls} calls, done: ${doneOf(job, ours)}`,
		},
		{
			what: `${job.name}: CPU an item at most ${MOST_CPU} of the HTTP Request node’s`,
			kept: atMost(cpu, MOST_CPU),
			seen: cpu?.toFixed(2) ?? UNKNOWN,
		},
		{
			what: `${job.name}: longest block of the event loop at most ${MOST_BLOCK} of the HTTP Request node’s`,
			kept: atMost(block, MOST_BLOCK),
			seen: block === undefined ? UNKNOWN : `${block.toFixed(2)} (${blocksOf(ours, theirs)})`,
		},
		...(before === undefined
			? []
			: [
					{
						what: `${job.name}: peak memory at most that of the build before`,
						kept: atMost(memory, MOST_MEMORY),
						seen: memory === undefined ? UNKNOWN : `${memory.toFixed(2)} of it`,
					},
				]),
	];
}

function atMost(share: number | undefined, most: number): boolean | undefined {
	return share === undefined ? undefined : share <= most;
}

function blocksOf(...ends: Array<JobRun | JobFailure>): string {
	return ends
		.map((end) => (hasFailed(end) ? UNKNOWN : `${end.longestWorkMs.toFixed(0)} ms`))
		.join(' of ');
}
