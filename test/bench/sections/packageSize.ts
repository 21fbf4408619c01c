import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chosenLine } from '../../../demo/n8n/n8nLine';
import { PROJECT } from '../../../demo/projectPaths';
import { printTable, type Section } from '../report';

/**
 * The whole package with n8n-workflow already in memory, of what n8n's HTTP Request node takes: CPU time, so that what else the
 * machine does is not counted.
 */
const MOST_OF_LOADING = 0.5;

const LARGEST_TARBALL_BYTES = 225_000;

/** Fresh processes whose median counts. */
const PROCESSES = 9;

/** What the package costs an n8n that has it installed. */
export function measurePackage(): Section {
	const ours = loadingMs(join(PROJECT, 'index.js'));
	const theirs = loadingMs(
		join(
			chosenLine().folder,
			'node_modules',
			'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
		),
	);
	const size = tarballSize();
	const table = {
		title: 'The package itself',
		about:
			'Loading is the CPU time of fresh processes (median), with n8n-workflow in memory already: that of the whole package, and that of n8n’s HTTP Request node alone.',
		rows: [
			{
				'Loading, ms': Number(ours.toFixed(1)),
				'Loading the HTTP Request node, ms': Number(theirs.toFixed(1)),
				'Tarball, kB': Number((size / 1e3).toFixed(1)),
			},
		],
	};
	printTable(table);
	return {
		tables: [table],
		promises: [
			{
				what: `loading the package takes at most ${MOST_OF_LOADING} of the HTTP Request node’s CPU time`,
				kept: ours / theirs <= MOST_OF_LOADING,
				seen: `${(ours / theirs).toFixed(2)} (${ours.toFixed(0)} ms of ${theirs.toFixed(0)} ms)`,
			},
			{
				what: `the tarball is smaller than ${LARGEST_TARBALL_BYTES / 1000} kB`,
				kept: size < LARGEST_TARBALL_BYTES,
				seen: `${(size / 1000).toFixed(1)} kB`,
			},
		],
	};
}

/** @returns the CPU time that a fresh process which has n8n-workflow already takes to load the file, in ms (median) */
function loadingMs(file: string): number {
	const script = `
		const load = require('node:module').createRequire(process.argv[1]);
		load('n8n-workflow');
		const before = process.cpuUsage();
		load(process.argv[1]);
		const { user, system } = process.cpuUsage(before);
		console.log((user + system) / 1000);
	`;
	const times = Array.from({ length: PROCESSES }, () =>
		Number(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }).trim()),
	);
	return times.sort((one, other) => one - other)[Math.floor(PROCESSES / 2)] ?? NaN;
}

/** @returns the size of the packed tarball, in bytes */
function tarballSize(): number {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-pelcro-size-'));
	try {
		const pack = ['pack', '--json', '--pack-destination', folder];
		const printed = execFileSync('npm', pack, { cwd: PROJECT, encoding: 'utf8' });
		const [tarball] = JSON.parse(printed) as Array<{ size: number }>;
		return tarball?.size ?? NaN;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
