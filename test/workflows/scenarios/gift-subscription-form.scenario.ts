import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import { FormPage } from '../formPage';
import { MailService } from '../services/mailService';
import type { Scenario } from '../scenario';

const GIVER = 'grandma@example.com';
const RECIPIENT = 'noah@example.com';
const WORDS = 'Happy birthday, and keep reading!';
const TEAM = 'team@example.com';

const ORDER = {
	'Your first name': ' Olivia ',
	'Your last name': 'Meyer',
	'Your email': GIVER,
	"Recipient's first name": 'Noah',
	"Recipient's last name": 'Meyer',
	"Recipient's email": RECIPIENT,
	'Your message': WORDS,
};

interface Customer {
	id: number;
	email: string;
	first_name: string;
	metadata: Record<string, string>;
}

interface Subscription {
	id: number;
	user_id: number;
	plan: number;
	is_gift_donor: boolean;
	gift_code: string;
	gift_recipient_email: string;
	auto_renew: boolean;
	metadata: Record<string, string>;
}

export const scenario: Scenario = {
	name: 'gift-subscription-form',
	workflow: 'gift-subscription-form.json',
	async run({ account, check, importWorkflow, afterwards }) {
		const mail = await MailService.start();
		afterwards(() => mail.stop());
		// the giver is known, under another name
		await account.api().post('/customers', { email: GIVER, first_name: 'Liv' });
		const [, plan] = recordsOf<{ id: number }>(await account.state('plans'), 'plans');
		assert.ok(plan);
		const workflow = await importWorkflow({
			parameters: {
				'Subscribe the giver': { planId: { __rl: true, mode: 'id', value: String(plan.id) } },
				'Send the gift card': { url: mail.url },
				'Tell your team': { url: mail.url },
			},
		});
		await workflow.activate();
		afterwards(async () => await workflow.deactivate());
		const order = async (answers: Record<string, string>, lastPage: RegExp) => {
			const form = await FormPage.open(workflow.addressOf('Gift form', 'form'));
			try {
				await form.fill(answers);
				return await form.submit(lastPage);
			} finally {
				await form.close();
			}
		};

		await check('The order makes a gift subscription that the giver pays', async () => {
			const page = await order(ORDER, /Thank you!/);
			assert.match(page, /Noah gets your gift by email/);
			const [giver, ...doubles] = await customersWith(account, GIVER);
			assert.deepEqual(doubles, []);
			assert.equal(giver?.first_name, 'Olivia');
			const [gift, ...others] = await giftsOf(account);
			assert.ok(gift);
			assert.deepEqual(others, []);
			assert.equal(gift.user_id, giver.id);
			assert.equal(gift.plan, plan.id);
			assert.equal(gift.gift_recipient_email, RECIPIENT);
			assert.equal(gift.auto_renew, false);
			assert.equal(gift.metadata.gift_message, WORDS);
		});
		await check('The recipient becomes a customer, and gets the code and the words', async () => {
			const [recipient] = await customersWith(account, RECIPIENT);
			assert.equal(recipient?.metadata.gift_from, GIVER);
			const [gift] = await giftsOf(account);
			const { text } = await mail.waitFor(RECIPIENT);
			assert.match(text, new RegExp(`code: ${gift?.gift_code}`));
			assert.ok(text.includes(WORDS));
		});
		await check('A gift for oneself is sent back', async () => {
			await order({ ...ORDER, "Recipient's email": GIVER.toUpperCase() }, /needs two people/);
			assert.equal((await giftsOf(account)).length, 1);
		});
		await check('When Pelcro does not take it, the giver and the team are told', async () => {
			const match = { method: 'POST', pathPattern: '/subscriptions$' };
			await account.addFaults({ kind: 'status', status: 503, match });
			await order(ORDER, /We will get back to you/);
			const { text } = await mail.waitFor(TEAM);
			assert.match(text, new RegExp(`Order by ${GIVER} for ${RECIPIENT}`));
			assert.match(text, /Pelcro said: Injected 503/);
			assert.match(text, /It may have been carried out/);
			assert.equal(mail.to(RECIPIENT).length, 1);
		});
	},
};

async function customersWith(account: SandboxAccount, email: string): Promise<Customer[]> {
	const customers = recordsOf<Customer>(await account.state('customers'), 'customers');
	return customers.filter((customer) => customer.email === email);
}

async function giftsOf(account: SandboxAccount): Promise<Subscription[]> {
	const state = await account.state('subscriptions');
	const subscriptions = recordsOf<Subscription>(state, 'subscriptions');
	return subscriptions.filter(({ is_gift_donor }) => is_gift_donor);
}
