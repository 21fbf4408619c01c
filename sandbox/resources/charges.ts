import { type Answer, brokenRule, single } from '../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../api/call';
import { listed } from '../api/listing';
import { found } from '../api/rules';
import { chargeFor } from './billing';
import { customerOf, named } from './lookups';

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
	if (invoice) {
		if (body.amount !== invoice.total) {
			throw brokenRule('The amount must equal the total of the invoice.');
		}
		return single(chargeFor(data, invoice, details));
	}
	data.customers.update(customer, { balance: customer.balance - body.amount });
	const charge = data.charges.insert({
		...details,
		invoice_id: null,
		amount_refunded: 0,
		status: 'succeeded',
		paid: true,
		disputed: false,
		failure_code: null,
		failure_message: null,
		metadata: {},
	});
	return single(charge);
}

export const charges: Operations = {
	list: (call) => listed(call, call.data.charges),
	get: (call) => single(found(call.data.charges, idOf(call), 'Charge')),
	'create-offline': createOffline,
};
