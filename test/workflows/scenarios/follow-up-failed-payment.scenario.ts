import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import { pause } from '../../trigger/real/eventCollector';
import type { Execution } from '../execution';
import type { ImportedWorkflow } from '../importedWorkflow';
import { MailService } from '../services/mailService';
import type { Scenario } from '../scenario';

/** In place of three days. */
const WAIT_SECONDS = 10;

/** Time in which an execution that must not be would have come about, milliseconds. */
const QUIET_MS = 1_500;

interface Invoice {
	id: number;
	user_id: number;
	status: string;
	metadata: Record<string, string>;
}

interface Customer {
	id: number;
	email: string;
	metadata: Record<string, string>;
}

/** An invoice that is open, and who has to pay it. */
interface Debt {
	invoice: number;
	customer: Customer;
}

export const scenario: Scenario = {
	name: 'follow-up-failed-payment',
	workflow: 'follow-up-failed-payment.json',
	async run({ account, check, importWorkflow, afterwards }) {
		const mail = await MailService.start();
		afterwards(() => mail.stop());
		const workflow = await importWorkflow({
			parameters: {
				'Send the first reminder': { url: mail.url },
				'Send the last reminder': { url: mail.url },
				'Wait three days': { amount: WAIT_SECONDS, unit: 'seconds' },
			},
		});
		const [pays, doesNot, isLetOff] = await makeDebts(account);
		await workflow.activate();
		afterwards(async () => await workflow.deactivate());

		await check('A failed payment is followed by one reminder, noted on the invoice', async () => {
			for (const { invoice } of [pays, doesNot, isLetOff]) await failPayment(account, invoice);
			for (const { customer, invoice } of [pays, doesNot, isLetOff]) {
				const { text } = await mail.waitFor(customer.email);
				assert.match(text, new RegExp(`invoice ${invoice} did not go through`));
			}
			await noted(account, pays.invoice, 'first reminder');
			await noted(account, doesNot.invoice, 'first reminder');
			await noted(account, isLetOff.invoice, 'first reminder');
		});
		await check('A further failure of the same invoice sends nothing', async () => {
			await failPayment(account, doesNot.invoice);
			await pause(QUIET_MS);
			assert.equal(mail.sent.length, 3);
		});
		await change(account, `/invoices/${pays.invoice}/pay_offline`, { reference: 'CHEQUE-7' });
		await change(account, `/invoices/${isLetOff.invoice}/void`);
		// four failures, and the payment
		const executions = await allExecutions(workflow, 5);

		await check('Who has paid meanwhile gets no further mail', async () => {
			assert.equal((await invoiceOf(account, pays.invoice)).metadata.dunning, 'paid');
			assert.equal(mail.to(pays.customer.email).length, 1);
		});
		await check('Who has not paid gets a last reminder, and is marked', async () => {
			const [, last] = mail.to(doesNot.customer.email);
			assert.match(last?.text ?? '', new RegExp(`invoice ${doesNot.invoice} is still open`));
			const { metadata } = await invoiceOf(account, doesNot.invoice);
			assert.equal(metadata.dunning, 'last reminder');
			const [marked, ...others] = recordsOf<Customer>(
				await account.state('customers'),
				'customers',
			).filter((customer) => 'payment_problem_since' in customer.metadata);
			assert.equal(marked?.id, doesNot.customer.id);
			assert.deepEqual(others, []);
		});
		await check('Whose invoice was voided gets no further mail', () => {
			assert.equal(mail.to(isLetOff.customer.email).length, 1);
			assert.equal(mail.sent.length, 4);
		});
		await check('Who pays after all loses the mark, and gets no mail', async () => {
			await change(account, `/invoices/${doesNot.invoice}/pay_offline`, { reference: 'CHEQUE-8' });
			executions.push(await workflow.nextExecution());
			const answer = await account
				.api()
				.get<{ data: Customer }>(`/customers/${doesNot.customer.id}`);
			assert.equal('payment_problem_since' in answer.data.data.metadata, false);
			assert.equal((await invoiceOf(account, doesNot.invoice)).metadata.dunning, 'paid');
			assert.equal(mail.sent.length, 4);
		});
		await check('No execution has failed', () => {
			for (const execution of executions) execution.assertSuccess();
		});
	},
};

/** Three customers with an open invoice each. */
async function makeDebts(account: SandboxAccount): Promise<[Debt, Debt, Debt]> {
	const [plan] = recordsOf<{ id: number }>(await account.state('plans'), 'plans');
	assert.ok(plan);
	const make = async (name: string): Promise<Debt> => {
		const api = account.api();
		const made = await api.post<{ data: Customer }>('/customers', {
			email: `${name}@example.com`,
			first_name: name,
		});
		const customer = made.data.data;
		await api.post('/subscriptions', {
			user_id: customer.id,
			plan_id: plan.id,
			quantity: 1,
			collection_method: 'send_invoice',
		});
		const invoices = recordsOf<Invoice>(await account.state('invoices'), 'invoices');
		const invoice = invoices.find(({ user_id }) => user_id === customer.id);
		assert.equal(invoice?.status, 'open');
		return { invoice: invoice.id, customer };
	};
	return [await make('pays'), await make('doesnot'), await make('letoff')];
}

/** What somebody else does in Pelcro. */
async function change(account: SandboxAccount, path: string, body?: object): Promise<void> {
	const { status, data } = await account.api().post<unknown>(path, body);
	assert.equal(status, 200, JSON.stringify(data));
}

async function failPayment(account: SandboxAccount, invoice: number): Promise<void> {
	await account.emitEvent({ type: 'invoice.payment_failed', id: invoice });
}

async function invoiceOf(account: SandboxAccount, id: number): Promise<Invoice> {
	return (await account.api().get<{ data: Invoice }>(`/invoices/${id}`)).data.data;
}

async function noted(account: SandboxAccount, id: number, dunning: string): Promise<void> {
	for (let tries = 0; tries < 200; tries += 1) {
		if ((await invoiceOf(account, id)).metadata.dunning === dunning) return;
		await pause(50);
	}
	throw new Error(`Invoice ${id} is not marked '${dunning}'`);
}

async function allExecutions(workflow: ImportedWorkflow, count: number): Promise<Execution[]> {
	const executions: Execution[] = [];
	while (executions.length < count) executions.push(await workflow.nextExecution());
	return executions;
}
