import { type Answer, brokenRule, FieldChecks, Refusal, single } from '../api/answers';
import { type Call, idOf, type Operations } from '../api/call';
import { found } from '../api/rules';
import type { PlainRecord } from '../store/records';
import { plainOperations } from './plain';

interface BillLine {
	quantity: number;
	unit_price: number;
}

function totalOf(lines: unknown): number {
	return ((lines ?? []) as BillLine[]).reduce((sum, one) => sum + one.quantity * one.unit_price, 0);
}

function draftOnly(bill: PlainRecord): void {
	if (bill.status !== 'draft') throw brokenRule('Only draft bills can be changed.');
}

const basics = plainOperations({
	what: 'Bill',
	in: (data) => data.bills,
	defaults: (call) => ({
		status: 'draft',
		number: `BILL-${call.data.bills.size + 1}`,
		user_id: call.body.vendor_id,
		paid: false,
		paid_at: null,
		finalized_at: null,
		total: totalOf(call.body.line_items),
		metadata: {},
	}),
	check: ({ data, body }, current) => {
		if (current) draftOnly(current);
		const { vendor_id: vendorId, period_start: start, period_end: end } = body;
		const checks = new FieldChecks();
		checks.expect(
			vendorId === undefined || data.vendors.get(Number(vendorId)) !== undefined,
			'vendor_id',
			'The selected vendor id is invalid.',
		);
		checks.expect(
			start === undefined || end === undefined || String(end) >= String(start),
			'period_end',
			'The period end must be a date after or equal to period start.',
		);
		checks.finish();
	},
	wanted:
		({ query }) =>
		(bill) => {
			const { vendor_id: vendorId, status, total_min: least, total_max: most } = query;
			return (
				(vendorId === undefined || bill.vendor_id === vendorId) &&
				(status === undefined || bill.status === status) &&
				Number(bill.total) >= Number(least ?? -Infinity) &&
				Number(bill.total) <= Number(most ?? Infinity)
			);
		},
});

function update(call: Call): Answer {
	const answer = basics.update(call);
	const bill = found(call.data.bills, idOf(call), 'Bill');
	bill.total = totalOf(bill.line_items);
	return answer;
}

function finalize(call: Call): Answer {
	const bill = found(call.data.bills, idOf(call), 'Bill');
	draftOnly(bill);
	return single(Object.assign(bill, { status: 'open', finalized_at: call.now }));
}

function markAsPaid(call: Call): Answer {
	const bill = found(call.data.bills, idOf(call), 'Bill');
	if (bill.status !== 'open') throw brokenRule('Only open bills can be marked as paid.');
	return single(Object.assign(bill, { status: 'paid', paid: true, paid_at: call.now }));
}

function remove(call: Call): Answer {
	draftOnly(found(call.data.bills, idOf(call), 'Bill'));
	return basics.delete(call);
}

export const bills: Operations = {
	...basics,
	update,
	delete: remove,
	finalize,
	'mark-as-paid': markAsPaid,
	export: ({ data }) => {
		if (data.bills.size === 0) {
			throw new Refusal({ status: 422, body: { message: 'No bill matches.' } });
		}
		return single({ message: 'The export was requested.' });
	},
};
