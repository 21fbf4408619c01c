/** Writes the schemas that n8n's editor shows of what the next node gets, before anything has been run. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { launchSandbox } from '../../sandbox/process';
import { stopEngine } from '../engine/host/workflowRun';
import { outputSchemas, SCHEMA_FOLDER } from './schemas';

async function main(): Promise<void> {
	const sandbox = await launchSandbox();
	try {
		const schemas = await outputSchemas(sandbox.url);
		rmSync(SCHEMA_FOLDER, { recursive: true, force: true });
		for (const [path, schema] of schemas) {
			const file = join(SCHEMA_FOLDER, path);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, JSON.stringify(schema));
		}
		process.stdout.write(`${schemas.size} schemas\n`);
	} finally {
		await sandbox.stop();
		await stopEngine();
	}
}

void main();
