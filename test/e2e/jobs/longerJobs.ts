import assert from 'node:assert/strict';

import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { MailServer } from '../../workflows/services/mailServer';
import { rowsOfSheet } from './sheet';
import {
	digitalPlan,
	type Invoice,
	type Job,
	noError,
	type Person,
	type Plan,
	stateOf,
	type Subscription,
} from './state';
import { WebhookService } from './webhookService';

const ROWS = 200;

/** Jobs of several steps, or of none. */
export const LONGER_JOBS: readonly Job[] = [
	{
		name: 'All active subscriptions of a plan in a spreadsheet, with email, dollars and dates',
		picture: 'active-subscriptions',
		play: async ({ hand, editor, account }) => {
			const plan = await digitalPlan(account);
			await hand.firstStep('Get many subscriptions');
			await hand.switchOn('returnAll');
			await hand.choose('statuses', 'Active');
			await hand.page.keyboard.press('Escape');
			await hand.fromList('planId', plan.nickname);
			await hand.switchOn('includeCustomer');
			await hand.switchOn('includePlan');
			await hand.execute();
			await noError(editor);
			const active = (await stateOf<Subscription>(account, 'subscriptions')).filter(
				(one) => one.status === 'active' && one.plan === plan.id,
			);
			assert.match(await editor.itemCount(), new RegExp(`^${active.length} item`));
			await hand.nextStep('Convert to File', 'Convert to CSV');
			await hand.execute();
			const [header = '', ...rows] = (await hand.downloaded()).trim().split('\n');
			const columns = header.trim().split(',');
			for (const name of ['customer_email', 'plan_amount', 'current_period_end']) {
				assert.ok(columns.includes(name), `${name} is not among ${columns.join(', ')}`);
			}
			assert.equal(rows.length, active.length);
			for (const row of rows) assert.match(row, /@.*\b\d{4}-\d\d-\d\dT|\b\d{4}-\d\d-\d\dT.*@/);
		},
	},
	{
		name: 'An email when a payment fails, mapped before any event has come',
		picture: 'payment-fails',
		play: async ({ hand, editor, account }) => {
			const mail = await MailServer.start();
			try {
				const { rest } = await N8nEditor.signIn(new URL(editor.page.url()).origin);
				const smtp = { name: 'Mail account', type: 'smtp', data: mail.access };
				await rest.post('/credentials', smtp);
				await hand.emptyCanvas();
				await hand.firstTrigger('When a payment fails');
				await hand.execute();
				await hand.nextStep('Send Email', 'Send an Email');
				await hand.fill('fromEmail', 'hello@magazine.example');
				await hand.drag('customer_email', 'toEmail');
				await hand.elsewhere();
				await hand.fill('subject', 'Your payment did not go through');
				await hand.write('html', 'Please have a look at your card.');
				await hand.execute();
				const invoices = (await stateOf<Invoice>(account, 'invoices')).filter(({ status }) =>
					['open', 'past_due'].includes(status),
				);
				const newest = invoices.reduce((one, other) => (other.id > one.id ? other : one));
				const people = await stateOf<Person>(account, 'customers');
				const owner = people.find(({ id }) => id === newest.user_id);
				assert.match(await mail.firstMail(), new RegExp(`To: ${owner?.email}`));
			} finally {
				mail.stop();
			}
		},
	},
	{
		name: 'A refund: the form says where it is made',
		picture: 'refund',
		play: async ({ hand, editor }) => {
			await hand.firstStep('Get many refunds', 'refund');
			assert.match(await editor.formText(), /cannot make refunds.*open the charge.*admin/is);
			await hand.execute();
			await noError(editor);
		},
	},
	{
		name: `${ROWS} rows of a CSV file become customers`,
		picture: 'csv',
		play: async ({ hand, editor, account }) => {
			await rowsOfSheet(hand, ROWS);
			await hand.nextStep('Pelcro', 'Create or update a customer');
			await hand.drag('email', 'email');
			await hand.drag('first_name', 'firstName');
			await hand.drag('last_name', 'lastName');
			assert.match(await hand.hint(), /^These items need 1 to 2 minutes/);
			await hand.execute();
			await noError(editor);
			const made = (await stateOf<Person>(account, 'customers')).filter(
				({ email, first_name: name }) => email.endsWith('@csv.example.com') && name === 'Ada',
			);
			assert.equal(made.length, ROWS);
		},
	},
	{
		name: 'New members to a list of another service, by its webhook',
		picture: 'members-to-webhook',
		play: async ({ hand, editor, account }) => {
			const service = await WebhookService.start();
			try {
				await hand.firstStep('Get many members');
				await hand.switchOn('returnAll');
				// Who has not accepted yet is no customer, and has no email as such.
				await hand.choose('statuses', 'Active');
				await hand.page.keyboard.press('Escape');
				await hand.day('createdAfter', '2020-01-01');
				await hand.switchOn('includeCustomer');
				await hand.execute();
				await noError(editor);
				await hand.nextStep('HTTP Request');
				await hand.choose('method', 'POST');
				await hand.fill('url', service.url);
				await hand.switchOn('sendBody');
				await hand.fill('name', 'email_address');
				await hand.drag('customer_email', 'value');
				await hand.execute();
				const members = (await stateOf<{ status: string }>(account, 'memberships')).filter(
					({ status }) => status === 'active',
				);
				assert.ok(members.length > 0);
				assert.equal(service.received.length, members.length);
				for (const { email_address: email } of service.received) assert.match(String(email), /@/);
			} finally {
				service.stop();
			}
		},
	},
	{
		name: 'Monthly revenue by plan in a table',
		picture: 'revenue-by-plan',
		play: async ({ hand, editor, account }) => {
			await hand.firstStep('Get many invoices');
			await hand.switchOn('returnAll');
			await hand.choose('statuses', 'Paid');
			await hand.page.keyboard.press('Escape');
			await hand.switchOn('includePlan');
			await hand.execute();
			await noError(editor);
			await hand.nextStep('Date & Time', 'Round A Date');
			await hand.drag('created', 'date');
			await hand.elsewhere();
			await hand.addField('Include Input Fields', 'Add option');
			await hand.switchOn('includeInputFields');
			await hand.execute();
			await hand.nextStep('Summarize');
			await hand.choose('aggregation', 'Sum');
			await hand.drag('amount_paid', 'field');
			for (const name of ['roundedDate', 'plan_name', 'currency']) {
				await hand.drag(name, 'fieldsToSplitBy');
			}
			await hand.execute();
			await noError(editor);
			await hand.asTable();
			const shown = await editor.outputTable();
			const expected = await revenueByPlan(account);
			assert.ok(shown.length > 5, `only ${shown.length} rows`);
			for (const { roundedDate = '', plan_name: plan, currency, ...row } of shown) {
				const key = [roundedDate.slice(0, 7), plan, currency].join(' ');
				assert.equal(Number(row.sum_amount_paid), expected.get(key), key);
			}
		},
	},
];

/** What was paid, in decimals, by month of New York (n8n's own time zone), plan and currency. */
async function revenueByPlan(account: Parameters<typeof stateOf>[0]): Promise<Map<string, number>> {
	const plans = await stateOf<Plan>(account, 'plans');
	const subscriptions = await stateOf<Subscription>(account, 'subscriptions');
	const minor = new Map<string, number>();
	for (const invoice of await stateOf<Invoice>(account, 'invoices')) {
		if (invoice.status !== 'paid') continue;
		const bought = subscriptions.find(({ id }) => id === invoice.subscription_id);
		const plan = plans.find(({ id }) => id === bought?.plan)?.nickname;
		const key = [monthInNewYork(invoice.created), plan, invoice.currency].join(' ');
		minor.set(key, (minor.get(key) ?? 0) + invoice.amount_paid);
	}
	return new Map([...minor].map(([key, sum]) => [key, key.endsWith(' jpy') ? sum : sum / 100]));
}

/** @param seconds Unix @returns e.g. 2026-03 */
function monthInNewYork(seconds: number): string {
	const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });
	return day.format(seconds * 1000).slice(0, 7);
}
