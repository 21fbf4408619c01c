import assert from 'node:assert/strict';

import { fillIn } from '../editFields';
import { monthOf } from '../expectedReport';
import { checkReport, MONTHS, prepareBooks } from '../reportChecks';
import type { Scenario } from '../scenario';

/** Each file takes some seconds, and each type needs one for every half-year; milliseconds. */
const PATIENCE_MS = 180_000;

export const scenario: Scenario = {
	name: 'monthly-report-from-exports',
	workflow: 'monthly-revenue-and-churn-from-exports.json',
	account: { customers: 300 },
	async run({ account, check, importWorkflow }) {
		const assignment = await prepareBooks(account);
		const { timeZone, books } = assignment;
		const firstStart = Math.min(...books.subscriptions.map(({ start_date }) => start_date));
		const firstMonth = monthOf(firstStart, 'UTC');
		const settings = { timeZone, months: MONTHS, firstMonth };
		const parameters = await fillIn(this.workflow, 'Settings', settings);
		await account.clearJournal();
		const workflow = await importWorkflow({ parameters });
		const execution = await workflow.run('Run it now', PATIENCE_MS);
		await checkReport(check, execution, assignment);
		await check('Each export was requested and fetched once, nothing was listed', async () => {
			const journal = await account.journal();
			const halfYears = execution.output('Each half-year').length;
			const requested = journal.filter(({ method }) => method === 'POST');
			assert.equal(requested.length, 3 * halfYears);
			const others = journal.filter(({ path }) => !path.includes('/exports'));
			assert.deepEqual(others, []);
		});
	},
};
