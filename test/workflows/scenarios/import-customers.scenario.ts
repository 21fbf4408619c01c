import assert from 'node:assert/strict';

import axios from 'axios';

import { recordsOf } from '../../../demo/verifyRun';
import type { AccountState, FaultOrder, SandboxAccount } from '../../../sandbox/client';
import { pause } from '../../trigger/real/eventCollector';
import { type BadRow, type ImportRow, makeBadRows, makeRows, toCsv } from '../customerFile';
import type { Execution } from '../execution';
import type { ImportedWorkflow } from '../importedWorkflow';
import type { Scenario } from '../scenario';

const ROWS = 1_000;

/** How many of the rows are customers already. */
const KNOWN = 5;

/** The first run has this part of the file only, so that the next one meets rows in every state. */
const FIRST_PART = 600;

/** The first run is stopped when this many are subscribed. */
const STOP_AFTER = 200;

/** How long one import may take, milliseconds. */
const PATIENCE_MS = 180_000;

const FORM = 'Upload the file';

interface Customer {
	id: number;
	email: string;
	first_name: string;
	last_name: string;
	old_provider_id: string | null;
}

interface Address {
	id: number;
	user_id: number;
	type: string;
	line1: string;
	city: string;
	country: string;
	postal_code: string;
}

interface Subscription {
	id: number;
	user_id: number;
	plan: number;
	address: number | null;
	metadata: Record<string, unknown>;
}

/** Some calls of each kind that go wrong: refused, not answered, or done with the answer lost. */
const FAULTS: FaultOrder[] = [
	{ kind: 'status', status: 429, retryAfter: 1, match: { method: 'POST' }, times: 2 },
	...['GET', 'PUT'].map((method) => ({
		kind: 'status' as const,
		status: 503,
		match: { method },
		probability: 0.02,
		times: 3,
	})),
	...['customers', 'addresses', 'subscriptions'].flatMap((list) =>
		(['reset-after', 'reset-before', 'not-json'] as const).map((kind, seed) => ({
			kind,
			match: { method: 'POST', pathPattern: `/${list}$` },
			probability: 0.02,
			times: 2,
			seed,
		})),
	),
];

export const scenario: Scenario = {
	name: 'import-customers',
	workflow: 'import-customers-from-csv.json',
	async run({ account, check, importWorkflow }) {
		const plans = recordsOf<{ id: number; type: string }>(await account.state('plans'), 'plans');
		const rows = makeRows(
			ROWS,
			plans.filter(({ type }) => type === 'regular').map(({ id }) => id),
		);
		const bad = makeBadRows(rows);
		// a bad row among good ones, and a row that is there twice
		const all = [...rows.slice(0, 500), ...bad.map(({ row }) => row), ...rows.slice(500)];
		const csv = toCsv([...all, ...rows.slice(0, 1)]);
		await addKnown(account, rows.slice(0, KNOWN));
		const before = await account.state();
		const workflow = await importWorkflow();
		await workflow.activate();

		await check(`A run is stopped after more than ${STOP_AFTER} subscriptions`, async () => {
			await upload(workflow, toCsv(rows.slice(0, FIRST_PART)));
			const stopped = await stopHalfWay(workflow, account, before);
			assert.equal(stopped.status, 'canceled');
			assert.ok((await subscribed(account, before)) < FIRST_PART);
		});

		await account.addFaults(...FAULTS);
		const spoiled = await importFile(workflow, csv);
		await account.clearFaults();
		await check('A run with faults reports every row that it has not finished', async () => {
			spoiled.assertSuccess();
			const faults = (await account.journal()).filter(({ fault }) => fault !== null).length;
			assert.ok(faults >= 10, `only ${faults} faults`);
			const failed = new Map(reported(spoiled).map((line) => [line.customer_id, line]));
			const finished = rows.filter(({ customer_id }) => !failed.has(customer_id));
			assertImported(await account.state(), finished);
			const unsure = rows.flatMap(({ customer_id }) => failed.get(customer_id) ?? []);
			assert.ok(unsure.length < faults, 'more rows than faults are reported');
			for (const { outcome } of unsure) assert.equal(outcome, 'unknown');
		});

		const last = await importFile(workflow, csv);
		await check(`All ${ROWS} are there once, with one address and one subscription`, async () => {
			last.assertSuccess();
			const after = await account.state();
			assertImported(after, rows);
			const count = (state: AccountState, list: string) => state.counts[list] ?? 0;
			// bad rows fail at some step: what comes before it is there as well
			const half = (step: BadRow['failedAt']) =>
				bad.filter(({ failedAt }) => failedAt === step).length;
			const customers = ROWS - KNOWN + half('address') + half('subscription');
			assert.equal(count(after, 'customers') - count(before, 'customers'), customers);
			const addresses = ROWS + half('subscription');
			assert.equal(count(after, 'addresses') - count(before, 'addresses'), addresses);
			assert.equal(count(after, 'subscriptions') - count(before, 'subscriptions'), ROWS);
		});
		await check('The report holds the bad rows with the reasons, and nothing else', () => {
			assertReport(last, bad);
		});

		await check('Another run changes nothing, and sends no more than it has to', async () => {
			const state = await account.state();
			await account.clearJournal();
			const again = await importFile(workflow, csv);
			assertReport(again, bad);
			const { counts } = await account.state();
			assert.deepEqual(counts, state.counts);
			const created = (await account.journal()).filter(
				({ method, status }) => method === 'POST' && status === 200,
			);
			assert.deepEqual(created, []);
		});
	},
};

