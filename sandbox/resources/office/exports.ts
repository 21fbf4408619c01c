import { randomUUID } from 'node:crypto';
import {
	type Answer,
	brokenRule,
	FieldChecks,
	file,
	notFound,
	Refusal,
	single,
} from '../../api/answers';
import { bodyOf, type Call, type Operations } from '../../api/call';
import { EXPORT_USER_ID, NO_ENTERPRISE, SANDBOX_ACCOUNT_ID } from '../../model/guesses';
import type { ExportJob, ExportOrder } from '../../model/records';
import { EXPORT_TYPES, exportFile } from './export-files';
import { periodEnd } from '../subscriptions/subscription-life';

const MOST_MONTHS = 6;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Exports are for enterprise accounts; the pages of the reference give different statuses. */
function forEnterprise({ settings }: Call, endpoint: keyof typeof NO_ENTERPRISE): void {
	if (settings.enterprise) return;
	const message = 'Exports are available to enterprise accounts only.';
	throw new Refusal({ status: NO_ENTERPRISE[endpoint], body: { message } });
}

function checkRange(checks: FieldChecks, { date_from: from, date_to: to }: ExportOrder): void {
	checks.expect(from !== undefined, 'date_from', 'The date from field is required.');
	checks.expect(to !== undefined, 'date_to', 'The date to field is required.');
	if (from === undefined || to === undefined) return;
	checks.expect(to >= from, 'date_to', 'The date to must be a date after or equal to date from.');
	checks.expect(
		to <= periodEnd(from, 'month', MOST_MONTHS),
		'date_to',
		`The range must not be longer than ${MOST_MONTHS} months.`,
	);
}

function checkAccounting(checks: FieldChecks, { month, currency }: ExportOrder): void {
	checks.expect(month !== undefined, 'month', 'The month field is required.');
	checks.expect(currency !== undefined, 'currency', 'The currency field is required.');
	const isMonth = month === undefined || MONTH.test(month);
	checks.expect(isMonth, 'month', 'The month does not match the format Y-m.');
	const isLower = currency === undefined || currency === currency.toLowerCase();
	checks.expect(isLower, 'currency', 'The currency must be lowercase.');
}

const isReady = (job: ExportJob, { nowMs }: Pick<Call, 'nowMs'>) => nowMs >= job.ready_at_ms;

/** How a job is answered: with the moments that have come. It starts half-way between request and file. */
export function jobView(job: ExportJob, call: Pick<Call, 'nowMs'>) {
	const { uuid, object, created_at, user_id, account_id } = job;
	const ready = isReady(job, call);
	const finished = ready ? Math.floor(job.ready_at_ms / 1000) : null;
	const begun = call.nowMs >= job.starts_at_ms;
	const started = begun ? Math.floor(job.starts_at_ms / 1000) : null;
	return {
		uuid,
		object,
		account_id,
		user_id,
		created_at,
		started_at: started,
		finished_at: finished,
		failed_reason: ready ? job.failed_reason : null,
		updated_at: finished ?? started ?? created_at,
	};
}

function request(call: Call): Answer {
	forEnterprise(call, 'request');
	const { data, now, nowMs, settings } = call;
	const order = bodyOf<ExportOrder>(call);
	const checks = new FieldChecks();
	if (order.object === 'accounting') checkAccounting(checks, order);
	else checkRange(checks, order);
	checks.finish();
	const running = data.exports.records.some(
		(job) => job.object === order.object && !isReady(job, call),
	);
	if (running) throw brokenRule(`An export of ${order.object} is already in progress.`);
	const job = data.exports.insert({
		uuid: randomUUID(),
		object: order.object,
		account_id: SANDBOX_ACCOUNT_ID,
		user_id: EXPORT_USER_ID,
		order,
		starts_at_ms: nowMs + settings.exportDelayMs / 2,
		ready_at_ms: nowMs + settings.exportDelayMs,
		downloaded: false,
		failed_reason: settings.exportFailure,
		created_at: now,
	});
	return single({ uuid: job.uuid });
}

/** Every file can be fetched once: it is gone as soon as it was sent, whether it arrived or not. */
function download(call: Call): Answer {
	forEnterprise(call, 'download');
	const job = call.data.exports.records.find(({ uuid }) => uuid === call.params.uuid);
	if (job === undefined) throw notFound('Export');
	if (!isReady(job, call) || job.failed_reason !== null) throw notFound('ExportFile');
	if (job.downloaded) throw brokenRule('The export file was already downloaded or has expired.');
	call.data.exports.update(job, { downloaded: true });
	return file(exportFile(call.data, job.order));
}

export const exportFiles: Operations = {
	'list-types': (call) => {
		forEnterprise(call, 'list');
		const jobs = call.data.exports.records.map((job) => jobView(job, call));
		return { status: 200, body: { data: jobs, types: EXPORT_TYPES, status: 'success' } };
	},
	request,
	download,
};
