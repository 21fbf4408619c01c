import { runAsProgram } from '../../demo/program';
import { Checks } from './stage/checks';
import { credentialScenario } from './scenarios/credential';
import { customerScenario } from './scenarios/customer';
import { exampleScenario } from './scenarios/exampleScenario';
import { formsScenario } from './forms/forms';
import { jobsScenario } from './jobs/jobsScenario';
import { previewScenario } from './scenarios/preview';
import { screenshots, setStage, type Stage } from './stage/stage';
import { triggerScenario } from './scenarios/trigger';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Each can be played alone: `npm run test:e2e -- jobs`; so can some of the jobs: `-- jobs csv refund`. */
const SCENARIOS: Record<string, (stage: Stage, wanted: readonly string[]) => Promise<void>> = {
	credential: credentialScenario,
	customer: customerScenario,
	previews: previewScenario,
	jobs: jobsScenario,
	example: exampleScenario,
	trigger: triggerScenario,
	forms: formsScenario,
};

async function main(wanted: readonly string[]): Promise<boolean> {
	const { browser, ...set } = await setStage(say);
	try {
		const checks = new Checks(screenshots(set.editor.page));
		const stage = { ...set, checks };
		await checks.run('The owner signs in', async () => await stage.editor.signIn());
		for (const [name, scenario] of Object.entries(SCENARIOS)) {
			if (wanted.length === 0 || wanted.includes(name)) await scenario(stage, wanted);
		}
		return checks.finish();
	} finally {
		await browser.close();
	}
}

runAsProgram(async () => await main(process.argv.slice(2)));
