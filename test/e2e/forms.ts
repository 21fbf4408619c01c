import assert from 'node:assert/strict';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Pelcro } from '../../index.js';
import type { Importable } from '../../demo/n8nHost';
import type { Stage } from './stage';

/** Forms of every kind there is: money, lines, files, lists, conditions, dates. */
const FORMS = [
	['address', 'create'],
	['bill', 'create'],
	['coupon', 'create'],
	['export', 'exportAndWait'],
	['invoice', 'create'],
	['member', 'invite'],
	['order', 'create'],
	['plan', 'create'],
	['subscription', 'create'],
	['webhook', 'create'],
] as const;

const TALL = { width: 1_440, height: 2_400 };
const USUAL = { width: 1_440, height: 900 };

/** Every kind of form, with all optional fields added: nothing missing, nothing misordered. */
export async function formsScenario({ host, editor, checks }: Stage): Promise<void> {
	await editor.page.setViewportSize(TALL);
	for (const [resource, operation] of FORMS) {
		await checks.run(`The form of ${resource} ${operation}`, async () => {
			const fields = formOf(resource, operation);
			const workflow = workflowWith(resource, operation, fields);
			await host.importWorkflow(workflow);
			await editor.openWorkflow(workflow.id);
			await editor.openNode('Pelcro');
			const form = await editor.formText();
			assert.deepEqual(
				inOrderOf(form, fields),
				fields.map(({ displayName }) => displayName),
			);
			for (const name of optionalNames(fields)) assert.ok(form.includes(name), `no '${name}'`);
			assert.doesNotMatch(form, /undefined|\[object Object\]|Unknown/);
		});
	}
	await editor.page.setViewportSize(USUAL);
}

/** The fields that are shown for the operation when nothing is filled in. */
function formOf(resource: string, operation: string): INodeProperties[] {
	const { properties } = new Pelcro().description;
	const shown = properties.filter(({ name, displayOptions: { show = {} } = {} }) => {
		const { resource: resources, operation: operations, ...conditions } = show;
		return (
			name !== 'resource' &&
			name !== 'operation' &&
			(resources?.includes(resource) ?? true) &&
			(operations?.includes(operation) ?? true) &&
			Object.entries(conditions).every(([key, values]) => values?.includes(defaultOf(key)))
		);
	});
	return shown;

	function defaultOf(key: string) {
		const controlling = properties.find(
			({ name, displayOptions: { show = {} } = {} }) =>
				name === key &&
				(show.resource?.includes(resource) ?? true) &&
				(show.operation?.includes(operation) ?? true),
		);
		return controlling?.default as string;
	}
}

/** A workflow with the node in it, its optional fields added with their defaults. */
function workflowWith(resource: string, operation: string, fields: INodeProperties[]): Importable {
	const collections = fields.filter(({ type }) => type === 'collection');
	const added = collections.map(({ name, options = [] }) => [
		name,
		Object.fromEntries(options.filter(isField).map((field) => [field.name, field.default])),
	]);
	const node = {
		id: 'pelcro',
		name: 'Pelcro',
		type: 'n8n-nodes-pelcro.pelcro',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource, operation, ...Object.fromEntries(added) },
	};
	return {
		id: `form${resource}${operation}`,
		name: `${resource} ${operation}`,
		active: false,
		settings: {},
		nodes: [node],
		connections: {},
	};
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
		.flatMap(({ options = [] }) =>
			options.map(({ name, ...rest }) => ('displayName' in rest ? rest.displayName : name)),
		);
}

function isField(
	option: INodeProperties | INodePropertyOptions | object,
): option is INodeProperties {
	return 'type' in option;
}
