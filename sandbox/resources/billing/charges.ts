import { type Answer, brokenRule, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found } from '../../api/rules';
import type { Charge, Customer, Invoice } from '../../model/records';
import { BLANK_CHARGE, chargeFor, chargeMetadata } from './billing';
import { customerOf, named } from '../../api/lookups';
import { checkCurrency } from './money';

/** Body of create, as the contract has it; the amount in minor units. */
interface ChargeBody {
	customer_id?: number;
	customer_old_provider_id?: string;
	amount: number;
	reference: string;
	currency: string;
	payment_category?: string;
	invoice_id?: number;
	invoice_old_provider_id?: string;
}

/** How a charge is answered. Metadata that is Pelcro's own is not shown. */
export function chargeView({ metadata, ...charge }: Charge) {
	const own = Object.entries(metadata).filter(([key]) => !key.startsWith('pelcro'));
	return { ...charge, metadata: Object.fromEntries(own) };
}

function checkCharge(body: ChargeBody, customer: Customer, invoice: Invoice | undefined): void {
	const checks = new FieldChecks();
	checkCurrency(checks, body.currency, customer);
	const field = body.invoice_id === undefined ? 'invoice_old_provider_id' : 'invoice_id';
	const fits =
		invoice === undefined ||
		(invoice.user_id === customer.id && invoice.currency === body.currency.toLowerCase());
	checks.expect(fits, field, 'The selected invoice is invalid.');
	checks.finish();
	if (invoice === undefined) return;
	if (!['open', 'past_due', 'paid'].includes(invoice.status) || invoice.charge_id !== null) {
		throw brokenRule(`The invoice is ${invoice.status} and takes no payment.`);
	}
	const due = invoice.status === 'paid' ? invoice.total : invoice.amount_remaining;
	if (body.amount !== due) throw brokenRule('The amount must equal that of the invoice.');
}

/** An offline payment: of an invoice, or else credited to the customer's balance. */
function createOffline(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<ChargeBody>(call);
	const customer = customerOf(data, {
		id: body.customer_id,
		idField: 'customer_id',
		oldId: body.customer_old_provider_id,
	});
	const invoice = named(data.invoices, {
		id: body.invoice_id,
		idField: 'invoice_id',
		oldId: body.invoice_old_provider_id,
	});
	checkCharge(body, customer, invoice);
	const currency = body.currency.toLowerCase();
	const details = {
		user_id: customer.id,
		amount: body.amount,
		currency,
		offline: true,
		reference: body.reference,
		payment_category: body.payment_category ?? null,
		description: null,
		created: now,
		created_at: now,
	};
	data.customers.update(customer, { currency });
	if (invoice) return single(chargeView(chargeFor(data, invoice, details)));
	data.customers.update(customer, { balance: customer.balance - body.amount });
	const charge = data.charges.insert({
		...BLANK_CHARGE,
		...details,
		invoice_id: null,
		metadata: chargeMetadata(customer.id, null),
	});
	return single(chargeView(charge));
}

export const charges: Operations = {
	list: (call) => listed(call, call.data.charges, { view: chargeView }),
	get: (call) => single(chargeView(found(call.data.charges, idOf(call), 'Charge'))),
	'create-offline': createOffline,
};
