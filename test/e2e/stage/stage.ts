import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { N8nHost } from '../../../demo/n8n/n8nHost';
import { chosenLine, namedFor } from '../../../demo/n8n/n8nLine';
import { PROJECT } from '../../../demo/projectPaths';
import { createAccount, type SandboxAccount } from '../../../sandbox/client';
import { launchSandbox } from '../../../sandbox/process';
import { openBrowser } from './browser';
import type { Checks } from './checks';
import { EditorPage } from '../editor/editorPage';

const ARTIFACTS = join(PROJECT, 'artifacts', namedFor(chosenLine(), 'e2e'));

/** What a scenario plays on. */
export interface Stage {
	host: N8nHost;
	/** A sandbox account with a small publisher and without a limit. */
	account: SandboxAccount;
	/** The editor as a user sees it. */
	editor: EditorPage;
	checks: Checks;
}

/** A real n8n with the package as built, a sandbox, and a browser. */
export async function setStage(say: (line: string) => void) {
	await rm(ARTIFACTS, { recursive: true, force: true });
	await mkdir(ARTIFACTS, { recursive: true });
	const host = await N8nHost.prepare({ name: 'n8n-e2e', fresh: true, build: false, say });
	const { url } = await launchSandbox();
	const account = await createAccount(url, { customers: 60, limit: null });
	const { editor } = await host.startEditor();
	say(`n8n runs at ${editor.url}, the sandbox at ${url}`);
	const { browser, page } = await openBrowser();
	return { host, account, editor: new EditorPage(page, editor.url), browser };
}

/** Keeps a screenshot of where each check ended, named after the check. */
export function screenshots(page: Page): (name: string) => Promise<void> {
	let number = 0;
	return async (name) => {
		number += 1;
		const file = `${String(number).padStart(2, '0')}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
		await page.screenshot({ path: join(ARTIFACTS, file) });
	};
}
