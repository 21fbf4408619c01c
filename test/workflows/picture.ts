import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { PROJECT } from '../../demo/projectPaths';
import { openBrowser } from '../e2e/stage/browser';
import { EditorPage } from '../e2e/editor/editorPage';

/** Wide enough that sticky notes can be read when the whole workflow is in view, pixels. */
const WINDOW = { width: 2_000, height: 1_300 };

/** The canvas draws its last bits after it has been fitted, milliseconds. */
const SETTLE_MS = 1_500;

/** Space around the nodes, pixels: their names are wider than they are. */
const MARGIN = 36;

/** What lies over the canvas: tabs, buttons, notices. */
const OVERLAYS =
	'.vue-flow__panel, [data-test-id="canvas-wrapper"] ~ *, .el-notification, [data-test-id="main-header"]';

/** Keeps a screenshot of a workflow in the editor for the documentation. */
export async function takePicture(n8nUrl: string, id: string, name: string): Promise<void> {
	const { browser, page } = await openBrowser();
	try {
		await page.setViewportSize(WINDOW);
		const editor = new EditorPage(page, n8nUrl);
		await editor.signIn();
		await editor.openWorkflow(id);
		await page.waitForTimeout(SETTLE_MS);
		await page.addStyleTag({ content: `${OVERLAYS} { visibility: hidden !important; }` });
		const path = join(PROJECT, 'docs', 'images', `workflow-${name}.png`);
		await page.screenshot({ path, clip: await workflowBox(page) });
	} finally {
		await browser.close();
	}
}

/**
 * Keeps a screenshot of a node's open form for the documentation.
 *
 * @param node its name in the workflow
 */
export async function takeFormPicture(
	n8nUrl: string,
	id: string,
	node: string,
	name: string,
): Promise<void> {
	const { browser, page } = await openBrowser();
	try {
		const editor = new EditorPage(page, n8nUrl);
		await editor.signIn();
		await editor.openWorkflow(id);
		await editor.openNode(node);
		await page.waitForTimeout(SETTLE_MS);
		await page.screenshot({ path: join(PROJECT, 'docs', 'images', `${name}.png`) });
	} finally {
		await browser.close();
	}
}

/** The part of the window that the workflow takes. */
async function workflowBox(page: Page) {
	const boxes = await Promise.all(
		(await page.locator('.vue-flow__node').all()).map(async (node) => await node.boundingBox()),
	);
	const seen = boxes.filter((box) => box !== null);
	const x = Math.min(...seen.map((box) => box.x)) - MARGIN;
	const y = Math.min(...seen.map((box) => box.y)) - MARGIN;
	const right = Math.max(...seen.map((box) => box.x + box.width)) + MARGIN;
	const bottom = Math.max(...seen.map((box) => box.y + box.height)) + MARGIN;
	return { x, y, width: right - x, height: bottom - y };
}
