import assert from 'node:assert/strict';

import { type CustomerRecord, recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import { keepPicture } from '../stage/pictures';
import type { Stage } from '../stage/stage';

const EMAIL = 'nora.lindqvist@newsletter.example.com';

/** Finding the node, filling its form, reading its output. */
export async function customerScenario(stage: Stage): Promise<void> {
	await addingScenario(stage);
	await locatorScenario(stage);
	await listScenario(stage);
}

async function addingScenario({ account, editor, checks }: Stage): Promise<void> {
	await checks.run('The node panel finds Pelcro', async () => {
		assert.ok((await editor.searchNodes('Pelcro')).includes('Pelcro'));
	});
	await checks.run('The node shows its actions', async () => {
		const actions = await editor.openNodeDetails('Pelcro');
		for (const action of ['Create a customer', 'Get many customers', 'Cancel a subscription']) {
			assert.ok(actions.includes(action), `'${action}' is not among ${actions.join(', ')}`);
		}
		await editor.showAction('Get many customers');
		await keepPicture(editor.nodePanel(), 'actions');
	});
	await checks.run('Picking an action opens its form', async () => {
		await editor.pickAction('Create a customer');
		assert.equal(await editor.shown('resource'), 'Customer');
		assert.equal(await editor.shown('operation'), 'Create');
	});
	await checks.run('Executing the step creates the customer', async () => {
		await editor.fill('email', EMAIL);
		await editor.executeStep();
		const [row, ...others] = await editor.outputTable();
		const made = (await customersOf(account)).filter(({ email }) => email === EMAIL);
		assert.deepEqual(others, []);
		assert.equal(row?.email, EMAIL);
		assert.deepEqual(
			made.map(({ id }) => String(id)),
			[row.id],
		);
		await editor.clearView();
		await keepPicture(editor.page, 'customer-create');
	});
	await checks.run('A second customer of that email is refused in words', async () => {
		await editor.addAction('Pelcro', 'Create a customer');
		await editor.fill('email', EMAIL);
		await editor.executeStep();
		const text = await editor.outputText();
		assert.match(text, /email has already been taken/i);
		assert.ok(!text.includes(account.apiKey), 'the key is shown');
	});
}

async function locatorScenario({ account, editor, checks }: Stage): Promise<void> {
	const customers = await customersOf(account);
	// the last one is not on the list's first page
	const wanted = customers[customers.length - 2];
	assert.ok(wanted?.email, 'the sandbox has too few customers');
	const { id, email } = wanted;
	await checks.run('The list of customers opens', async () => {
		await editor.addAction('Pelcro', 'Get a customer');
		const entries = await editor.openList('customerId');
		assert.ok(entries.length >= 50, `only ${entries.length} entries`);
	});
	await checks.run('Searching the list finds one customer', async () => {
		const entries = await editor.searchList(email);
		assert.equal(entries.length, 1);
		assert.match(entries[0] ?? '', new RegExp(email));
	});
	await checks.run('The customer picked from the list is read', async () => {
		await editor.pickFromList(email);
		await editor.executeStep();
		const rows = await editor.outputTable();
		assert.deepEqual(
			rows.map((row) => [row.id, row.email]),
			[[String(id), email]],
		);
	});
}

async function listScenario({ account, editor, checks }: Stage): Promise<void> {
	await checks.run('Get Many shows the first 50 as a table', async () => {
		await editor.addAction('Pelcro', 'Get many customers');
		await editor.executeStep();
		assert.match(await editor.itemCount(), /50 items/);
		const shown = (await editor.outputTable()).map((row) => row.email);
		const held = (await customersOf(account)).map(({ email }) => email);
		assert.deepEqual(shown, held.slice(0, shown.length));
		assert.ok(shown.length > 5, `only ${shown.length} rows`);
	});
	await checks.run('Return All shows all of them', async () => {
		await editor.switchOn('returnAll');
		await editor.executeStep();
		const held = await customersOf(account);
		await editor.waitForItemCount(`${held.length} items`);
	});
}

async function customersOf(account: SandboxAccount): Promise<CustomerRecord[]> {
	return recordsOf<CustomerRecord>(await account.state('customers'), 'customers');
}
