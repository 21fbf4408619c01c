import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import { MailServer } from '../services/mailServer';
import type { Scenario } from '../scenario';

const SENDER = 'n8n@harbour-gazette.example';
const OFFICE = 'office@harbour-gazette.example';

/** Of quoted-printable: soft line breaks and the characters that are written as `=3D`. */
function readable(mail: string): string {
	return mail
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_match, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		);
}

export const scenario: Scenario = {
	name: 'check-the-account',
	workflow: 'check-the-account.json',
	async run({ account, check, importWorkflow, addCredential, afterwards }) {
		const mailServer = await MailServer.start();
		afterwards(() => mailServer.stop());
		const smtp = await addCredential('smtp', mailServer.access);
		const workflow = await importWorkflow({
			credentials: { 'n8n-nodes-base.emailSend': smtp },
			parameters: { 'Send the report': { fromEmail: SENDER, toEmail: OFFICE } },
			switchOn: ['Send the report'],
		});
		await account.addFaults({ kind: 'status', status: 403, match: { pathPattern: '/vendors$' } });

		await check('The report is mailed as one table with a row for each list', async () => {
			const execution = await workflow.run('Run it now');
			execution.assertSuccess();
			const rows = execution.output('Check the account');
			assert.ok(rows.length > 25, `${rows.length} rows`);
			const mail = readable(await mailServer.firstMail());
			assert.match(mail, new RegExp(`^To: ${OFFICE}\r$`, 'm'));
			const lookHere = rows.filter(({ result }) => result === 'Look here').length;
			assert.ok(mail.includes(`Subject: Pelcro account: ${lookHere} things to look at`), mail);
			for (const { check: name } of rows) assert.ok(mail.includes(String(name)), String(name));
			assert.ok(mail.includes('60 records'));
			assert.ok(mail.includes('HTTP 403'));
			assert.equal(mail.split('<table').length, 2);
			assert.equal(mailServer.mails.length, 1);
		});

		await check('It changes nothing and tells no key, email or name of a customer', async () => {
			const methods = (await account.journal()).map(({ method }) => method);
			assert.ok(methods.length > 0 && methods.length <= 25, `${methods.length} calls`);
			assert.deepEqual([...new Set(methods)], ['GET']);
			const mail = readable(mailServer.mails.join());
			assert.ok(!mail.includes(account.apiKey));
			const customers = recordsOf<{ email: string }>(await account.state('customers'), 'customers');
			assert.ok(customers.length > 0);
			for (const { email } of customers) assert.ok(!mail.includes(email), email);
		});
	},
};
