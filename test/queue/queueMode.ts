import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Service } from '../../demo/childProcesses';
import type { N8nEditor } from '../../demo/n8nEditor';
import { N8nHost } from '../../demo/n8nHost';
import { RUN_STATE } from '../../demo/projectPaths';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import { WorkerLog } from './workerLog';

/** Workers, and executions that each runs at the same time: two long ones land on two workers. */
const WORKERS = ['worker-1', 'worker-2'];
const CONCURRENCY = 1;

/** n8n in queue mode, as it runs. */
export interface QueueMode {
	/** The main process, which takes webhooks and puts executions into the queue. */
	editor: N8nEditor;
	workers: readonly WorkerLog[];
	/** Stops all processes and removes what they have kept outside `.demo`. */
	stop(): Promise<void>;
}

/**
 * Starts Redis, PostgreSQL (what n8n asks for in queue mode), one main and two workers. Each n8n has a user
 * folder of its own with the package installed in it, as on machines of their own; they share the encryption
 * key.
 *
 * @param say prints a line for the user
 */
export async function startQueueMode(say: (line: string) => void): Promise<QueueMode> {
	// Not in the project's folder, which the user `postgres` may be unable to reach.
	const folder = await mkdtemp(join(tmpdir(), 'pelcro-queue-'));
	const services: Service[] = [];
	const stop = async () => {
		for (const service of [...services].reverse()) await service.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await chmod(folder, 0o711);
		const [redis, postgres] = [await startRedis(folder), await startPostgres(folder)];
		services.push(redis.service, postgres.service);
		say('Started Redis and PostgreSQL');
		const shared = {
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			...redis.env,
			...postgres.env,
		};
		const main = await prepare('main', shared, say);
		const hosts: N8nHost[] = [];
		for (const name of WORKERS) hosts.push(await prepare(name, shared, say));
		// The main process makes the tables.
		const { editor, service } = await main.startEditor();
		services.push(service);
		const started = await Promise.all(
			hosts.map(async (host) => await host.startWorker(CONCURRENCY)),
		);
		services.push(...started);
		say(`n8n runs in queue mode at ${editor.url}, with ${WORKERS.length} workers`);
		return { editor, workers: WORKERS.map((name) => new WorkerLog(name, logOf(name))), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function prepare(
	name: string,
	shared: NodeJS.ProcessEnv,
	say: (line: string) => void,
): Promise<N8nHost> {
	return await N8nHost.prepare({
		name: join('n8n-queue', name),
		fresh: true,
		// `npm run test:queue` has built the package already.
		build: false,
		env: {
			...shared,
			N8N_LOG_OUTPUT: 'console,file',
			N8N_LOG_FILE_LOCATION: logOf(name),
		},
		say: (line) => say(`${name}: ${line}`),
	});
}

function logOf(name: string): string {
	return join(RUN_STATE, 'n8n-queue', name, 'n8n.log');
}
