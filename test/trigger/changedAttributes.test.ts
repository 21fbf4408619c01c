import 'reflect-metadata';

import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { lists } from '../../nodes/Pelcro/lists';
import { changedAttributes as ofList } from '../../nodes/PelcroChangesTrigger/form/changedAttributes';
import { PelcroChangesTrigger } from '../../nodes/PelcroChangesTrigger/PelcroChangesTrigger.node';
import { changedAttributes as ofEvents } from '../../nodes/PelcroTrigger/form/changedAttributes';
import { PelcroTrigger } from '../../nodes/PelcroTrigger/PelcroTrigger.node';
import { triggerProperties } from '../../nodes/PelcroTrigger/form/properties';

/** The editor's own context, with the form as it is filled in. */
function editor(type: INodeType, parameters: INodeParameters): LoadOptionsContext {
	const { name } = type.description;
	const node: INode = {
		id: name,
		name,
		type: name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	// Nothing else of n8n's server is asked for: the list makes no call.
	const additional = { currentNodeParameters: parameters } as IWorkflowExecuteAdditionalData;
	return new LoadOptionsContext(workflow, node, additional, '');
}

const shown = async (events: string[]) =>
	await ofEvents.call(editor(new PelcroTrigger(), { events }));

const watched = async (watch: string) =>
	await ofList.call(editor(new PelcroChangesTrigger(), { watch }));

describe('the fields of which one has to change', () => {
	it('are those of what the chosen events tell of', async () => {
		const choices = await shown(['customer.updated', 'customer.created']);
		const values = choices.map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['email', 'first_name', 'mail_marketing']));
		expect(values).not.toContain('quantity');
		expect(values).not.toContain('skip_email_dns_validations');
		expect(choices.find(({ value }) => value === 'old_provider_id')).toMatchObject({
			name: 'Old Provider ID',
			description: 'old_provider_id',
		});
		const names = choices.map(({ name }) => name);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
		expect(new Set(values).size).toBe(values.length);
	});

	it('are of several records where events tell of several, and of all for All Events or none', async () => {
		const both = (await shown(['customer.updated', 'subscription.updated'])).map(
			(one) => one.value,
		);
		expect(both).toEqual(expect.arrayContaining(['email', 'quantity']));
		const all = await shown(['*']);
		expect(all.length).toBeGreaterThan(both.length);
		expect(await shown([])).toEqual(all);
	});

	it('are there for every event of an update whose record has a list', async () => {
		const { options = [] } = triggerProperties.find(({ name }) => name === 'events') ?? {};
		const updates = options.flatMap((option) =>
			'value' in option && /\.updated$/.test(String(option.value)) ? [String(option.value)] : [],
		);
		expect(updates.length).toBeGreaterThan(8);
		const without = [];
		for (const event of updates) if ((await shown([event])).length < 2) without.push(event);
		expect(without).toEqual([]);
	});

	it('are those of the list that is watched', async () => {
		const values = (await watched('subscription')).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['status', 'quantity', 'cancel_at_period_end']));
		const none = [];
		for (const { value } of lists) if ((await watched(value)).length < 2) none.push(value);
		expect(none).toEqual([]);
		expect(await watched('nothing')).toEqual([]);
	});
});
