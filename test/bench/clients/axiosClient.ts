/**
 * Creates customers as a script with a usual library would, in a process of its own: `tsx axiosClient.ts <JSON>`.
 * Prints for each item whether it was done, as the script knows it.
 */
import axios, { type AxiosInstance } from 'axios';
import axiosRetry, { exponentialDelay, isNetworkOrIdempotentRequestError } from 'axios-retry';
import Bottleneck from 'bottleneck';

import type { Subject } from '../workflows';

/** What the process is told. */
export interface AxiosTask {
	library: 'axios-retry' | 'bottleneck';
	baseUrl: string;
	apiKey: string;
	siteId: number;
	count: number;
	subject: Subject;
	/** Requests a window, the window in ms, and how many may be under way at once. */
	limit: number;
	windowMs: number;
	inFlight: number;
}

type Create = (index: number) => Promise<unknown>;

async function main(task: AxiosTask): Promise<void> {
	const client = axios.create({
		baseURL: task.baseUrl,
		headers: { Authorization: `Bearer ${task.apiKey}` },
		params: { site_id: task.siteId },
		timeout: 60_000,
	});
	const create: Create = async (index) =>
		await client.post(
			'/customers',
			task.subject === 'email'
				? { email: `reader${index}@example.com` }
				: { display_name: `Reader ${index}` },
		);
	const run = task.library === 'bottleneck' ? withBottleneck : withAxiosRetry;
	const done = await run(task, create, client);
	process.stdout.write(JSON.stringify(done));
}

/** The library's own example for a limit: a reservoir that is filled again each window. It repeats nothing. */
async function withBottleneck(task: AxiosTask, create: Create): Promise<boolean[]> {
	const limiter = new Bottleneck({
		reservoir: task.limit,
		reservoirRefreshAmount: task.limit,
		reservoirRefreshInterval: task.windowMs,
		maxConcurrent: task.inFlight,
	});
	const calls = Array.from({ length: task.count }, async (_value, index) =>
		isDone(limiter.schedule(async () => await create(index))),
	);
	const done = await Promise.all(calls);
	await limiter.disconnect();
	return done;
}

/** The library's own conditions and delays (which honour Retry-After), and 429. */
async function withAxiosRetry(
	task: AxiosTask,
	create: Create,
	client: AxiosInstance,
): Promise<boolean[]> {
	axiosRetry(client, {
		retries: 5,
		retryDelay: exponentialDelay,
		retryCondition: (error) =>
			isNetworkOrIdempotentRequestError(error) || error.response?.status === 429,
	});
	const done: boolean[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < task.count) {
			const index = next;
			next += 1;
			done[index] = await isDone(create(index));
		}
	};
	await Promise.all(Array.from({ length: task.inFlight }, worker));
	return done;
}

async function isDone(call: Promise<unknown>): Promise<boolean> {
	return await call.then(
		() => true,
		() => false,
	);
}

// The cast: whoever starts this process gives a task.
void main(JSON.parse(process.argv[2] ?? '') as AxiosTask);
