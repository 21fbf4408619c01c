import { join } from 'node:path';

import { PROJECT } from '../../demo/projectPaths';
import { openBrowser } from '../e2e/browser';
import { EditorPage } from '../e2e/editorPage';

/** The canvas draws its last bits after it has been fitted, milliseconds. */
const SETTLE_MS = 1_500;

/** Keeps a screenshot of a workflow in the editor for the documentation. */
export async function takePicture(n8nUrl: string, id: string, name: string): Promise<void> {
	const { browser, page } = await openBrowser();
	try {
		const editor = new EditorPage(page, n8nUrl);
		await editor.signIn();
		await editor.openWorkflow(id);
		await page.waitForTimeout(SETTLE_MS);
		const canvas = page.getByTestId('canvas-wrapper').or(page.getByTestId('canvas')).first();
		await canvas.screenshot({ path: join(PROJECT, 'docs', 'images', `workflow-${name}.png`) });
	} finally {
		await browser.close();
	}
}
