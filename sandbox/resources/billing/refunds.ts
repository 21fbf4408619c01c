import { type Answer, FieldChecks, single } from '../../api/answers';
import { type Call, expansions, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { BACKGROUND_JOB_MS } from '../../model/guesses';
import type { Refund } from '../../model/records';

/** `all`, or ids by comma. */
const WHICH = /^(all|\d+(\s*,\s*\d+)*)$/;

function refundView(refund: Refund, call: Call, withCharge: boolean) {
	const { cancel_at_ms: cancelAt, charge, ...shown } = refund;
	const canceled = cancelAt !== null && call.nowMs >= cancelAt;
	return {
		...shown,
		charge: withCharge && charge !== null ? (call.data.charges.get(charge) ?? null) : charge,
		...(canceled && { status: 'canceled', updated_at: Math.floor(cancelAt / 1000) }),
	};
}

/** Only refunds that wait are cancelled, a moment later; the others are passed over. */
function cancel(call: Call): Answer {
	const which = String(call.body.refunds);
	const checks = new FieldChecks();
	checks.expect(WHICH.test(which), 'refunds', 'The refunds field format is invalid.');
	checks.finish();
	const ids = new Set(which.split(',').map(Number));
	for (const refund of call.data.refunds.records) {
		const named = which === 'all' || ids.has(refund.id);
		if (named && refund.status === 'to_issue') {
			refund.cancel_at_ms ??= call.nowMs + BACKGROUND_JOB_MS;
		}
	}
	return single({ message: 'The refunds will be cancelled.' });
}

export const refunds: Operations = {
	list: (call) => {
		const withCharge = expansions(call).has('charge');
		return listed(call, call.data.refunds, {
			view: (refund) => refundView(refund, call, withCharge),
		});
	},
	cancel,
};
