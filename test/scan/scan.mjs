// Runs n8n's verification scan as n8n runs it on a submission: once on the source, once on the packed tarball.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

/** Packs the built package and unpacks it elsewhere; returns the folder that users get. */
function unpackTarball(folder) {
	const options = { encoding: 'utf8' };
	const pack = ['pack', '--json', '--pack-destination', folder];
	const [{ filename, size, unpackedSize }] = JSON.parse(execFileSync('npm', pack, options));
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder], options);
	console.log(`tarball: ${filename}, ${size} bytes, ${unpackedSize} unpacked`);
	return join(folder, 'package');
}

async function scan(what, folder, patterns) {
	const result = await analyzePackage(folder, patterns);
	console.log(`scan of the ${what}: ${result.passed ? 'passed' : 'FAILED'}`);
	if (!result.passed || result.details) console.log(result.message ?? '', result.details ?? '');
	return result.passed;
}

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-pelcro-scan-'));
try {
	const source = await scan('source', process.cwd(), SOURCE_FILE_PATTERNS);
	const tarball = await scan('tarball', unpackTarball(folder), TARBALL_FILE_PATTERNS);
	process.exitCode = source && tarball ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
