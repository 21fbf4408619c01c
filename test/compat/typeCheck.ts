import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { runToEnd } from '../../demo/childProcesses';
import type { N8nLine } from '../../demo/n8n/n8nLine';
import { PROJECT } from '../../demo/projectPaths';

/**
 * Compiles the package against the line's n8n-workflow: what does not exist there yet, or no longer, is found also
 * where no test calls it.
 *
 * @param configFile where the compiler's configuration is written
 * @returns the compiler's errors, a line each
 */
export async function typeErrors(line: N8nLine, configFile: string): Promise<string[]> {
	await mkdir(dirname(configFile), { recursive: true });
	await writeFile(configFile, JSON.stringify(configFor(line), null, '\t'));
	const { code, stdout, stderr } = await runToEnd(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '--project', configFile],
		{ cwd: PROJECT },
	);
	return code === 0 ? [] : `${stdout}\n${stderr}`.trim().split('\n');
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
