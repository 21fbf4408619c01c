import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import { MailServer } from '../services/mailServer';
import type { Scenario } from '../scenario';

const SENDER = 'office@harbour-gazette.example';

export const scenario: Scenario = {
	name: 'failed-payment-reminder',
	workflow: 'failed-payment-reminder.json',
	async run({ account, check, importWorkflow, addCredential, afterwards }) {
		const mailServer = await MailServer.start();
		afterwards(() => mailServer.stop());
		const smtp = await addCredential('smtp', mailServer.access);
		const workflow = await importWorkflow({
			credentials: { 'n8n-nodes-base.emailSend': smtp },
			parameters: { 'Send the reminder': { fromEmail: SENDER } },
			switchOn: ['Send the reminder'],
		});
		await workflow.activate();
		afterwards(async () => await workflow.deactivate());

		await check('A failed payment sends an email to the customer', async () => {
			const state = await account.state('invoices');
			const [invoice] = recordsOf<{ id: number; user_id: number }>(state, 'invoices');
			assert.ok(invoice);
			await account.emitEvent({ type: 'invoice.payment_failed', id: invoice.id });
			const mail = await mailServer.firstMail();
			const answer = await account
				.api()
				.get<{ data: { email: string } }>(`/customers/${invoice.user_id}`);
			assert.match(mail, new RegExp(`^To: ${answer.data.data.email}\r$`, 'm'));
			assert.match(mail, new RegExp(`^From: ${SENDER}\r$`, 'm'));
			assert.match(mail, new RegExp(`your invoice ${invoice.id} did not go through`));
			(await workflow.nextExecution()).assertSuccess();
		});
	},
};
