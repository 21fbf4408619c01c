import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import type { Execution } from '../execution';
import { FormPage } from '../formPage';
import type { Scenario } from '../scenario';

/** Two people under other titles of columns. */
const EXCEL = join(__dirname, '..', 'fixtures', 'members.xlsx');

/** Seats of the plan 'Team of Ten, Yearly'. */
const SEATS = 10;

const CSV = [
	'Name,Email',
	'Ruth,ruth@team.example.com',
	'Ruth again, RUTH@team.example.com ',
	'Ken,ken@team.example.com',
	'Nobody,',
	'A note,please ask Ken',
	'Mia,mia@team.example.com',
	...Array.from({ length: SEATS }, (_, n) => `Reader ${n},reader${n}@team.example.com`),
].join('\n');

interface Member {
	subscription_id: number;
	invitation_email: string;
	status: string;
}

export const scenario: Scenario = {
	name: 'invite-members-from-spreadsheet',
	workflow: 'invite-members-from-spreadsheet.json',
	async run({ account, check, importWorkflow, folder, afterwards }) {
		const subscription = await membershipSubscription(account);
		const subscriptionId = { __rl: true, mode: 'id', value: String(subscription) };
		const workflow = await importWorkflow({ parameters: { Invite: { subscriptionId } } });
		await workflow.activate();
		afterwards(async () => await workflow.deactivate());
		const upload = async (path: string): Promise<[page: string, execution: Execution]> => {
			const form = await FormPage.open(workflow.addressOf('Upload the list', 'form'));
			try {
				await form.chooseFile('Member list', path);
				const page = await form.submit(/The report is in your downloads/);
				return [page, await workflow.nextExecution()];
			} finally {
				await form.close();
			}
		};

		await check('An Excel list is read, whatever its columns are called', async () => {
			const [page, execution] = await upload(EXCEL);
			execution.assertSuccess();
			assert.match(page, /2 invited, 0 not/);
			const invited = await invitedTo(account, subscription);
			// several are sent at once, so that Pelcro may take them in another order
			assert.deepEqual(invited.sort(), ['ada@team.example.com', 'grace@team.example.com']);
		});
		const list = join(folder, 'members.csv');
		await writeFile(list, CSV);
		await check('A CSV list invites each address once, while there are seats', async () => {
			const [page, execution] = await upload(list);
			execution.assertSuccess();
			// 13 addresses and two rows without one; two seats were taken before
			assert.match(page, /8 invited, 7 not/);
			assert.equal((await invitedTo(account, subscription)).length, SEATS);
			const [report] = reportsOf(execution);
			assert.equal(report?.filter(({ result }) => result === 'invited').length, SEATS - 2);
			const reasons = report.map(({ email, reason }) => `${email}: ${reason}`).join('\n');
			assert.match(reasons, /^: There is no email address in this row$/m);
			assert.match(reasons, /^please ask ken: There is no email address in this row$/m);
			const full = report.filter(({ reason }) => /^All 10 seats .* are taken/.test(reason));
			assert.equal(full.length, 5);
			assert.deepEqual(
				report.map(({ row }) => Number(row)),
				[2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
			);
		});
		await check('The same list again invites nobody twice, and says why', async () => {
			const [page, execution] = await upload(list);
			execution.assertSuccess();
			assert.match(page, /0 invited, 15 not/);
			assert.equal((await invitedTo(account, subscription)).length, SEATS);
			const [report] = reportsOf(execution);
			const ruth = report?.find(({ email }) => email === 'ruth@team.example.com');
			assert.match(ruth?.reason ?? '', /already invited or a member/);
		});
	},
};

/** A subscription to a plan with ten seats. */
async function membershipSubscription(account: SandboxAccount): Promise<number> {
	const plans = recordsOf<{ id: number; nickname: string }>(await account.state('plans'), 'plans');
	const plan = plans.find(({ nickname }) => nickname === 'Team of Ten, Yearly');
	const api = account.api();
	const customer = await api.post<{ data: { id: number } }>('/customers', {
		email: 'office@team.example.com',
	});
	const made = await api.post<{ data: { id: number } }>('/subscriptions', {
		user_id: customer.data.data.id,
		plan_id: plan?.id,
		quantity: 1,
		collection_method: 'send_invoice',
	});
	assert.equal(made.status, 200, JSON.stringify(made.data));
	return made.data.data.id;
}

async function invitedTo(account: SandboxAccount, subscription: number): Promise<string[]> {
	const members = recordsOf<Member>(await account.state('memberships'), 'memberships');
	return members
		.filter((one) => one.subscription_id === subscription && one.status === 'pending')
		.map((one) => one.invitation_email);
}

type Row = Record<'row' | 'email' | 'result' | 'reason', string>;

/** The reports that were handed back, read as CSV; no value in them holds a comma or a quote. */
function reportsOf(execution: Execution): Row[][] {
	return execution.files('Write the report', 'report').map((file) => {
		const [titles = [], ...rows] = Buffer.from(file.data, 'base64')
			.toString('utf8')
			.replace('\uFEFF', '')
			.trim()
			.split('\n')
			.map((line) => line.split(','));
		return rows.map(
			(cells) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])) as Row,
		);
	});
}
