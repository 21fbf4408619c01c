import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { runOrFail, runToEnd } from '../childProcesses';
import { assertNodeCanBeHad, findNode, withNode } from './hostNode';
import type { N8nLine } from './n8nLine';

const PROGRESS_EVERY_MS = 20_000;

interface LockFile {
	packages: Record<string, { version?: string; optional?: boolean } | undefined>;
}

/** n8n's command. */
export function n8nBin({ folder }: N8nLine): string {
	return join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}

/**
 * Makes sure that the line's pinned n8n is installed and can open its database. An installation that was
 * broken off is found and done again.
 *
 * @param say prints a line for the user
 */
export async function ensureHost(line: N8nLine, say: (line: string) => void): Promise<void> {
	assertNodeCanBeHad(line);
	const stamp = stampPath(line);
	const wanted = `n8n ${lockedN8nVersion(line)}, Node ${nodeMajor()}`;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	if (!everythingInstalled(line)) {
		const folder = `demo/${basename(line.folder)}`;
		say(`Installing ${wanted.split(',')[0]} in ${folder} (once; 4 to 8 minutes and 3 GB) …`);
		await withElapsedTime(say, async () => {
			await runOrFail('npm', ['ci'], { cwd: line.folder });
		});
	}
	if (!(await databaseDriverLoads(line))) await buildDatabaseDriver(line, say);
	await writeFile(stamp, wanted);
}

/** The version of n8n that the line's lock file pins. */
export function lockedN8nVersion(line: N8nLine): string {
	return readLock(lockPath(line)).packages['node_modules/n8n']?.version ?? 'of unknown version';
}

/** Names the installation that was found complete, so that later runs need not look again. */
function stampPath({ folder }: N8nLine): string {
	return join(folder, 'node_modules', '.host-complete');
}

/** npm writes this list of what it has installed as the last thing. */
function installedListPath({ folder }: N8nLine): string {
	return join(folder, 'node_modules', '.package-lock.json');
}

function lockPath({ folder }: N8nLine): string {
	return join(folder, 'package-lock.json');
}

function readLock(path: string): LockFile {
	return JSON.parse(readFileSync(path, 'utf8')) as LockFile;
}

function nodeMajor(): string {
	return process.versions.node.split('.')[0] ?? '';
}

/** Whether npm finished, and with the versions of the lock file. */
function everythingInstalled(line: N8nLine): boolean {
	const list = installedListPath(line);
	if (!existsSync(n8nBin(line)) || !existsSync(list)) return false;
	const installed = readLock(list).packages;
	return Object.entries(readLock(lockPath(line)).packages).every(
		([path, entry]) =>
			path === '' || entry?.optional === true || installed[path]?.version === entry?.version,
	);
}

/** n8n's installation runs no scripts of its packages, so the one native module is built by itself. */
async function buildDatabaseDriver(line: N8nLine, say: (line: string) => void): Promise<void> {
	say("Building n8n's database driver (sqlite3) …");
	await withElapsedTime(say, async () => {
		await runOrFail('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: line.folder,
			env: withNode(line, process.env),
		});
	});
	if (!(await databaseDriverLoads(line))) {
		throw new Error(
			'sqlite3 was built but does not load. A C++ compiler and Python 3 may be missing.',
		);
	}
}

async function databaseDriverLoads(line: N8nLine): Promise<boolean> {
	const { code } = await runToEnd(findNode(line), ['--eval', "require('sqlite3')"], {
		cwd: line.folder,
	});
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
