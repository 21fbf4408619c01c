import { fillIn } from '../editFields';
import { checkReport, MONTHS, prepareBooks } from '../reportChecks';
import type { Scenario } from '../scenario';

export const scenario: Scenario = {
	name: 'monthly-report',
	workflow: 'monthly-revenue-and-churn.json',
	account: { customers: 300 },
	async run({ account, check, importWorkflow }) {
		const assignment = await prepareBooks(account);
		const settings = { timeZone: assignment.timeZone, months: MONTHS };
		const parameters = await fillIn(this.workflow, 'Settings', settings);
		const workflow = await importWorkflow({ parameters });
		await checkReport(check, await workflow.run('Run it now'), assignment);
	},
};
