import type { Locator, Page } from 'playwright-core';

/** In which the editor has drawn what a click opens, milliseconds. */
const SETTLED_MS = 400;

/** A person's hand: everything goes by clicks and plain words, and both are counted. */
export class Hand {
	clicks = 0;
	/** What was typed, so that a job can show that it needs no ID, expression, JSON or minor unit. */
	readonly typed: string[] = [];

	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** A new workflow, which nobody counts. */
	async emptyCanvas(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.at('canvas-plus-button').waitFor();
	}

	async click(target: Locator): Promise<void> {
		await target.click();
		this.clicks += 1;
		await this.page.waitForTimeout(SETTLED_MS);
	}

	async type(target: Locator, words: string): Promise<void> {
		await target.fill(words);
		this.typed.push(words);
		await this.page.waitForTimeout(SETTLED_MS);
	}

	/** The first step of a workflow: +, the node, its action. */
	async firstStep(action: string): Promise<void> {
		await this.click(this.at('canvas-plus-button'));
		await this.pick(action);
	}

	/** A further step: + behind a node, the node, its action. */
	async nextStep(after: string, action: string): Promise<void> {
		await this.page.keyboard.press('Escape');
		const node = this.page.locator(`[data-test-id="canvas-node"][data-node-name="${after}"]`);
		await node.waitFor();
		await this.click(this.at('canvas-handle-plus').last());
		await this.pick(action);
	}

	private async pick(action: string): Promise<void> {
		await this.type(this.at('node-creator-search-bar'), 'Pelcro');
		await this.click(
			this.at('node-creator-item-name').getByText('Pelcro', { exact: true }).first(),
		);
		// A community node's own page has no search; the triggers are unfolded, the actions are not.
		await this.click(this.page.getByText(/^Triggers \(\d+\)/));
		await this.click(this.page.getByText(/^Actions \(\d+\)/));
		await this.click(this.at('node-creator-item-name').getByText(action, { exact: true }).first());
		await this.at('node-execute-button').waitFor();
	}

	/** Chooses from a searchable list by words that a person knows. */
	async fromList(parameter: string, words: string): Promise<void> {
		await this.click(this.at(`resource-locator-${parameter}`).getByTestId('rlc-input'));
		await this.type(this.at('rlc-search'), words);
		await this.at('rlc-item').filter({ hasText: words }).first().waitFor();
		await this.click(this.at('rlc-item').filter({ hasText: words }).first());
	}

	/** Chooses from a drop-down list; of several choices, each is a click. */
	async choose(parameter: string, ...options: string[]): Promise<void> {
		await this.click(this.parameter(parameter).first());
		for (const option of options) {
			const choice = this.page.getByRole('option', { name: new RegExp(`^${option}\\b`) });
			await this.click(choice.locator('visible=true').first());
		}
		if (options.length > 1) await this.at('node-parameters').click({ position: { x: 5, y: 5 } });
	}

	async fill(parameter: string, words: string): Promise<void> {
		await this.type(this.parameter(parameter).locator('input').first(), words);
	}

	async switchOn(parameter: string): Promise<void> {
		await this.click(this.parameter(parameter).locator('.el-switch'));
	}

	/** A button of the form by its words, e.g. 'Add sort rule'. */
	async button(words: string): Promise<void> {
		await this.click(this.at('node-parameters').getByText(words, { exact: true }).first());
	}

	/** Adds an optional field of a collection. */
	async addField(words: string): Promise<void> {
		const form = this.at('node-parameters');
		await this.click(form.getByText('Add field').or(form.getByPlaceholder('Add field')).first());
		await this.click(this.page.getByText(words, { exact: true }).locator('visible=true').last());
	}

	/** Enters a day in a field for date and time. */
	async day(parameter: string, day: string): Promise<void> {
		const input = this.parameter(parameter).locator('input').first();
		await this.click(input);
		await this.type(input, `${day} 00:00:00`);
		await this.page.keyboard.press('Enter');
	}

	async execute(): Promise<void> {
		await this.click(this.at('node-execute-button'));
		await this.at('output-panel')
			.locator('[data-test-id^="node-run-status"], [data-test-id="node-error-message"]')
			.first()
			.waitFor();
	}

	private parameter(name: string): Locator {
		return this.at(`parameter-input-${name}`);
	}

	private at(testId: string): Locator {
		return this.page.getByTestId(testId);
	}
}
