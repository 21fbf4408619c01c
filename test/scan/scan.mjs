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

/** What n8n's scan of a folder has found, with its warnings: those are not in its result. */
async function analyze(folder, patterns) {
	const { lintFiles } = ESLint.prototype;
	let results = [];
	ESLint.prototype.lintFiles = async function (files) {
		results = await lintFiles.call(this, files);
		return results;
	};
	try {
		const verdict = await analyzePackage(folder, patterns);
		const formatter = await new ESLint({ cwd: folder, overrideConfigFile: true }).loadFormatter();
		return { verdict, files: results.length, text: await formatter.format(results) };
	} finally {
		ESLint.prototype.lintFiles = lintFiles;
	}
}

async function scan(what, folder, patterns) {
	const { verdict, files, text } = await analyze(folder, patterns);
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
