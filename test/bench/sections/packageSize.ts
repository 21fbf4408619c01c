import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT } from '../../../demo/projectPaths';
import { printTable, type Section } from '../report';

/** The whole package with n8n-workflow already in memory, in ms. */
const LONGEST_LOADING_MS = 50;

const LARGEST_TARBALL_BYTES = 150_000;

/** Fresh processes whose median loading time counts. */
const PROCESSES = 9;

const SCRIPT = `
	require('n8n-workflow');
	const from = performance.now();
	require('./index.js');
	console.log(performance.now() - from);
`;

/** What the package costs an n8n that has it installed. */
export function measurePackage(): Section {
	const loading = loadingTime();
	const size = tarballSize();
	const table = {
		title: 'The package itself',
		about: 'Loading is that of fresh processes (median), with n8n-workflow in memory already.',
		rows: [
			{ 'Loading, ms': Number(loading.toFixed(1)), 'Tarball, kB': Number((size / 1e3).toFixed(1)) },
		],
	};
	printTable(table);
	return {
		tables: [table],
		promises: [
			{
				what: `loading the package takes less than ${LONGEST_LOADING_MS} ms`,
				kept: loading < LONGEST_LOADING_MS,
				seen: `${loading.toFixed(1)} ms`,
			},
			{
				what: `the tarball is smaller than ${LARGEST_TARBALL_BYTES / 1000} kB`,
				kept: size < LARGEST_TARBALL_BYTES,
				seen: `${(size / 1000).toFixed(1)} kB`,
			},
		],
	};
}

/** @returns how long a fresh process that has n8n-workflow already takes to load the package, in ms (median) */
function loadingTime(): number {
	const times = Array.from({ length: PROCESSES }, () => {
		const printed = execFileSync(process.execPath, ['-e', SCRIPT], {
			cwd: PROJECT,
			encoding: 'utf8',
		});
		return Number(printed.trim());
	});
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
