import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { runToEnd } from '../../demo/childProcesses';
import { findNode, withNode } from '../../demo/n8n/hostNode';
import type { N8nLine } from '../../demo/n8n/n8nLine';
import { PROJECT } from '../../demo/projectPaths';
import { brokenOff, type Counts } from './counts';

const CONFIG = join(__dirname, 'jest.config.cjs');

/** What is read of Jest's `--json`. */
interface JestResult {
	numPassedTests: number;
	numFailedTests: number;
	/** Files that could not be loaded, so that their tests are not counted. */
	numRuntimeErrorTestSuites: number;
	testResults: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ fullName: string; status: string }>;
	}>;
}

/**
 * Runs the tests of test/engine, test/trigger and test/transport on the engine of an installed n8n, under that
 * line's Node.
 *
 * @param resultFile where Jest writes its result
 * @param folders whose tests alone are run; all where there is none
 */
export async function runEngineTests(
	line: N8nLine,
	resultFile: string,
	folders: readonly string[] = [],
): Promise<Counts> {
	await rm(resultFile, { force: true });
	const { stderr } = await runToEnd(
		findNode(line),
		[
			require.resolve('jest/bin/jest'),
			'--config',
			CONFIG,
			'--json',
			'--outputFile',
			resultFile,
			'--silent',
			...folders,
		],
		{
			cwd: PROJECT,
			env: {
				...withNode(line, process.env),
				N8N_LINE_FOLDER: line.folder,
				N8N_LINE_NODE: String(line.nodeMajor),
			},
		},
	);
	if (!existsSync(resultFile)) return brokenOff(stderr);
	return countsOf(JSON.parse(await readFile(resultFile, 'utf8')) as JestResult);
}

function countsOf(result: JestResult): Counts {
	return {
		passed: result.numPassedTests,
		failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
		failures: result.testResults.flatMap(({ name, message, assertionResults }) => {
			const failed = assertionResults.filter(({ status }) => status === 'failed');
			if (failed.length > 0) return failed.map(({ fullName }) => fullName);
			return assertionResults.length === 0 ? [`${name}: ${message}`] : [];
		}),
	};
}
