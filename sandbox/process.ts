import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '..');
const READY = /^Pelcro sandbox ready at (\S+)$/;

/** A sandbox that runs as a process of its own. */
export interface RunningSandbox {
	/** Address without a path. */
	url: string;
	stop: () => Promise<void>;
}

/**
 * Starts the sandbox as a process of its own, on a free port of the loopback interface unless the arguments say
 * otherwise. It keeps this process from nothing, and ends with it, however that ends.
 *
 * @param args further arguments of `npm run sandbox`
 * @throws Error with what it printed when it ends before it is ready
 */
export async function launchSandbox(args: string[] = []): Promise<RunningSandbox> {
	const command = ['--import', 'tsx', 'sandbox/cli.ts', '--attached', '--port', '0', ...args];
	const child = spawn(process.execPath, command, { cwd: ROOT, stdio: 'pipe' });
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => resolve());
	});
	let errors = '';
	child.stderr.on('data', (text: Buffer) => {
		errors += text.toString();
	});
	const url = await new Promise<string>((resolve, reject) => {
		createInterface(child.stdout).on('line', (line) => {
			const address = READY.exec(line)?.[1];
			if (address !== undefined) resolve(address);
		});
		void ended.then(() => reject(new Error(`The sandbox ended before it was ready: ${errors}`)));
	});
	child.unref();
	// Pipes of a child are sockets, of which the types do not know.
	for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as Socket).unref();
	const stop = async () => {
		child.ref();
		child.kill('SIGTERM');
		await ended;
	};
	return { url, stop };
}
