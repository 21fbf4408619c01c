import { printTable, type Promised, type Section, type Table } from '../report';
import { hasFailed, runJob } from './jobRun';
import { JOBS, type Job } from './jobs';
import { doneOf, type Workers } from './workers';

/** A single item makes no call more than before. */
export async function measureSingle(sandboxUrl: string, workers: Workers): Promise<Section> {
	const rows: Table['rows'] = [];
	const promises: Promised[] = [];
	for (const job of JOBS.filter(({ isBefore }) => isBefore)) {
		const one: Job = {
			...job,
			items: 1,
			account: { customers: 200 },
			rows: async (account) => (await job.rows(account)).slice(0, 1),
		};
		const ours = await runJob(sandboxUrl, one, workers.ours);
		const before = await runJob(sandboxUrl, one, workers.before);
		rows.push({
			'The first item of': job.name,
			Calls: ours.calls,
			'Calls of the build before': hasFailed(before) ? doneOf(one, before) : before.calls,
		});
		const isDone = !hasFailed(ours) && ours.done === 1;
		const isNoMore = hasFailed(before) ? undefined : ours.calls <= before.calls;
		promises.push({
			what: `the first item of '${job.name}' alone: no call more than before`,
			kept: isDone ? isNoMore : false,
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
