import { writeFile } from 'node:fs/promises';

import { runToEnd } from '../../demo/childProcesses';
import type { N8nLine } from '../../demo/n8n/n8nLine';
import { PROJECT } from '../../demo/projectPaths';
import { brokenOff, type Counts } from './counts';

/**
 * Runs the checks of test/e2e on a real n8n of the line, in a browser.
 *
 * @param logFile where all that they print is kept
 */
export async function runEndToEnd(line: N8nLine, logFile: string): Promise<Counts> {
	const { code, stdout, stderr } = await runToEnd(
		process.execPath,
		[require.resolve('tsx/cli'), 'test/e2e/run.ts'],
		{ cwd: PROJECT, env: { ...process.env, N8N_LINE: line.name } },
	);
	await writeFile(logFile, `${stdout}\n${stderr}`);
	const closing = /^(\d+) passed, (\d+) failed$/m.exec(stdout);
	const counts = closing?.slice(1).map(Number);
	const [passed = 0, failed = 0] = counts ?? [];
	if (counts === undefined || (code !== 0 && failed === 0)) {
		return brokenOff(`${stdout}\n${stderr}`);
	}
	return { passed, failed, failures: stdout.split('\n').filter((text) => /^FAILED /.test(text)) };
}