/** Customers that are in Pelcro under the number of the old system. */
async function addKnown(account: SandboxAccount, rows: readonly ImportRow[]): Promise<void> {
	for (const { customer_id, email } of rows) {
		const customer = { email, old_provider_id: customer_id, first_name: 'Before' };
		const answer = await account.api().post('/customers', customer);
		assert.equal(answer.status, 200, JSON.stringify(answer.data));
	}
}

/** Sends the file by the form, as a browser does. */
async function upload(workflow: ImportedWorkflow, csv: string): Promise<void> {
	const form = new FormData();
	form.append('field-0', new Blob([csv], { type: 'text/csv' }), 'customers.csv');
	await axios.post(workflow.addressOf(FORM, 'form'), form);
}

async function importFile(workflow: ImportedWorkflow, csv: string): Promise<Execution> {
	await upload(workflow, csv);
	return await workflow.nextExecution(PATIENCE_MS);
}

async function subscribed(account: SandboxAccount, before: AccountState): Promise<number> {
	const { counts } = await account.state('subscriptions');
	return (counts.subscriptions ?? 0) - (before.counts.subscriptions ?? 0);
}

async function stopHalfWay(
	workflow: ImportedWorkflow,
	account: SandboxAccount,
	before: AccountState,
): Promise<Execution> {
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(50)) {
		if ((await subscribed(account, before)) <= STOP_AFTER) continue;
		const [id] = await workflow.executionIds();
		assert.ok(id);
		await workflow.stop(id);
		return await workflow.nextExecution(PATIENCE_MS);
	}
	throw new Error(`Fewer than ${STOP_AFTER} were subscribed`);
}

/** Each row's customer exactly once, with its address and its subscription, as the row says. */
function assertImported(state: AccountState, rows: readonly ImportRow[]): void {
	const customers = by(recordsOf<Customer>(state, 'customers'), (one) => one.old_provider_id);
	const addresses = by(recordsOf<Address>(state, 'addresses'), (one) => one.user_id);
	const subscriptions = by(recordsOf<Subscription>(state, 'subscriptions'), (one) => one.user_id);
	for (const row of rows) {
		const [customer, ...others] = customers.get(row.customer_id) ?? [];
		assert.ok(customer, `${row.customer_id} is missing`);
		assert.equal(others.length, 0, `${row.customer_id} is doubled`);
		const { email, first_name, last_name } = row;
		assert.deepEqual(pick(customer, ['email', 'first_name', 'last_name']), {
			email,
			first_name,
			last_name,
		});
		const [address, ...more] = addresses.get(customer.id) ?? [];
		assert.ok(address && more.length === 0, `${row.customer_id}: ${1 + more.length} addresses`);
		const { line1, city, country, postal_code } = row;
		assert.deepEqual(pick(address, ['type', 'line1', 'city', 'country', 'postal_code']), {
			type: 'shipping',
			line1,
			city,
			country,
			postal_code,
		});
		const owned = subscriptions.get(customer.id) ?? [];
		assert.deepEqual(
			owned.map(({ plan, address: to, metadata }) => ({ plan, to, metadata })),
			[
				{
					plan: Number(row.plan_id),
					to: address.id,
					metadata: { import_id: row.customer_id },
				},
			],
		);
	}
}

function by<Item>(items: readonly Item[], key: (item: Item) => unknown): Map<unknown, Item[]> {
	const groups = new Map<unknown, Item[]>();
	for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
	return groups;
}

function pick<Item extends object>(item: Item, names: ReadonlyArray<keyof Item>): object {
	return Object.fromEntries(names.map((name) => [name, item[name]]));
}

interface ReportLine {
	customer_id: string;
	email: string;
	failed_at: string;
	reason: string;
	what_to_do: string;
	outcome: string;
}

function reported(execution: Execution): ReportLine[] {
	// the workflow's own node names these fields
	return execution.output('Failed rows') as unknown as ReportLine[];
}

function assertReport(execution: Execution, bad: readonly BadRow[]): void {
	execution.assertSuccess();
	const lines = reported(execution);
	assert.equal(lines.length, bad.length, JSON.stringify(lines, null, 1));
	for (const { row, failedAt, reason } of bad) {
		const line = lines.find(({ customer_id }) => customer_id === row.customer_id);
		assert.ok(line, `${row.customer_id} is not reported`);
		assert.equal(line.email, row.email);
		assert.equal(line.failed_at, failedAt);
		assert.match(line.reason, reason);
		assert.doesNotMatch(line.reason, /\[item/);
		assert.equal(line.outcome, 'not done');
	}
	const [file] = execution.files('Failed rows file');
	assert.ok(file);
	assert.match(file.fileName ?? '', /^failed-rows-.*\.csv$/);
	const text = Buffer.from(file.data, 'base64').toString();
	assert.match(text, /^\uFEFF?customer_id,email,failed_at,reason,what_to_do,outcome\r?\n/);
	for (const { row } of bad) assert.ok(text.includes(row.customer_id));
}
