import { single } from '../api/answers';
import { expansions, type Operations } from '../api/call';
import { listed } from '../api/listing';

export const refunds: Operations = {
	list: (call) => {
		const expanded = expansions(call).has('charge');
		return listed(call, call.data.refunds, {
			view: (refund) => ({
				...refund,
				charge: expanded ? call.data.charges.get(Number(refund.charge)) : refund.charge,
			}),
		});
	},
	/** Only refunds that wait are cancelled; the others are passed over. */
	cancel: (call) => {
		const wanted = String(call.body.refunds).split(',');
		for (const refund of call.data.refunds.records) {
			const named = wanted.includes('all') || wanted.includes(String(refund.id));
			if (named && refund.status === 'to_issue') refund.status = 'canceled';
		}
		return single({ message: 'The refunds will be cancelled.' });
	},
};
