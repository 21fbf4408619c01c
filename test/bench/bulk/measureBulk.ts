import { N8nHost } from '../../../demo/n8n/n8nHost';
import type { Section } from '../report';
import { JOBS, nightlyJob, type Job } from './jobs';
import { measureLimited } from './limited';
import { measureSingle } from './single';
import { measureJobs } from './unlimited';
import { say, workersWith } from './workers';

/**
 * Jobs that take a call an item or two when done one by one: with this build, with the one before it read in bulk,
 * and with n8n's HTTP Request node. Who fails has a row that says so, and the others go on.
 *
 * @param words a part of the name of the jobs that are meant; all of them, and what belongs to them, when left out
 * @throws Error where no job is called so
 */
export async function measureBulk(
	host: N8nHost,
	sandboxUrl: string,
	words?: string,
): Promise<Section> {
	const chosen = jobsWith(words);
	const workers = await workersWith(host, 'n8n-bench-before');
	const jobs = await measureJobs(sandboxUrl, chosen, workers);
	if (words !== undefined) return jobs;
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

function jobsWith(words = ''): Job[] {
	const chosen = JOBS.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
	if (chosen.length > 0) return chosen;
	const names = JOBS.map(({ name }) => name).join('\n');
	throw new Error(`No job of the part 'bulk' is called '${words}'. The jobs are:\n${names}`);
}
