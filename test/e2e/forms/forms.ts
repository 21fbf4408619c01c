import assert from 'node:assert/strict';
import type { INodeProperties } from 'n8n-workflow';

import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { pelcroNode, PublishedWorkflows } from '../../trigger/real/publishedWorkflows';
import { allForms, fieldsOf, filledIn, optionalFieldsOf, titleOf } from './formDrafts';
import type { Stage } from '../stage/stage';

const TALL = { width: 1_440, height: 3_400 };
const USUAL = { width: 1_440, height: 900 };

/** Every form of every resource, with all that can be added: nothing missing, misordered or cut off. */
export async function formsScenario({ editor, checks }: Stage): Promise<void> {
	const { rest } = await N8nEditor.signIn(new URL(editor.page.url()).origin);
	const workflows = new PublishedWorkflows(rest);
	const forms = allForms();
	for (const resource of new Set(forms.map((form) => form.resource))) {
		const own = forms.filter((form) => form.resource === resource);
		const nodes = own.map((form) => pelcroNode(titleOf(form), filledIn(form)));
		const { id } = await workflows.add(`Forms of ${resource}`, '', nodes);
		await editor.page.setViewportSize(USUAL);
		await editor.openWorkflow(id);
		await editor.page.setViewportSize(TALL);
		for (const form of own) {
			await checks.run(`The form of ${titleOf(form)}`, async () => {
				const fields = fieldsOf(form);
				await editor.openForm(titleOf(form));
				const text = await editor.formText();
				assert.deepEqual(
					inOrderOf(text, fields),
					fields.map(({ displayName }) => displayName),
				);
				for (const name of optionalNames(fields)) assert.ok(text.includes(name), `no '${name}'`);
				assert.doesNotMatch(text, /undefined|\[object Object\]|Unknown/);
				assert.deepEqual(await editor.cutLabels(), []);
			});
		}
	}
	await editor.page.setViewportSize(USUAL);
}

/** The fields' names as far as they stand in the form in this order. */
function inOrderOf(form: string, fields: INodeProperties[]): string[] {
	let from = 0;
	return fields.flatMap(({ displayName }) => {
		const at = form.indexOf(displayName, from);
		if (at === -1) return [];
		from = at + displayName.length;
		return [displayName];
	});
}

function optionalNames(fields: INodeProperties[]): string[] {
	return fields
		.filter(({ type }) => type === 'collection')
		.flatMap(optionalFieldsOf)
		.map(({ displayName }) => displayName);
}
