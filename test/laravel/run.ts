/**
 * Drives the built node through n8n's engine against a real Laravel (Debian's php-laravel-framework), and compares what was
 * sent with what the application saw. Arguments name the test files to run; all without any.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCLI } from 'jest';

import { runAsProgram } from '../../demo/program';

const ROOT = join(__dirname, '..', '..');

/** Debian's packages, and what each is known by. */
const NEEDED: ReadonlyArray<[string, () => boolean]> = [
	['php-cli', () => spawnSync('php', ['-v']).status === 0],
	['php-laravel-framework', () => existsSync('/usr/share/php/Illuminate/Foundation')],
	['php-sqlite3', () => hasExtension('pdo_sqlite')],
	['php-mbstring', () => hasExtension('mbstring')],
	['php-intl', () => hasExtension('intl')],
];

/** The file that is run on either side of Pelcro's time zone. */
const LOST_ANSWERS = 'lostAnswers';

const NONE = { passed: 0, failed: 0, success: true };

function hasExtension(name: string): boolean {
	return spawnSync('php', ['-r', `exit(extension_loaded('${name}') ? 0 : 1);`]).status === 0;
}

async function main(): Promise<boolean> {
	const missing = NEEDED.filter(([, isThere]) => !isThere()).map(([name]) => name);
	if (missing.length > 0) {
		process.stderr.write(`Missing: apt-get install --no-install-recommends ${missing.join(' ')}\n`);
		return false;
	}
	const names = process.argv.slice(2);
	const rest = names.length === 0 || names.some((name) => LOST_ANSWERS.includes(name));
	const east = await runFiles(names, 'Asia/Tokyo');
	const west = rest ? await runFiles([LOST_ANSWERS], 'America/Montreal') : NONE;
	const failed = east.failed + west.failed;
	process.stdout.write(`\n${east.passed + west.passed} passed, ${failed} failed\n`);
	return failed === 0 && east.success && west.success;
}

/** Runs test files on machines of a time zone: that of n8n's process, not of the workflow. */
async function runFiles(names: string[], timezone: string) {
	process.env.TZ = timezone;
	const config = join(__dirname, 'jest.config.cjs');
	const { results } = await runCLI({ _: names, $0: 'jest', config }, [ROOT]);
	const { numPassedTests: passed, numFailedTests: failed, success } = results;
	return { passed, failed, success };
}

runAsProgram(main);
