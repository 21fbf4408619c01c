// Runs n8n's verification scan as n8n runs it on a submission: once on the source, once on the packed tarball. n8n's
// own verdict looks at errors alone; here a warning fails the scan, too.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

// The scanner's own ESLint: another version of it is installed beside it.
const scanner = createRequire(
	import.meta.resolve('@n8n/scan-community-package/scanner/scanner.mjs'),
);
const { ESLint } = await import(pathToFileURL(scanner.resolve('eslint')).href);

/** Packs the built package and unpacks it elsewhere; returns the folder that users get. */
function unpackTarball(folder) {
	const options = { encoding: 'utf8' };
	const pack = ['pack', '--json', '--pack-destination', folder];
	const [{ filename, size, unpackedSize }] = JSON.parse(execFileSync('npm', pack, options));
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder], options);
	console.log(`tarball: ${filename}, ${size} bytes, ${unpackedSize} unpacked`);
	return join(folder, 'package');
}

/** What the scan's rules find, warnings included: those are not in n8n's result. */
async function findings(folder, patterns) {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	const formatter = await eslint.loadFormatter('stylish');
	return { files: results.length, text: await formatter.format(results) };
}

async function scan(what, folder, patterns) {
	const verdict = await analyzePackage(folder, patterns);
	const { files, text } = await findings(folder, patterns);
	const clean = verdict.passed && files > 0 && text === '';
	console.log(`scan of the ${what} (${files} files): ${clean ? 'passed' : 'FAILED'}`);
	if (!clean) console.log(verdict.message ?? '', text);
	return clean;
}

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-pelcro-scan-'));
try {
	const source = await scan('source', process.cwd(), SOURCE_FILE_PATTERNS);
	const tarball = await scan('tarball', unpackTarball(folder), TARBALL_FILE_PATTERNS);
	process.exitCode = source && tarball ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
