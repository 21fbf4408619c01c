import { launchSandbox, type RunningSandbox } from '../../sandbox/process';

/** Where the sandbox of this run of jest is, for its workers. */
export const SANDBOX_ADDRESS = 'PELCRO_TEST_SANDBOX';

/**
 * The sandbox that jest has started for all test files, which each make accounts of their own in it; else one of its
 * own.
 */
export async function sharedSandbox(): Promise<RunningSandbox> {
	const url = process.env[SANDBOX_ADDRESS];
	if (url === undefined) return await launchSandbox();
	// Whoever started it stops it.
	return { url, stop: async () => await Promise.resolve() };
}
