import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runOrFail, runToEnd } from './childProcesses';
import { assertNode24CanBeHad, findNode24, withNode24 } from './node24';
import { HOST } from './projectPaths';

/** n8n's command. */
export const N8N_BIN = join(HOST, 'node_modules', 'n8n', 'bin', 'n8n');

/** Names the installation that was found complete, so that later runs need not look again. */
const STAMP = join(HOST, 'node_modules', '.host-complete');

/** npm writes this list of what it has installed as the last thing. */
const INSTALLED_LIST = join(HOST, 'node_modules', '.package-lock.json');

const LOCK = join(HOST, 'package-lock.json');

const PROGRESS_EVERY_MS = 20_000;

interface LockFile {
	packages: Record<string, { version?: string; optional?: boolean } | undefined>;
}

/**
 * Makes sure that the pinned n8n is installed and can open its database. An installation that was
 * broken off is found and done again.
 *
 * @param say prints a line for the user
 */
export async function ensureHost(say: (line: string) => void): Promise<void> {
	assertNode24CanBeHad();
	const wanted = `n8n ${lockedN8nVersion()}, Node ${nodeMajor()}`;
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
	if (!everythingInstalled()) {
		say(`Installing ${wanted.split(',')[0]} in demo/host (once; about 4 minutes and 3 GB) …`);
		await withElapsedTime(say, async () => {
			await runOrFail('npm', ['ci'], { cwd: HOST });
		});
	}
	if (!(await databaseDriverLoads())) await buildDatabaseDriver(say);
	await writeFile(STAMP, wanted);
}

function readLock(path: string): LockFile {
	return JSON.parse(readFileSync(path, 'utf8')) as LockFile;
}

function lockedN8nVersion(): string {
	return readLock(LOCK).packages['node_modules/n8n']?.version ?? 'of unknown version';
}

function nodeMajor(): string {
	return process.versions.node.split('.')[0] ?? '';
}

/** Whether npm finished, and with the versions of the lock file. */
function everythingInstalled(): boolean {
	if (!existsSync(N8N_BIN) || !existsSync(INSTALLED_LIST)) return false;
	const installed = readLock(INSTALLED_LIST).packages;
	return Object.entries(readLock(LOCK).packages).every(
		([path, entry]) =>
			path === '' || entry?.optional === true || installed[path]?.version === entry?.version,
	);
}

/** n8n's installation runs no scripts of its packages, so the one native module is built by itself. */
async function buildDatabaseDriver(say: (line: string) => void): Promise<void> {
	say("Building n8n's database driver (sqlite3) …");
	await withElapsedTime(say, async () => {
		await runOrFail('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: HOST,
			env: withNode24(process.env),
		});
	});
	if (!(await databaseDriverLoads())) {
		throw new Error(
			'sqlite3 was built but does not load. A C++ compiler and Python 3 may be missing.',
		);
	}
}

async function databaseDriverLoads(): Promise<boolean> {
	const { code } = await runToEnd(findNode24(), ['--eval', "require('sqlite3')"], { cwd: HOST });
	return code === 0;
}

async function withElapsedTime(
	say: (line: string) => void,
	work: () => Promise<void>,
): Promise<void> {
	const start = Date.now();
	const seconds = () => Math.round((Date.now() - start) / 1000);
	const timer = setInterval(() => say(`  … ${seconds()} s`), PROGRESS_EVERY_MS);
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	say(`  done in ${seconds()} s`);
}
