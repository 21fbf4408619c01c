/**
 * The package in n8n's queue mode: one main, one webhook process and two workers with a real Redis and PostgreSQL, both workers on the
 * same Pelcro account, each with its whole allowance. Fails when anything is lost or doubled, or when the
 * workers do not share the allowance well.
 */
import { runAsProgram } from '../../demo/program';
import { Checks } from '../e2e/stage/checks';
import { eventsScenario, forgetfulScenario } from './events';
import { startQueueMode } from './queueMode';
import { sharedAccountScenario } from './sharedAccount';
import { stoppedForGoodChecks, stoppingScenario } from './stopping';
import { launchSandbox } from '../../sandbox/process';

const started = Date.now();

function say(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	process.stdout.write(`${seconds.padStart(4)} s  ${line}\n`);
}

async function main(): Promise<boolean> {
	const { url: sandboxUrl } = await launchSandbox();
	const queueMode = await startQueueMode(say);
	try {
		const checks = new Checks(async () => await Promise.resolve());
		const stage = { ...queueMode, sandboxUrl, checks, say };
		const stopped = await stoppingScenario(stage);
		await eventsScenario(stage);
		await forgetfulScenario(stage);
		await sharedAccountScenario(stage);
		await stoppedForGoodChecks(stage, stopped);
		return checks.finish();
	} finally {
		await queueMode.stop();
	}
}

runAsProgram(main);
