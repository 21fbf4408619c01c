import { join } from 'node:path';

import { type Service, startService } from './childProcesses';
import { freePort } from './freePort';
import { PROJECT } from './projectPaths';

const START_MS = 30_000;

/** Starts the sandbox in a process of its own, on a free port of the loopback interface. */
export async function startSandboxProcess(): Promise<{ url: string; service: Service }> {
	const port = await freePort();
	const service = await startService(
		process.execPath,
		[require.resolve('tsx/cli'), join(PROJECT, 'sandbox', 'cli.ts'), '--port', String(port)],
		'Pelcro sandbox ready',
		START_MS,
		{ cwd: PROJECT },
	);
	return { url: `http://127.0.0.1:${port}`, service };
}
