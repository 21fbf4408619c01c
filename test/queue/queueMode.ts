import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Service } from '../../demo/childProcesses';
import type { N8nEditor } from '../../demo/n8n/n8nEditor';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { RUN_STATE } from '../../demo/projectPaths';
import { Forwarder } from '../trigger/real/forwarder';
import { startPostgres } from './services/postgres';
import { startRedis } from './services/redis';
import { WorkerLog } from './workerLog';

/** Workers, and executions that each runs at the same time: two long ones land on two workers. */
const WORKERS = ['worker-1', 'worker-2'];
const CONCURRENCY = 1;

/** n8n in queue mode, as it runs. */
export interface QueueMode {
	/** The main process: editor, registration of webhooks; it takes webhooks as well. */
	editor: N8nEditor;
	/** Address of the process that does nothing but take webhooks. */
	webhookProcessUrl: string;
	/** Stands for the load balancer before both; `WEBHOOK_URL` is its address. */
	loadBalancer: Forwarder;
	workers: readonly WorkerLog[];
	/** Stops all processes and removes what they have kept outside `.demo`. */
	stop(): Promise<void>;
}

/**
 * Starts Redis, PostgreSQL (what n8n asks for in queue mode), one main, one webhook process and
 * two workers. Each n8n has a user
 * folder of its own with the package installed in it, as on machines of their own; they share the encryption
 * key.
 *
 * @param say prints a line for the user
 */
export async function startQueueMode(say: (line: string) => void): Promise<QueueMode> {
	// Not in the project's folder, which the user `postgres` may be unable to reach.
	const folder = await mkdtemp(join(tmpdir(), 'pelcro-queue-'));
	const loadBalancer = await Forwarder.start();
	const stores: Service[] = [];
	const processes: Service[] = [];
	const stop = async () => {
		loadBalancer.stop();
		// n8n first: without its stores it would wait for them.
		for (const services of [processes, stores]) {
			await Promise.all(services.map(async (service) => await service.stop()));
		}
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await chmod(folder, 0o711);
		const [redis, postgres] = [await startRedis(folder), await startPostgres(folder)];
		stores.push(redis.service, postgres.service);
		say('Started Redis and PostgreSQL');
		const shared = {
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			WEBHOOK_URL: loadBalancer.url,
			...redis.env,
			...postgres.env,
		};
		const hosts = await prepareAll(shared, say);
		const { services, ...addresses } = await startProcesses(hosts);
		processes.push(...services);
		say(`n8n runs in queue mode at ${addresses.editor.url}, with ${WORKERS.length} workers`);
		const workers = WORKERS.map((name) => new WorkerLog(name, logOf(name)));
		return { ...addresses, loadBalancer, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

interface Hosts {
	main: N8nHost;
	webhook: N8nHost;
	workers: N8nHost[];
}

async function prepareAll(shared: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Hosts> {
	const main = await prepare('main', shared, say);
	const webhook = await prepare('webhook', shared, say);
	const workers: N8nHost[] = [];
	for (const name of WORKERS) workers.push(await prepare(name, shared, say));
	return { main, webhook, workers };
}

async function startProcesses({ main, webhook, workers }: Hosts) {
	// The main process makes the tables.
	const { editor, service } = await main.startEditor();
	const [listening, ...working] = await Promise.all([
		webhook.startWebhookProcess(),
		...workers.map(async (host) => await host.startWorker(CONCURRENCY)),
	]);
	const services = [service, listening.service, ...working];
	return { editor, webhookProcessUrl: listening.url, services };
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
