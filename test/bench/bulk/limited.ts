import { printTable, type Section } from '../report';
import { hasFailed, runJob, type JobFailure, type JobRun, type Worker } from './jobRun';
import type { Job } from './jobs';
import { doneOf, say, UNKNOWN, type Workers } from './workers';

const LIMIT = 120;

/**
 * Pelcro's minute is shortened for all alike, in ms. The shorter it is, the less of a run is waiting for it: of the
 * 23 seconds of the nightly job of 10,000, 11 are n8n's work with the items, which no shorter window saves, while one by
 * one shrinks with it. So a window of 6 s would halve the half hour that the part takes, and measure the processor
 * in place of the calls (59 times as fast for 87 here, and 140 with Pelcro's own minute).
 */
const WINDOW_MS = 12_000;

/** So many times faster than one by one the nightly job has to be. */
const LEAST_GAIN = 50;

/** The other two wait nearly all of the time, so they do it at the same time, each in an account of its own. */
export async function measureLimited(
	sandboxUrl: string,
	job: Job,
	workers: Workers,
): Promise<Section> {
	say(`${job.name}, with a limit …`);
	const limited = { limit: LIMIT, windowMs: WINDOW_MS };
	const ours = await runJob(sandboxUrl, job, workers.ours, limited);
	const [before, theirs] = await Promise.all([
		runJob(sandboxUrl, job, workers.before, limited),
		runJob(sandboxUrl, job, workers.theirs, limited),
	]);
	const ends: Array<[Worker, JobRun | JobFailure]> = [
		[workers.ours, ours],
		[workers.before, before],
		[workers.theirs, theirs],
	];
	const table = {
		title: `${job.name}, with a limit`,
		about: `The same with ${LIMIT} calls in a window of ${WINDOW_MS / 1000} s: Pelcro’s minute is shortened for all alike, so that the work itself weighs more than it does at Pelcro. The HTTP Request node sends a sixth of the limit each sixth of a window.`,
		rows: ends.map(([{ name }, end]) => ({
			By: name,
			Calls: end.calls,
			Seconds: known(end, end.elapsedMs / 1000),
			'Times as long': hasFailed(ours) ? UNKNOWN : known(end, end.elapsedMs / ours.elapsedMs),
			Done: doneOf(job, end),
		})),
	};
	printTable(table);
	const isDone = !hasFailed(ours) && ours.done === job.items;
	const promises = [
		{
			what: `${job.name}, with a limit: the Pelcro node does not fail, and every item comes out`,
			kept: isDone,
			seen: String(doneOf(job, ours)),
		},
		{
			what: `${job.name}: ${LEAST_GAIN} times faster than the build before and than the HTTP Request node`,
			...gainOf(ours, [before, theirs]),
		},
	];
	return { tables: [table], promises };
}

/** Whoever has failed would have needed longer to finish. */
function known(end: JobRun | JobFailure, value: number): number | string {
	return hasFailed(end) ? `at least ${value.toFixed(1)}` : Number(value.toFixed(1));
}

function gainOf(
	ours: JobRun | JobFailure,
	others: ReadonlyArray<JobRun | JobFailure>,
): { kept: boolean | undefined; seen: string } {
	if (hasFailed(ours)) return { kept: undefined, seen: UNKNOWN };
	const gain = Math.min(...others.map(({ elapsedMs }) => elapsedMs)) / ours.elapsedMs;
	const isLeast = others.some(hasFailed);
	const kept = gain >= LEAST_GAIN || (isLeast ? undefined : false);
	return { kept, seen: `${isLeast ? 'at least ' : ''}${gain.toFixed(0)} times` };
}
