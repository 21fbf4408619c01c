import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { PROJECT } from '../../../demo/projectPaths';
import { PublishedWorkflows } from '../../trigger/real/publishedWorkflows';
import type { Stage } from '../stage/stage';
import { Hand } from './hand';
import { JOBS } from './jobs';
import { LONGER_JOBS } from './longerJobs';
import { PEER_JOBS } from './peerJobs';
import { README_JOB } from './readmeJob';

const PICTURES = join(PROJECT, 'artifacts', 'e2e', 'jobs');

/** What nobody is to have to type: an ID, an expression, JSON, a minor unit or a Unix time. */
const NOT_FOR_PEOPLE = /^\d+$|\{\{|^[[{]/;

/**
 * Plays what people do, on the real editor with clicks only; counts the clicks and prints them.
 *
 * @param only the pictures' names of the jobs to play; all where none is one
 */
export async function jobsScenario(
	{ editor, account, checks }: Stage,
	only: readonly string[],
): Promise<void> {
	await mkdir(PICTURES, { recursive: true });
	const url = new URL(editor.page.url()).origin;
	const { rest } = await N8nEditor.signIn(url);
	await new PublishedWorkflows(rest).addCredential(account, 'Pelcro account');
	const counts: string[] = [];
	const all = [README_JOB, ...JOBS, ...LONGER_JOBS, ...PEER_JOBS];
	const named = all.filter(({ picture }) => only.includes(picture));
	for (const job of named.length > 0 ? named : all) {
		const hand = new Hand(editor.page, url);
		await checks.run(`Job: ${job.name}`, async () => {
			await hand.emptyCanvas();
			await job.play({ account, editor, hand });
			const odd = hand.typed.filter((words) => NOT_FOR_PEOPLE.test(words));
			if (odd.length > 0) throw new Error(`Nobody knows to type ${odd.join(', ')}`);
			counts.push(`${hand.clicks} clicks, ${hand.typed.length} times typed: ${job.name}`);
			await pictures(editor.page, job.picture);
		});
	}
	process.stdout.write(`${counts.join('\n')}\n`);
}

/** In light and in dark, as n8n follows the system. */
async function pictures(page: Page, name: string): Promise<void> {
	for (const colorScheme of ['dark', 'light'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(500);
		await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
	}
}
