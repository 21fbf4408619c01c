import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { PROJECT } from '../../../demo/projectPaths';

/**
 * Takes a picture for README and docs, where they are to be renewed (UPDATE_PICTURES=1): they differ a little from
 * run to run, and a test run is not to change files.
 *
 * @param name the file in docs/images, without its ending
 */
export async function keepPicture(what: Page | Locator, name: string): Promise<void> {
	if (!process.env.UPDATE_PICTURES) return;
	await what.screenshot({ path: join(PROJECT, 'docs', 'images', `${name}.png`) });
}
