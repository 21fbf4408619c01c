import { type Answer, brokenRule, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, mergedMetadata, sent } from '../../api/rules';
import type { Customer, Invoice, Subscription } from '../../model/records';
import { BLANK_INVOICE, chargeFor, invoiceLine } from './billing';
import { customerOf, named } from '../../api/lookups';
import { checkCurrency } from './money';

interface LineItem {
	unit_price: number;
	quantity: number;
	description?: string;
	tax_name?: string;
	tax_rate?: number;
}

/** Body of create, as the contract has it; amounts in minor units, times in Unix seconds or ISO 8601. */
interface InvoiceBody {
	currency: string;
	line_items?: LineItem[];
	total?: number;
	customer_id?: number;
	customer_old_provider_id?: string;
	subscription_id?: number;
	subscription_old_provider_id?: string;
	period_start?: number | string;
	period_end?: number | string;
	due_date?: number | string;
	status?: Invoice['status'];
	billing_reason?: string;
}

const seconds = (time: number | string | undefined): number | undefined =>
	typeof time === 'string' ? Math.floor(Date.parse(time) / 1000) : time;

function checkInvoice(
	body: InvoiceBody,
	customer: Customer,
	subscription: Subscription | undefined,
): void {
	const checks = new FieldChecks();
	checkCurrency(checks, body.currency, customer);
	checks.expect(
		subscription === undefined || subscription.user_id === customer.id,
		body.subscription_id === undefined ? 'subscription_old_provider_id' : 'subscription_id',
		'The selected subscription is invalid.',
	);
	const start = seconds(body.period_start) ?? -Infinity;
	for (const field of ['period_end', 'due_date'] as const) {
		checks.expect(
			(seconds(body[field]) ?? Infinity) >= start,
			field,
			`The ${field.replace('_', ' ')} must be a date after or equal to period start.`,
		);
	}
	for (const [index, { tax_name: name, tax_rate: rate }] of (body.line_items ?? []).entries()) {
		checks.expect(
			(name === undefined) === (rate === undefined),
			`line_items.${index}.tax_rate`,
			'The tax name and tax rate fields must be sent together.',
		);
	}
	checks.finish();
}

const lineAmount = ({ unit_price: price, quantity, tax_rate: rate = 0 }: LineItem) =>
	Math.round(price * quantity * (1 + rate / 100));

function create(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<InvoiceBody>(call);
	const customer = customerOf(data, {
		id: body.customer_id,
		idField: 'customer_id',
		oldId: body.customer_old_provider_id,
	});
	const subscription = named(data.subscriptions, {
		id: body.subscription_id,
		idField: 'subscription_id',
		oldId: body.subscription_old_provider_id,
	});
	checkInvoice(body, customer, subscription);
	const currency = body.currency.toLowerCase();
	const items = body.line_items ?? [];
	const total = body.total ?? items.reduce((sum, item) => sum + lineAmount(item), 0);
	const { status = 'open' } = body;
	const paid = status === 'paid' ? total : 0;
	const period = {
		start: seconds(body.period_start) ?? now,
		end: seconds(body.period_end) ?? now,
	};
	const invoice = data.invoices.insert({
		user_id: customer.id,
		subscription_id: subscription?.id ?? null,
		...BLANK_INVOICE,
		status,
		billing: 'send_invoice',
		billing_reason: body.billing_reason ?? 'manual',
		currency,
		subtotal: total,
		total,
		amount_due: total,
		amount_paid: paid,
		amount_remaining: total - paid,
		auto_advance: false,
		period_start: period.start,
		period_end: period.end,
		due_date: seconds(body.due_date) ?? null,
		finalized_at: status === 'draft' ? null : now,
		lines: {
			object: 'list',
			data: items.map((item) =>
				invoiceLine(data, now, {
					description: item.description ?? '',
					amount: lineAmount(item),
					currency,
					quantity: item.quantity,
					period,
					subscription: subscription?.id ?? null,
				}),
			),
		},
		metadata: {},
		created: now,
		created_at: now,
		updated_at: now,
	});
	return single(invoice);
}

const invoiceOf = (call: Call) => found(call.data.invoices, idOf(call), 'Invoice');

function update(call: Call): Answer {
	const invoice = invoiceOf(call);
	const body = bodyOf<{ metadata?: Record<string, unknown>; purchase_order?: string }>(call);
	call.data.invoices.update(invoice, {
		...sent(body, ['purchase_order']),
		metadata: mergedMetadata(invoice.metadata, body.metadata),
		updated_at: call.now,
	});
	return single(invoice);
}

function isPayable({ status }: Invoice): boolean {
	return status === 'open' || status === 'past_due';
}

function payOffline(call: Call): Answer {
	const invoice = invoiceOf(call);
	if (!isPayable(invoice)) throw brokenRule(`The invoice is ${invoice.status}.`);
	const subscription = call.data.subscriptions.get(invoice.subscription_id ?? 0);
	if (subscription?.status === 'canceled') {
		throw brokenRule('The subscription of the invoice was canceled.');
	}
	const body = bodyOf<{ reference: string; payment_category?: string }>(call);
	chargeFor(call.data, invoice, {
		offline: true,
		reference: body.reference,
		payment_category: body.payment_category ?? null,
		created: call.now,
		created_at: call.now,
	});
	return single(invoice);
}

/** Final. Drafts can be voided too. */
function makeVoid(call: Call): Answer {
	const invoice = invoiceOf(call);
	if (!isPayable(invoice) && invoice.status !== 'draft') {
		throw brokenRule(`The invoice is ${invoice.status}.`);
	}
	if (invoice.amount_paid > 0) throw brokenRule('A part-paid invoice cannot be voided.');
	return single(call.data.invoices.update(invoice, { status: 'void', updated_at: call.now }));
}

/** Final. */
function markUncollectible(call: Call): Answer {
	const invoice = invoiceOf(call);
	if (!isPayable(invoice)) throw brokenRule(`The invoice is ${invoice.status}.`);
	const changes = { status: 'uncollectible', updated_at: call.now } as const;
	return single(call.data.invoices.update(invoice, changes));
}

/** The balance is negative while the customer has credit. */
function applyBalance(call: Call): Answer {
	const { data, now } = call;
	const invoice = invoiceOf(call);
	const customer = found(data.customers, invoice.user_id, 'Customer');
	if (!isPayable(invoice)) throw brokenRule(`The invoice is ${invoice.status}.`);
	if (customer.balance >= 0) throw brokenRule('The customer has no credit balance.');
	const used = Math.min(-customer.balance, invoice.amount_remaining);
	data.customers.update(customer, { balance: customer.balance + used });
	const remaining = invoice.amount_remaining - used;
	data.invoices.update(invoice, {
		amount_due: remaining,
		amount_remaining: remaining,
		amount_paid: invoice.amount_paid + used,
		ending_balance: customer.balance,
		status: remaining === 0 ? 'paid' : invoice.status,
		updated_at: now,
	});
	return single(invoice);
}

export const invoices: Operations = {
	list: (call) => listed(call, call.data.invoices),
	get: (call) => single(invoiceOf(call)),
	create,
	update,
	'pay-offline': payOffline,
	void: makeVoid,
	'mark-uncollectible': markUncollectible,
	'apply-balance': applyBalance,
};
