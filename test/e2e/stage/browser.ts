import { type Browser, chromium, type Page, selectors } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** How long the editor may take for one thing, milliseconds. */
const PATIENCE_MS = 20_000;

/** Starts Chromium; elements are named by n8n's own test IDs. */
export async function openBrowser(): Promise<{ browser: Browser; page: Page }> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	return { browser, page };
}
