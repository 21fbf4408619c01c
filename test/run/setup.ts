import { launchSandbox } from '../../sandbox/process';
import { SANDBOX_ADDRESS } from './sharedSandbox';
import { keepForTeardown } from './teardown';

/** Before all test files of a run of jest. */
export default async function setUp(): Promise<void> {
	const sandbox = await launchSandbox();
	process.env[SANDBOX_ADDRESS] = sandbox.url;
	keepForTeardown(sandbox.stop);
}
