import http from 'node:http';

import { stopAll } from './childProcesses';

/**
 * Runs a command to its end: it exits with 0 where all was right, else with 1, and leaves no process behind. What it
 * throws is printed with its place. What is still under way in this process then, e.g. a request that nobody answers, is
 * not waited for.
 *
 * @param main whether all was right
 */
export function runAsProgram(main: () => Promise<boolean>): void {
	// By default a connection is kept for the next request. n8n closes it after five seconds, and on a busy machine that is
	// noticed only by a request that goes over it: 'socket hang up', 'read ECONNRESET'.
	http.globalAgent = new http.Agent({ keepAlive: false });
	main()
		.then((right) => {
			process.exitCode = right ? 0 : 1;
		})
		.catch((error: unknown) => {
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
			process.exitCode = 1;
		})
		.finally(() => void stopAll().finally(() => process.exit()));
}
