import { FieldChecks } from '../api/answers';
import { plainOperations } from './plain';

export const newsletters = plainOperations({
	what: 'Newsletter subscriber',
	in: (data) => data.newsletters,
	defaults: (call) => ({ site_id: call.siteId, first_name: null, last_name: null }),
	wanted: (call) => {
		const { email } = call.query;
		return (one) => email === undefined || one.email === email;
	},
	check: ({ data, body, siteId }, current) => {
		const checks = new FieldChecks();
		const taken = data.newsletters.records.some(
			(one) => one.id !== current?.id && one.site_id === siteId && one.email === body.email,
		);
		checks.expect(!taken, 'email', 'The email has already been taken.');
		checks.finish();
	},
});
