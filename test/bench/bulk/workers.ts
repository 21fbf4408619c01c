import { N8nHost } from '../../../demo/n8n/n8nHost';
import { buildBefore, COMMIT_BEFORE } from './buildBefore';
import { hasFailed, type JobFailure, type JobRun, type Worker } from './jobRun';
import type { Job } from './jobs';

/** Who does the jobs, side by side. */
export interface Workers {
	ours: Worker;
	before: Worker;
	theirs: Worker;
}

/** What one job came to, by who did it. */
export interface Compared {
	ours: JobRun | JobFailure;
	/** Undefined where the build before cannot do the job. */
	before: JobRun | JobFailure | undefined;
	theirs: JobRun | JobFailure;
}

/** Stands for a figure that nobody knows, as a worker has failed. */
export const UNKNOWN = '–';

/**
 * @param host the n8n in which this build is
 * @param nameOfBefore names the n8n of the build before
 */
export async function workersWith(host: N8nHost, nameOfBefore: string): Promise<Workers> {
	const project = await buildBefore();
	const before = await N8nHost.prepare({ name: nameOfBefore, build: false, project, say });
	return {
		ours: { name: 'Pelcro node', host, isOurs: true },
		before: { name: `Pelcro node, build before (${COMMIT_BEFORE})`, host: before, isOurs: true },
		theirs: { name: 'HTTP Request node', host, isOurs: false },
	};
}

/** Whether somebody finished the job: all items, or up to where he failed and why. */
export function doneOf({ items, theirs }: Job, end: JobRun | JobFailure): number | string {
	if (!hasFailed(end)) return end.done;
	// One by one, an item takes a call for each of the HTTP Request nodes.
	const calls = (items * theirs('').length).toLocaleString('en-US');
	return `failed after ${end.calls.toLocaleString('en-US')} of ${calls} calls: ${end.said}`;
}

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
