import { sandboxCredential } from '../../../demo/exampleWorkflow';
import { N8nHost } from '../../../demo/n8n/n8nHost';
import { createAccount } from '../../../sandbox/client';
import { LIMITER_KINDS, type LimiterKind } from '../../../sandbox/model/settings';
import { buildColumn, type Build } from '../builds';
import { printTable, type Section, type Table } from '../report';
import { shortWindow } from '../usage';
import { pelcroCreate } from '../workflows';

const LIMIT = 120;
const ITEMS = 10 * LIMIT;
const SHORT_WINDOW_MS = 6_000;
const PELCROS_WINDOW_MS = 60_000;

/** The most that a run may take over what the limit makes it take, in %. */
const MOST_OVER = 1;

/** With the short window the time of the calls themselves weighs ten times as much: it proves nothing of the limit. */
const MOST_OVER_SHORT = Infinity;

interface LimitRun {
	build: Build;
	kind: LimiterKind;
	windowMs: number;
	seconds: number;
	over: number;
	refused: number;
	made: number;
}

/**
 * Ten times the allowance against each kind of limit, the kinds side by side.
 *
 * @param full with Pelcro's own minute in place of a short window: takes ten minutes
 * @param builds the present one first; only it has to keep the promises
 */
export async function measureLimits(
	sandboxUrl: string,
	full: boolean,
	builds: readonly Build[],
): Promise<Section> {
	const windowMs = full ? PELCROS_WINDOW_MS : SHORT_WINDOW_MS;
	const hosts = [];
	for (const [number, build] of builds.entries()) {
		for (const kind of LIMITER_KINDS) {
			// A user folder each, so that all can run at once.
			const name = `n8n-bench-${kind}-${windowMs}-${number}`;
			const options = { name, build: false, project: build.folder, say: () => {} };
			hosts.push({ kind, build, host: await N8nHost.prepare(options) });
		}
	}
	process.stdout.write(
		`${ITEMS} creations at ${LIMIT} in ${windowMs / 1000} s, by each limiter …\n`,
	);
	const runs = await Promise.all(
		hosts.map(async ({ kind, build, host }) => ({
			build,
			...(await measureOne(host, sandboxUrl, kind, windowMs)),
		})),
	);
	const mostOver = full ? MOST_OVER : MOST_OVER_SHORT;
	const table = tableOf(runs, windowMs, builds);
	printTable(table);
	return {
		tables: [table],
		promises: ofPresent(runs, builds).map(({ kind, over, refused, made }) => ({
			what: `${LIMITER_NAMES[kind]}, ${windowMs / 1000} s: ${full ? `at most ${mostOver}% over its time, ` : ''}no 429, all done`,
			kept: over <= mostOver && refused === 0 && made === ITEMS,
			seen: `${over.toFixed(2)}% over, ${refused} refused, ${made} done`,
		})),
	};
}

/** The present build's alone. */
export function ofPresent<Run extends { build: Build }>(
	runs: readonly Run[],
	[present]: readonly Build[],
): Run[] {
	return runs.filter(({ build }) => build === present);
}

async function measureOne(
	host: N8nHost,
	sandboxUrl: string,
	kind: LimiterKind,
	windowMs: number,
): Promise<Omit<LimitRun, 'build'>> {
	const account = await createAccount(sandboxUrl, {
		customers: 0,
		limit: LIMIT,
		limiter: kind,
		windowMs,
		rateHeaders: 'framework',
	});
	await host.importCredentials(sandboxCredential(account, LIMIT));
	const create = pelcroCreate(ITEMS);
	await host.importWorkflow(create);
	// What n8n prints is of no interest, and sometimes cut off at its end: the sandbox knows what was done.
	await host.executeWorkflow(create.id, shortWindow(windowMs)).catch(() => undefined);
	const physicalMs = (ITEMS / LIMIT - 1) * windowMs;
	const journal = await account.journal();
	const times = journal.map(({ time }) => time);
	const elapsedMs = Math.max(...times) - Math.min(...times);
	return {
		kind,
		windowMs,
		seconds: elapsedMs / 1000,
		over: (elapsedMs / physicalMs - 1) * 100,
		refused: journal.filter(({ status }) => status === 429).length,
		made: (await account.state()).counts.customers ?? 0,
	};
}

function tableOf(runs: readonly LimitRun[], windowMs: number, builds: readonly Build[]): Table {
	return {
		title: `How close to the limit, ${windowMs / 1000} s`,
		about: `One run of ${ITEMS} creations with the Pelcro node, ten times what the account may send in a window (${LIMIT} in ${windowMs / 1000} s), against servers that count in different ways: it is not documented how Pelcro’s does. ${ITEMS / LIMIT - 1} windows have to go by at least. The time is that from the first call to the last.`,
		rows: runs.map(({ build, kind, seconds, over, refused, made }) => ({
			...buildColumn(build, builds),
			'The server counts by': LIMITER_NAMES[kind],
			'Seconds at least': ((ITEMS / LIMIT - 1) * windowMs) / 1000,
			Seconds: Number(seconds.toFixed(1)),
			'Over, %': Number(over.toFixed(2)),
			'429s': refused,
			Done: made,
		})),
	};
}

/** In words, for the tables. */
export const LIMITER_NAMES: Readonly<Record<LimiterKind, string>> = {
	fixed: 'fixed windows',
	sliding: 'a sliding window',
	bucket: 'a token bucket',
};
