import { text } from 'node:stream/consumers';

import type { Locator, Page } from 'playwright-core';

/** In which the editor has drawn what a click opens, milliseconds. */
const SETTLED_MS = 400;

/** In which a field shows what was dropped into it, milliseconds, on a busy machine too. */
const SHOWN_MS = 10_000;

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

	/**
	 * The first step of a workflow: +, the node, its action.
	 *
	 * @param searched what is typed to find the node
	 */
	async firstStep(action: string, searched = 'Pelcro'): Promise<void> {
		await this.find(this.at('canvas-plus-button'), 'Pelcro', searched);
		// A community node's own page has no search; the triggers are unfolded, the actions are not.
		await this.click(this.page.getByText(/^Triggers \(\d+\)/));
		await this.click(this.page.getByText(/^Actions \(\d+\)/));
		await this.pick(action);
	}

	/** The same of a node that comes with n8n, whose page has a search. */
	async firstStepBuiltIn(node: string, action: string): Promise<void> {
		await this.find(this.at('canvas-plus-button'), node);
		await this.type(this.at('node-creator-search-bar'), action);
		await this.pick(action);
	}

	/** What starts a workflow: +, the node, what has to happen. */
	async firstTrigger(happening: string, node = 'Pelcro'): Promise<void> {
		await this.find(this.at('canvas-plus-button'), node);
		await this.pick(happening);
	}

	/**
	 * A further step behind the last one: back to the canvas, +, the node, its action. Behind another step the actions
	 * are unfolded.
	 *
	 * @param node its name in the panel
	 * @param action missing where the node has no list of them
	 */
	async nextStep(node: string, action?: string): Promise<void> {
		await this.toCanvas();
		await this.find(await this.lastPlus(), node);
		if (action !== undefined) await this.pick(action);
		await this.form().waitFor();
	}

	/** A node that nothing leads to yet, by the + at the edge of the canvas. */
	async addBeside(node: string): Promise<void> {
		await this.find(this.at('node-creator-plus-button'), node);
		await this.form().waitFor();
	}

	/** Draws a line from one node to another; it counts as a click. */
	async connect(from: string, to: string): Promise<void> {
		await this.click(this.at('zoom-to-fit'));
		const output = this.node(from).getByTestId('canvas-node-output-handle').first();
		const input = this.node(to).getByTestId('canvas-node-input-handle').first();
		const lines = this.at('edge');
		const before = await lines.count();
		await this.move(output, input);
		this.clicks += 1;
		await lines.nth(before).waitFor();
	}

	/** Publishes the workflow. */
	async publish(): Promise<void> {
		await this.click(this.at('workflow-open-publish-modal-button'));
		await this.click(this.at('workflow-publish-button'));
		await this.page.getByText('Workflow published').first().waitFor();
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Closes the form that is open. */
	async toCanvas(): Promise<void> {
		await this.click(this.at('ndv-close-button').or(this.at('back-to-canvas')).first());
		await this.form().waitFor({ state: 'detached' });
	}

	/** The + behind the last step; a long workflow has to be brought into view first. */
	private async lastPlus(): Promise<Locator> {
		const plus = this.at('canvas-handle-plus').last();
		const { x = Infinity } = (await plus.boundingBox()) ?? {};
		// The panel of nodes opens at the right.
		if (x > (this.page.viewportSize()?.width ?? 0) - 40) await this.click(this.at('zoom-to-fit'));
		return plus;
	}

	/** The panel of nodes, searched for a node, which is opened. */
	private async find(plus: Locator, node: string, searched = node): Promise<void> {
		await this.click(plus);
		await this.type(this.at('node-creator-search-bar'), searched);
		await this.click(this.at('node-creator-item-name').getByText(node, { exact: true }).first());
	}

	private async pick(action: string): Promise<void> {
		await this.click(this.at('node-creator-item-name').getByText(action, { exact: true }).first());
		await this.form().waitFor();
	}

	/**
	 * Drags an attribute from the input panel into a field. It counts as a click.
	 *
	 * @param attribute as it is called there
	 * @param target the field's name, or where on the page it is
	 * @throws where the field does not show the attribute afterwards
	 */
	async drag(attribute: string, target: string | Locator): Promise<void> {
		const pill = this.at('ndv-input-panel')
			.locator(`[data-target="mappable"][data-name="${attribute}"]`)
			.first();
		await pill.scrollIntoViewIfNeeded();
		const to = typeof target === 'string' ? this.field(target) : target;
		await to.scrollIntoViewIfNeeded();
		await this.move(pill, to);
		this.clicks += 1;
		await this.shown(attribute, to);
		await this.page.waitForTimeout(SETTLED_MS);
	}

	/** Waits until a field shows words, as an expression or as they are. */
	private async shown(words: string, field: Locator): Promise<void> {
		const inputs = field.locator('input');
		const deadline = Date.now() + SHOWN_MS;
		for (;;) {
			const typed = await inputs.evaluateAll((all) =>
				all.map((input) => (input instanceof HTMLInputElement ? input.value : '')),
			);
			if ([await field.innerText(), ...typed].some((text) => text.includes(words))) return;
			if (Date.now() > deadline) throw new Error(`'${words}' did not get into its field`);
			await this.page.waitForTimeout(SETTLED_MS / 2);
		}
	}

	/** Clicks beside the fields, which puts away what lies over them. */
	async elsewhere(): Promise<void> {
		await this.form().click({ position: { x: 5, y: 5 } });
		this.clicks += 1;
		await this.page.waitForTimeout(SETTLED_MS);
	}

	/** Where to drop is looked for once the mouse holds something: fields move when others get their previews. */
	private async move(what: Locator, target: Locator): Promise<void> {
		const { mouse } = this.page;
		const from = await centreOf(what);
		await mouse.move(from.x, from.y);
		await mouse.down();
		await mouse.move(from.x + 20, from.y + 10, { steps: 4 });
		const to = await this.restingCentreOf(target);
		await mouse.move(to.x, to.y, { steps: 10 });
		await this.page.waitForTimeout(SETTLED_MS);
		await mouse.up();
	}

	/** Where something is as soon as it stands still. */
	private async restingCentreOf(target: Locator): Promise<Point> {
		let before = await centreOf(target);
		for (;;) {
			await this.page.waitForTimeout(SETTLED_MS / 2);
			const now = await centreOf(target);
			if (now.x === before.x && now.y === before.y) return now;
			before = now;
		}
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

	/**
	 * Adds an optional field of a collection.
	 *
	 * @param button what the collection's button says
	 */
	async addField(words: string, button = 'Add field'): Promise<void> {
		const form = this.form();
		await this.click(form.getByText(button).or(form.getByPlaceholder(button)).first());
		await this.click(this.page.getByText(words, { exact: true }).locator('visible=true').last());
	}

	/** Enters a day in a field for date and time. */
	async day(parameter: string, day: string): Promise<void> {
		const input = this.parameter(parameter).locator('input').first();
		await this.click(input);
		await this.type(input, `${day} 00:00:00`);
		await this.page.keyboard.press('Enter');
	}

	/** Writes into a field of several lines. */
	async write(parameter: string, words: string): Promise<void> {
		await this.type(this.parameter(parameter).locator('textarea').first(), words);
	}

	/** Tries n8n's form with a file: the step is executed, the form opens, is filled in and sent. */
	async sendForm(label: string, path: string): Promise<void> {
		const opened = this.page.context().waitForEvent('page');
		await this.click(this.at('node-execute-button').first());
		const form = await opened;
		await form.getByLabel(label).setInputFiles(path);
		await form.getByRole('button', { name: 'Submit' }).click();
		this.clicks += 2;
		await this.at('output-panel').getByTestId('node-run-status-success').first().waitFor();
		await form.close();
	}

	/** What the panel of a step that has not run says of it. */
	async hint(): Promise<string> {
		return (await this.at('output-panel').getByTestId('node-hint').first().innerText()).trim();
	}

	/** Shows the output as a table; the editor may begin with the names of the attributes alone. */
	async asTable(): Promise<void> {
		await this.click(this.at('output-panel').getByTestId('radio-button-table').first());
	}

	/** Downloads the file that the output panel shows. @returns its text */
	async downloaded(): Promise<string> {
		const started = this.page.waitForEvent('download');
		await this.click(this.at('output-panel').getByText('Download', { exact: true }).first());
		const stream = await (await started).createReadStream();
		return await text(stream);
	}

	/** Executes a step that nothing answers here. */
	async executeInVain(): Promise<void> {
		await this.click(this.at('node-execute-button'));
	}

	async execute(): Promise<void> {
		await this.click(this.at('node-execute-button'));
		await this.at('output-panel')
			.locator('[data-test-id^="node-run-status"], [data-test-id="node-error-message"]')
			.first()
			.waitFor();
	}

	/** A field of the form, searchable or not. */
	private field(name: string): Locator {
		return this.at(`resource-locator-${name}`).or(this.parameter(name)).first();
	}

	private form(): Locator {
		return this.at('node-parameters');
	}

	private parameter(name: string): Locator {
		return this.at(`parameter-input-${name}`);
	}

	private at(testId: string): Locator {
		return this.page.getByTestId(testId);
	}
}

interface Point {
	x: number;
	y: number;
}

async function centreOf(target: Locator): Promise<Point> {
	const box = await target.boundingBox();
	if (box === null) throw new Error('It is not on the page');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
