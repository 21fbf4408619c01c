import { stopAll } from '../../demo/childProcesses';
import { Checks } from './checks';
import { credentialScenario } from './credential';
import { customerScenario } from './customer';
import { exampleScenario } from './exampleScenario';
import { formsScenario } from './forms';
import { previewScenario } from './preview';
import { screenshots, setStage } from './stage';
import { triggerScenario } from './trigger';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
	const { browser, ...set } = await setStage(say);
	try {
		const checks = new Checks(screenshots(set.editor.page));
		const stage = { ...set, checks };
		await checks.run('The owner signs in', async () => await stage.editor.signIn());
		await credentialScenario(stage);
		await customerScenario(stage);
		await exampleScenario(stage);
		await previewScenario(stage);
		await triggerScenario(stage);
		await formsScenario(stage);
		return checks.finish();
	} finally {
		await browser.close();
	}
}

main()
	.then((right) => {
		process.exitCode = right ? 0 : 1;
	})
	.catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 1;
	})
	.finally(() => void stopAll());
