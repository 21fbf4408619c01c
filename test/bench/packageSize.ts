import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT } from '../../demo/projectPaths';

/** Fresh processes whose median loading time counts. */
const PROCESSES = 9;

const SCRIPT = `
	require('n8n-workflow');
	const from = performance.now();
	require('./index.js');
	console.log(performance.now() - from);
`;

/** @returns how long a fresh process that has n8n-workflow already takes to load the package, in ms (median) */
export function loadingTime(): number {
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
export function tarballSize(): number {
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
