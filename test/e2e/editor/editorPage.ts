import type { Locator, Page } from 'playwright-core';

import { OWNER } from '../../../demo/n8n/n8nEditor';

/** In which a form that was opened has drawn all its fields, milliseconds. */
const FORM_MS = 500;

/** What a user does in n8n's editor: the one place that knows how the editor is built. */
export class EditorPage {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Signs in by the form, as a user does. */
	async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.at('emailOrLdapLoginId').locator('input').fill(OWNER.email);
		await this.at('password').locator('input').fill(OWNER.password);
		await this.at('form-submit-button').click();
		await this.page.waitForURL(/\/home\//);
	}

	/** Opens the empty form of a new credential. */
	async newCredential(typeName: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.at('add-resource-credential').click();
		await this.page.keyboard.type(typeName);
		await this.at('new-credential-type-select-option').filter({ hasText: typeName }).click();
		await this.at('new-credential-type-button').click();
		await this.at('credential-edit-dialog').waitFor();
	}

	/** Saves the credential, which also tests it, and waits until the form can be changed again. */
	async saveCredential(): Promise<void> {
		const answers = [/\/rest\/credentials(\/(?!test$)\w+)?$/, /\/rest\/credentials\/test$/].map(
			async (path) =>
				await this.page.waitForResponse(
					(answer) => path.test(answer.url()) && answer.request().method() !== 'GET',
				),
		);
		await this.at('credential-save-button').click();
		for (const answer of await Promise.all(answers)) await answer.finished();
		// it reads 'Saving' while it is busy
		await this.at('credential-save-button')
			.filter({ hasText: /^\s*Saved?\s*$/ })
			.waitFor();
	}

	/** Waits until the credential test has failed with these words, and shows them. */
	async credentialFails(words: RegExp): Promise<void> {
		const details = this.at('node-credentials-config-container').getByText(words);
		// opened once, the details stay open
		const more = this.page.getByText('More details');
		await details.or(more).first().waitFor();
		if (await more.isVisible()) await more.click();
		await details.waitFor();
	}

	/** Waits until the credential test has passed. */
	async credentialPasses(): Promise<void> {
		await this.page.getByText('Connection tested successfully').waitFor();
	}

	async fill(parameter: string, value: string): Promise<void> {
		await this.parameter(parameter).locator('input').fill(value);
	}

	/** Chooses from a drop-down list. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		// an option's own description follows its name
		await this.page.getByRole('option', { name: new RegExp(`^${option}\\b`) }).click();
	}

	/** Turns a switch that is off on. */
	async switchOn(parameter: string): Promise<void> {
		await this.parameter(parameter).locator('.el-switch').click();
	}

	/** The value that a text field or drop-down list shows. */
	async shown(parameter: string): Promise<string> {
		return await this.parameter(parameter).locator('input').first().inputValue();
	}

