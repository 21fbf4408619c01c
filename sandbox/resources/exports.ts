import { randomUUID } from 'node:crypto';
import { brokenRule, FieldChecks, notFound, single } from '../api/answers';
import type { Operations } from '../api/call';

const LONGEST_RANGE = 184 * 86_400;

export const exportFiles: Operations = {
	'list-types': ({ data }) => single(data.exports.records),
	request: ({ data, body, now }) => {
		const { object, date_from: from, date_to: to, month, currency } = body;
		const checks = new FieldChecks();
		const accounting = object === 'accounting';
		const needed = accounting ? { month, currency } : { date_from: from, date_to: to };
		for (const [field, value] of Object.entries(needed)) {
			const name = field.replace(/_/g, ' ');
			checks.expect(value !== undefined, field, `The ${name} field is required.`);
		}
		checks.expect(
			accounting || !(Number(to) - Number(from) > LONGEST_RANGE),
			'date_to',
			'The range must not be longer than 6 months.',
		);
		checks.finish();
		const uuid = randomUUID();
		const times = { created_at: now, started_at: now, finished_at: now, updated_at: now };
		data.exports.insert({ uuid, object, downloaded: false, failed_reason: null, ...times });
		return single({ uuid });
	},
	/** Every file can be fetched once. */
	download: ({ data, params }) => {
		const made = data.exports.records.find(({ uuid }) => uuid === params.uuid);
		if (made === undefined) throw notFound('Export');
		if (made.downloaded === true) throw brokenRule('The export was already downloaded.');
		made.downloaded = true;
		return { status: 200, body: 'id\n', contentType: 'application/force-download' };
	},
};
