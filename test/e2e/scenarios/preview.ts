import assert from 'node:assert/strict';

import { keepPicture } from '../stage/pictures';
import { presentSchemas, schemaPath } from '../../schemas/schemas';
import type { Stage } from '../stage/stage';

/** A node of Pelcro that has never run, and the one after it. */
const WORKFLOW = {
	id: 'pelcroPreview000',
	name: 'Preview',
	active: false,
	settings: {},
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'pelcro',
			name: 'Get subscriptions',
			type: 'n8n-nodes-pelcro.pelcro',
			typeVersion: 1,
			position: [220, 0],
			parameters: { resource: 'subscription', operation: 'getAll' },
		},
		{
			id: 'next',
			name: 'Next',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [440, 0],
			parameters: {},
		},
	],
	connections: {
		Start: { main: [[{ node: 'Get subscriptions', type: 'main', index: 0 }]] },
		'Get subscriptions': { main: [[{ node: 'Next', type: 'main', index: 0 }]] },
	},
};

/** What the next node shows of one that has not run. */
export async function previewScenario({ host, editor, checks }: Stage): Promise<void> {
	await checks.run('The next node shows what a node that has not run will put out', async () => {
		await host.importWorkflow(WORKFLOW);
		await editor.openWorkflow(WORKFLOW.id);
		await editor.openNode('Next');
		const shown = await editor.previewedAttributes('current_period_end');
		const { properties = {} } = presentSchemas().get(schemaPath('subscription', 'getAll')) ?? {};
		for (const name of Object.keys(properties)) {
			assert.ok(
				shown.some((text) => text.includes(name)),
				`${name} is not shown: ${shown.join()}`,
			);
		}
		await keepPicture(editor.page, 'schema-preview');
	});
}
