import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { runAsProgram } from '../../../demo/program';
import { PROJECT } from '../../../demo/projectPaths';
import { PublishedWorkflows } from '../../trigger/real/publishedWorkflows';
import { allForms, titleOf, type Form } from './formDrafts';
import { contactSheets, pictureForms } from './formWalk';
import { setStage } from '../stage/stage';

/** Choices that open further fields. */
const VARIANTS: Form[] = [
	{ resource: 'coupon', operation: 'create', chosen: { discountType: 'amount' } },
	{ resource: 'export', operation: 'create', chosen: { exportType: 'accounting' } },
	{ resource: 'export', operation: 'exportAndWait', chosen: { exportType: 'subscriptions' } },
	{ resource: 'sku', operation: 'create', chosen: { inventoryType: 1 } },
	{ resource: 'webhook', operation: 'create', chosen: { allEventsEnabled: false } },
];

/**
 * Pictures of every form of the node in the real editor, on one sheet or two a resource, to be looked at:
 * `tsx test/e2e/forms/walk.ts [resource …]` after a build. Says which labels the editor has cut off.
 */
async function main(wanted: string[]): Promise<boolean> {
	const folder = join(PROJECT, 'artifacts', 'walk');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const { browser, account, editor } = await setStage(say);
	try {
		await editor.signIn();
		const { rest } = await N8nEditor.signIn(new URL(editor.page.url()).origin);
		const workflows = new PublishedWorkflows(rest);
		const credentialId = await workflows.addCredential(account);
		const stage = { editor, workflows, credentialId, folder };
		const forms = [...allForms(), ...VARIANTS].filter(
			({ resource }) => wanted.length === 0 || wanted.includes(resource),
		);
		const cut: string[] = [];
		for (const resource of new Set(forms.map((form) => form.resource))) {
			const own = forms.filter((form) => form.resource === resource);
			const pictures = await pictureForms(stage, own);
			cut.push(
				...pictures.flatMap((one) => one.cut.map((label) => `${titleOf(one.form)}: ${label}`)),
			);
			const sheets = await contactSheets(editor.page, `sheet-${resource}`, pictures, folder);
			for (const path of sheets) say(path);
		}
		for (const label of cut) say(`Cut off: ${label}`);
		return cut.length === 0;
	} finally {
		await browser.close();
	}
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

runAsProgram(async () => await main(process.argv.slice(2)));
