import { join } from 'node:path';

import { runOrFail } from '../../../demo/childProcesses';
import { createAccount, type JournalEntry } from '../../../sandbox/client';
import { LIMITER_KINDS, type LimiterKind } from '../../../sandbox/model/settings';
import { buildColumn, type Build } from '../builds';
import { LIMITER_NAMES, ofPresent } from './limits';
import { printTable, type Section } from '../report';
import type { SharingTask } from '../sharingClient';

const LIMIT = 120;
const SHORT_WINDOW_MS = 6_000;
const PELCROS_WINDOW_MS = 60_000;
const WINDOWS = 10;
const PROCESSES = [2, 3] as const;

/** The least share of the allowance to be used together, and the most of 429s, in %. */
const LEAST_USE = 95;
const MOST_REFUSED = 0.5;

/** With the short window, the whole seconds in which a refusal says when to come back are a sixth of it. */
const MOST_REFUSED_SHORT = 2;

/**
 * Several processes on one account, each with the whole allowance and no word between them.
 *
 * @param full with Pelcro's own minute in place of a short window: takes ten minutes
 * @param builds the present one first; only it has to keep the promises
 */
export async function measureSharing(
	sandboxUrl: string,
	full: boolean,
	builds: readonly Build[],
): Promise<Section> {
	const windowMs = full ? PELCROS_WINDOW_MS : SHORT_WINDOW_MS;
	const mostRefused = full ? MOST_REFUSED : MOST_REFUSED_SHORT;
	const cases = builds.flatMap((build) =>
		LIMITER_KINDS.flatMap((kind) =>
			PROCESSES.map((processes) => ({
				...{ build, kind, processes },
				asked: processes * itemsOf(processes),
			})),
		),
	);
	process.stdout.write('Several processes on one account, by each limiter, all at once …\n');
	const runs = await Promise.all(
		cases.map(async (one) => ({
			...one,
			...(await measureOne(sandboxUrl, one.build, one.kind, one.processes, windowMs)),
		})),
	);
	const table = {
		title: `Several processes on one account, ${windowMs / 1000} s`,
		about: `As with the workers of n8n’s queue mode: processes that know nothing of each other, each with the whole allowance (${LIMIT} in ${windowMs / 1000} s). They learn from what Pelcro’s answers say is left, and from 429. What they use of the allowance is counted while all of them have work. A bucket is full at first, so that more than 100% can go through.`,
		rows: runs.map(({ build, kind, processes, asked, use, refused, made }) => ({
			...buildColumn(build, builds),
			'The server counts by': LIMITER_NAMES[kind],
			Processes: processes,
			Done: `${made} of ${asked}`,
			'Of the allowance, %': Number(use.toFixed(1)),
			'429s, %': Number(refused.toFixed(2)),
		})),
	};
	printTable(table);
	return {
		tables: [table],
		promises: ofPresent(runs, builds).map(({ kind, processes, asked, use, refused, made }) => ({
			what: `${processes} processes, ${LIMITER_NAMES[kind]}, ${windowMs / 1000} s: ${LEAST_USE}% of the allowance, at most ${mostRefused}% of 429s, all done`,
			kept: use >= LEAST_USE && refused <= mostRefused && made === asked,
			seen: `${use.toFixed(1)}%, ${refused.toFixed(2)}%, ${made} of ${asked}`,
		})),
	};
}

function itemsOf(processes: number): number {
	return Math.floor((WINDOWS * LIMIT) / processes);
}

async function measureOne(
	sandboxUrl: string,
	build: Build,
	limiter: LimiterKind,
	processes: number,
	windowMs: number,
) {
	const account = await createAccount(sandboxUrl, {
		customers: 0,
		limit: LIMIT,
		windowMs,
		limiter,
		rateHeaders: 'framework',
	});
	const { baseUrl, apiKey, siteId } = account;
	await Promise.all(
		Array.from({ length: processes }, async (_value, number) => {
			const task: SharingTask = {
				...{ baseUrl, apiKey, siteId, limit: LIMIT, windowMs },
				name: `process${number}`,
				count: itemsOf(processes),
			};
			const script = join(build.folder, 'test', 'bench', 'sharingClient.ts');
			const args = ['--import', 'tsx', script, JSON.stringify(task)];
			await runOrFail(process.execPath, args, { cwd: build.folder });
		}),
	);
	const journal = await account.journal();
	const refused = journal.filter(({ status }) => status === 429).length;
	return {
		use: useWhileAllWork(journal, windowMs),
		refused: (refused / journal.length) * 100,
		made: (await account.state()).counts.customers ?? 0,
	};
}

/** The share of the allowance, in %, that was used in the whole windows before the first process was done. */
function useWhileAllWork(journal: readonly JournalEntry[], windowMs: number): number {
	const lastOf = new Map<string, number>();
	for (const { time, body } of journal) {
		const name = String(Object(body).email).split('.')[0] ?? '';
		lastOf.set(name, time);
	}
	const from = journal[0]?.time ?? 0;
	const windows = Math.floor((Math.min(...lastOf.values()) - from) / windowMs);
	const until = from + windows * windowMs;
	const accepted = journal.filter(({ time, status }) => time < until && status === 200).length;
	return (accepted / (windows * LIMIT)) * 100;
}
