import { type Answer, brokenRule, file, notFound } from '../../api/answers';
import type { Call, Operations } from '../../api/call';
import { csvFile } from '../../api/csv';

const COLUMNS = ['email', 'customer_id', 'status', 'delivered_at'];

function runReport({ data, params }: Call): Answer {
	const run = data.campaign_runs.get(Number(params.campaign_run_id));
	if (run === undefined || run.campaign_id !== Number(params.campaign_id)) {
		throw notFound('CampaignRun', String(params.campaign_run_id));
	}
	if (run.report === null) throw brokenRule('There is no report file for this campaign run.');
	return file(csvFile(COLUMNS, run.report));
}

export const campaigns: Operations = { 'run-report': runReport };