	/** Searches the node panel of a new workflow. @returns the names that are found */
	async searchNodes(text: string): Promise<string[]> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.at('canvas-plus-button').click();
		await this.at('node-creator-search-bar').fill(text);
		const names = this.at('node-creator-item-name');
		await names.filter({ hasText: text }).first().waitFor();
		return (await names.allInnerTexts()).map((name) => name.trim());
	}

	/** Opens a node of the panel. @returns its actions, and what else it offers */
	async openNodeDetails(name: string): Promise<string[]> {
		await this.at('node-creator-item-name').getByText(name, { exact: true }).click();
		// in an empty workflow, the triggers are unfolded and the actions are not
		await this.page.getByText(/^Triggers \(\d+\)/).click();
		const heading = this.page.getByText(/^Actions \(\d+\)/);
		await heading.click();
		const count = Number(/\d+/.exec(await heading.innerText())?.[0]);
		const names = this.at('node-creator-item-name');
		// the list is drawn bit by bit
		await names.nth(count - 1).waitFor();
		return (await names.allInnerTexts()).map((item) => item.trim());
	}

	/** Starts a workflow with one action of the node, with its form open. */
	async addAction(node: string, action: string): Promise<void> {
		await this.searchNodes(node);
		await this.openNodeDetails(node);
		await this.pickAction(action);
	}

	async pickAction(action: string): Promise<void> {
		await this.at('node-creator-item-name').getByText(action, { exact: true }).click();
		await this.at('node-execute-button').waitFor();
	}

	/** Opens a resource locator's list. @returns the entries at first */
	async openList(parameter: string): Promise<string[]> {
		await this.at(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		return await this.listEntries();
	}

	/** Types into the list's search field. @returns the entries that are left */
	async searchList(text: string): Promise<string[]> {
		await this.at('rlc-search').fill(text);
		// entries of before stay until the search has answered
		await this.at('rlc-item').filter({ hasNotText: text }).first().waitFor({ state: 'detached' });
		return await this.listEntries();
	}

	async pickFromList(text: string): Promise<void> {
		await this.at('rlc-item').filter({ hasText: text }).click();
	}

	/** Executes the open node to its end. */
	async executeStep(): Promise<void> {
		const button = this.at('node-execute-button');
		await button.click();
		await this.at('output-panel')
			.locator('[data-test-id^="node-run-status"], [data-test-id="node-error-message"]')
			.first()
			.waitFor();
	}

	/** The output table: one record a row, values as they are shown, by column. */
	async outputTable(): Promise<Array<Record<string, string>>> {
		const table = this.at('output-panel').locator('table');
		await table.waitFor();
		const columns = await cellTexts(table.locator('thead th'));
		const rows = await table.locator('tbody tr').all();
		const records = await Promise.all(
			rows.map(async (row) => {
				const cells = await cellTexts(row.locator('td'));
				return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
			}),
		);
		return records.filter((record) => Object.values(record).some((value) => value !== ''));
	}

	/** How many items the output panel says there are. */
	async itemCount(): Promise<string> {
		return (await this.at('output-panel').getByTestId('ndv-items-count').innerText()).trim();
	}

	async waitForItemCount(text: string): Promise<void> {
		await this.at('output-panel')
			.getByTestId('ndv-items-count')
			.filter({ hasText: text })
			.waitFor();
	}

	/** All text of the output panel, hints and errors included. */
	async outputText(): Promise<string> {
		return await this.at('output-panel').innerText();
	}

	/** Opens a stored workflow, fitted into the window. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.at('canvas-node').first().waitFor();
		await this.at('zoom-to-fit').click();
	}

	/** Opens a node's form from the canvas. */
	async openNode(name: string): Promise<void> {
		await this.at('canvas-node').filter({ hasText: name }).first().dblclick();
		await this.at('ndv-parameters-panel').or(this.at('node-parameters')).first().waitFor();
		await this.page.waitForTimeout(FORM_MS);
	}

	/**
	 * The attributes that the open node's input shows of a node before it that has not run, as they are called.
	 *
	 * @param first one of them
	 */
	async previewedAttributes(first: string): Promise<string[]> {
		const names = this.at('ndv-input-panel').getByTestId('run-data-schema-item');
		await names.filter({ hasText: first }).first().waitFor();
		return (await names.allInnerTexts()).map((text) => text.trim());
	}

	/** Opens the form of exactly this node, in place of the one that is open. */
	async openForm(node: string): Promise<void> {
		const form = this.at('node-parameters');
		if (await form.isVisible()) await this.page.keyboard.press('Escape');
		await form.waitFor({ state: 'detached' });
		await this.at('canvas-node')
			.and(this.page.locator(`[data-node-name="${node}"]`))
			.dblclick();
		await this.parameter('resource').waitFor();
		await this.page.waitForTimeout(FORM_MS);
	}

	/** Where on the page the form's fields are, from the operation on. */
	async formArea(): Promise<{ x: number; y: number; width: number; height: number }> {
		const form = this.at('node-parameters');
		const box = await form.boundingBox();
		const above = await this.parameter('resource').boundingBox();
		const bottoms = await form
			.locator('input, textarea, button, .cm-editor, .el-switch')
			.evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().bottom));
		if (!box || !above) throw new Error('No form is open');
		const y = above.y + above.height;
		return { x: box.x, y, width: box.width, height: Math.max(...bottoms) + 12 - y };
	}

	/** The labels in the open form that do not fit and end in dots. */
	async cutLabels(): Promise<string[]> {
		return await this.at('node-parameters')
			.locator('label span')
			.evaluateAll((spans) =>
				spans
					.filter((span) => span.scrollWidth > span.clientWidth && span.clientWidth > 0)
					.filter((span) => getComputedStyle(span).textOverflow === 'ellipsis')
					.map((span) => span.textContent?.trim() ?? ''),
			);
	}

	/** All text of the open node's form. */
	async formText(): Promise<string> {
		return await this.at('node-parameters').innerText();
	}

	/** Runs the open workflow. @returns how many nodes have succeeded in the end */
	async executeWorkflow(): Promise<number> {
		await this.at('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
		return await this.at('canvas-node-status-success').count();
	}

	/** Closes what lies over the canvas. */
	async clearView(): Promise<void> {
		await this.page.locator('.el-notification__closeBtn').first().click();
		await this.page.mouse.move(700, 860);
		await this.page.waitForTimeout(1_000);
	}

	/** Scrolls the window of the credential that is open to its beginning. */
	async showCredentialFromTop(): Promise<void> {
		await this.at('credential-edit-dialog').hover();
		await this.page.mouse.wheel(0, -5_000);
		await this.page.waitForTimeout(500);
	}

	/** Scrolls the list of a node's actions so that one stands in the middle. */
	async showAction(action: string): Promise<void> {
		await this.at('node-creator-item-name')
			.getByText(action, { exact: true })
			.evaluate((element) => element.scrollIntoView({ block: 'center' }));
		await this.page.waitForTimeout(500);
	}

	/** The panel with the nodes and their actions. */
	nodePanel(): Locator {
		return this.at('node-creator');
	}

	private parameter(name: string): Locator {
		return this.at(`parameter-input-${name}`);
	}

	private async listEntries(): Promise<string[]> {
		await this.at('rlc-item').first().waitFor();
		return (await this.at('rlc-item').allInnerTexts()).map((entry) => entry.trim());
	}

	private at(testId: string): Locator {
		return this.page.getByTestId(testId);
	}
}

async function cellTexts(cells: Locator): Promise<string[]> {
	return (await cells.allInnerTexts()).map((text) => text.trim());
}
