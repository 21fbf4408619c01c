import { FieldChecks, Refusal, single } from '../api/answers';
import type { Operations } from '../api/call';
import type { PlainRecord } from '../store/records';
import { plainOperations } from './plain';

const SEARCHED = ['first_name', 'last_name', 'email', 'phone'];

function mentions(vendor: PlainRecord, text: unknown): boolean {
	const wanted = String(text ?? '').toLowerCase();
	return SEARCHED.some((name) =>
		String(vendor[name] ?? '')
			.toLowerCase()
			.includes(wanted),
	);
}

export const vendors: Operations = {
	...plainOperations({
		what: 'Vendor',
		in: (data) => data.vendors,
		defaults: () => ({ phone: null, bills_count: 0, total_billed: 0, payout_ready: false }),
		wanted: (call) => (vendor) => mentions(vendor, call.query.search),
		check: ({ data, body }, current) => {
			const checks = new FieldChecks();
			const taken = data.vendors.records.some(
				(one) => one.id !== current?.id && one.email === body.email,
			);
			checks.expect(!taken, 'email', 'The email has already been taken.');
			checks.finish();
		},
	}),
	export: ({ data, query }) => {
		if (!data.vendors.records.some((vendor) => mentions(vendor, query.search))) {
			throw new Refusal({ status: 422, body: { message: 'No vendor matches.' } });
		}
		return single({ message: 'The export was requested.' });
	},
};
