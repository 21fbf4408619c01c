import { type Answer, brokenRule, deleted, FieldChecks, Refusal, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, mergedMetadata, sent } from '../../api/rules';
import type { Bill, BillLine } from '../../model/records';
import { endOfDay } from '../subscriptions/subscription-life';

/** Body of create and update, as the contract has it; prices in minor units. */
export interface BillBody {
	vendor_id?: number;
	line_items?: Pick<BillLine, 'description' | 'quantity' | 'unit_price'>[];
	/** YYYY-MM-DD */
	period_start?: string;
	period_end?: string;
	purchase_order?: string;
	footer?: string;
	description?: string;
	currency?: string;
	metadata?: Record<string, unknown>;
}

const dayStart = (date: string) => Date.parse(date) / 1000;

/** Lines with their amounts, and the sums that follow; nothing is paid yet. */
function amountsOf(items: NonNullable<BillBody['line_items']>) {
	const lines = items.map((item, index) => ({
		id: index + 1,
		...item,
		amount: Math.round(item.quantity * item.unit_price),
	}));
	const total = lines.reduce((sum, { amount }) => sum + amount, 0);
	return {
		line_items: lines,
		subtotal: total,
		total,
		amount_due: total,
		amount_paid: 0,
		amount_remaining: total,
	};
}

function changesOf(body: BillBody): Partial<Bill> {
	const { vendor_id: vendorId, line_items: items, currency } = body;
	return {
		...sent(body, ['purchase_order', 'footer', 'description']),
		...(vendorId !== undefined && { user_id: vendorId }),
		...(items && amountsOf(items)),
		...(currency !== undefined && { currency: currency.toLowerCase() }),
		...(body.period_start !== undefined && { period_start: dayStart(body.period_start) }),
		...(body.period_end !== undefined && { period_end: dayStart(body.period_end) }),
	};
}

function checkBill({ data }: Call, body: BillBody): void {
	const { vendor_id: vendorId, period_start: start, period_end: end } = body;
	const checks = new FieldChecks();
	const known = vendorId === undefined || data.vendors.get(vendorId) !== undefined;
	checks.expect(known, 'vendor_id', 'The selected vendor id is invalid.');
	const inOrder = start === undefined || end === undefined || end >= start;
	const message = 'The period end must be a date after or equal to period start.';
	checks.expect(inOrder, 'period_end', message);
	checks.finish();
}

const billOf = (call: Call) => found(call.data.bills, idOf(call), 'Bill');

/** A bill answers its vendor under both names that the reference has. */
export const billView = (bill: Bill) => ({ ...bill, vendor_id: bill.user_id });

/** Finds the bill of the path, which must be a draft still. */
function draftOf(call: Call): Bill {
	const bill = billOf(call);
	if (bill.status !== 'draft') throw brokenRule('Only draft bills can be changed.');
	return bill;
}

/** A draft as its body has it. */
export function newBill(
	body: BillBody & { vendor_id: number },
	place: { count: number; siteId: number; now: number },
): Omit<Bill, 'id'> {
	return {
		site_id: place.siteId,
		user_id: body.vendor_id,
		number: `BILL-${String(place.count + 1).padStart(3, '0')}`,
		status: 'draft',
		currency: 'usd',
		description: null,
		footer: null,
		purchase_order: null,
		...amountsOf([]),
		paid: false,
		period_start: null,
		period_end: null,
		finalized_at: null,
		paid_at: null,
		voided_at: null,
		...changesOf(body),
		metadata: mergedMetadata({}, body.metadata),
		created: place.now,
		created_at: place.now,
		updated_at: place.now,
	};
}

function create(call: Call): Answer {
	const { data, siteId, now } = call;
	const body = bodyOf<BillBody & { vendor_id: number }>(call);
	checkBill(call, body);
	const { size, removedIds } = data.bills;
	const place = { count: size + removedIds.length, siteId, now };
	return single(billView(data.bills.insert(newBill(body, place))));
}

/** Lines replace all that were there. */
function update(call: Call): Answer {
	const bill = draftOf(call);
	const body = bodyOf<BillBody>(call);
	checkBill(call, body);
	const metadata = mergedMetadata(bill.metadata, body.metadata);
	call.data.bills.update(bill, { ...changesOf(body), metadata, updated_at: call.now });
	return single(billView(bill));
}

function finalize(call: Call): Answer {
	const changes = { status: 'open', finalized_at: call.now, updated_at: call.now } as const;
	return single(billView(call.data.bills.update(draftOf(call), changes)));
}

/** What a paid bill has otherwise than an open one. */
export function paidBill({ total }: Bill, now: number): Partial<Bill> {
	return {
		status: 'paid',
		paid: true,
		paid_at: now,
		amount_paid: total,
		amount_remaining: 0,
		updated_at: now,
	};
}

function markAsPaid(call: Call): Answer {
	const bill = billOf(call);
	if (bill.status !== 'open') throw brokenRule('Only open bills can be marked as paid.');
	return single(billView(call.data.bills.update(bill, paidBill(bill, call.now))));
}

function exportBills({ data, query }: Call): Answer {
	const from = query.date_from === undefined ? -Infinity : dayStart(String(query.date_from));
	const to = query.date_to === undefined ? Infinity : endOfDay(dayStart(String(query.date_to)));
	const found = data.bills.records.some(({ created_at: at }) => at >= from && at <= to);
	if (!found) throw new Refusal({ status: 422, body: { message: 'No bill matches.' } });
	return single({ message: 'The export will be sent by e-mail.' });
}

function wanted({ query }: Call) {
	const { vendor_id: vendorId, status, total_min: least, total_max: most } = query;
	return (bill: Bill) =>
		(vendorId === undefined || bill.user_id === vendorId) &&
		(status === undefined || bill.status === status) &&
		bill.total >= Number(least ?? -Infinity) &&
		bill.total <= Number(most ?? Infinity);
}

export const bills: Operations = {
	list: (call) => listed(call, call.data.bills, { view: billView, wanted: wanted(call) }),
	get: (call) => single(billView(billOf(call))),
	create,
	update,
	delete: (call) => {
		call.data.bills.remove(draftOf(call));
		return deleted();
	},
	finalize,
	'mark-as-paid': markAsPaid,
	export: exportBills,
};
