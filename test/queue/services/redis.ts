import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startService, type Service } from '../../../demo/childProcesses';
import { freePort } from '../../../demo/freePort';

/** A running Redis with nothing in it. */
export interface Queue {
	service: Service;
	/** How n8n is told to use it. */
	env: NodeJS.ProcessEnv;
}

const START_MS = 15_000;

/**
 * Starts a Redis on a free port of the loopback interface that keeps nothing on the disk.
 *
 * @param folder an existing folder for its configuration
 * @throws Error when redis-server is not installed or does not start
 */
export async function startRedis(folder: string): Promise<Queue> {
	const home = join(folder, 'redis');
	const port = await freePort();
	const password = randomBytes(18).toString('hex');
	const configuration = join(home, 'redis.conf');
	await mkdir(home, { mode: 0o700 });
	await writeFile(
		configuration,
		[
			'bind 127.0.0.1',
			`port ${port}`,
			`requirepass ${password}`,
			`dir "${home}"`,
			'save ""',
			'appendonly no',
			'',
		].join('\n'),
		{ mode: 0o600 },
	);
	const service = await startService(
		'redis-server',
		[configuration],
		'Ready to accept connections',
		START_MS,
	).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') throw error;
		throw new Error("Redis is missing. Install it with 'apt-get install redis-server'.");
	});
	return {
		service,
		env: {
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(port),
			QUEUE_BULL_REDIS_PASSWORD: password,
		},
	};
}
