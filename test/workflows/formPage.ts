import type { Browser, Page } from 'playwright-core';

import { openBrowser } from '../e2e/stage/browser';

/** A page of n8n's own forms in a real browser, as a visitor sees it. */
export class FormPage {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
	) {}

	/** @param url the form's production URL */
	static async open(url: string): Promise<FormPage> {
		const { browser, page } = await openBrowser();
		await page.goto(url);
		return new FormPage(browser, page);
	}

	/** @param answers by the words above the field */
	async fill(answers: Record<string, string>): Promise<void> {
		for (const [label, answer] of Object.entries(answers)) {
			await this.page.getByLabel(label).fill(answer);
		}
	}

	async chooseFile(label: string, path: string): Promise<void> {
		await this.page.getByLabel(label).setInputFiles(path);
	}

	/** Sends the form. @returns the text of the page that follows */
	async submit(lastPage: RegExp): Promise<string> {
		await this.page.getByRole('button', { name: 'Submit' }).click();
		const shown = this.page.getByText(lastPage).first();
		await shown.waitFor();
		return await this.page.locator('body').innerText();
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
