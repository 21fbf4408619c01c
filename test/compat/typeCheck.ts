import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { runToEnd } from '../../demo/childProcesses';
import type { N8nLine } from '../../demo/n8n/n8nLine';
import { PROJECT } from '../../demo/projectPaths';
import type { Counts } from './counts';

/**
 * Compiles the package against the line's n8n-workflow: what does not exist there yet, or no longer, is found also
 * where no test calls it.
 *
 * @param configFile where the compiler's configuration is written
 * @returns one passed where it compiles, else the compiler's errors as failed
 */
export async function compileWithTypes(line: N8nLine, configFile: string): Promise<Counts> {
	await mkdir(dirname(configFile), { recursive: true });
	await writeFile(configFile, JSON.stringify(configFor(line), null, '\t'));
	const { code, stdout, stderr } = await runToEnd(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '--project', configFile],
		{ cwd: PROJECT },
	);
	if (code === 0) return { passed: 1, failed: 0, failures: [] };
	const failures = `${stdout}\n${stderr}`.trim().split('\n');
	return { passed: 0, failed: failures.length, failures };
}

function configFor({ folder }: N8nLine): object {
	return {
		extends: join(PROJECT, 'tsconfig.json'),
		compilerOptions: {
			noEmit: true,
			rootDir: PROJECT,
			baseUrl: PROJECT,
			paths: { 'n8n-workflow': [join(folder, 'node_modules', 'n8n-workflow')] },
		},
		include: ['nodes', 'credentials'].map((name) => join(PROJECT, name, '**', '*.ts')),
	};
}
