import 'reflect-metadata';

import { LoadOptionsContext, PollContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { PelcroChangesTrigger } from '../../nodes/PelcroChangesTrigger/PelcroChangesTrigger.node';
import { GivenCredentials } from '../engine/host/givenCredentials';

const TYPE = 'n8n-nodes-pelcro.pelcroChangesTrigger';

let nodes = 0;

/** A Changes Trigger with the calls that n8n makes of it, in n8n-core's own context. */
export class PolledTrigger {
	/** What n8n has stored for the workflow. */
	private stored = '{}';

	private workflow: Workflow | undefined;
	private readonly id = `polled-${(nodes += 1)}`;
	private readonly type = new PelcroChangesTrigger();

	constructor(
		private readonly credentials: ICredentialDataDecryptedObject,
		public parameters: INodeParameters,
	) {}

	/** One poll, as n8n makes it; what the node keeps is stored with the execution that it starts. */
	async poll(): Promise<IDataObject[]> {
		this.workflow ??= this.newWorkflow();
		const items = await this.call(this.workflow, 'trigger');
		if (items.length > 0) this.stored = JSON.stringify(this.workflow.staticData);
		return items;
	}

	/** Publishes the workflow (also after a change, or when n8n starts): a poll is made at once, and all is stored. */
	async publish(activation: 'activate' | 'init' = 'activate'): Promise<IDataObject[]> {
		this.workflow = this.newWorkflow();
		const items = await this.call(this.workflow, 'trigger', activation);
		this.stored = JSON.stringify(this.workflow.staticData);
		return items;
	}

	/** What the editor shows for 'Fetch Test Event'. */
	async fetchTestEvent(): Promise<IDataObject[]> {
		const workflow = this.newWorkflow();
		const before = JSON.stringify(workflow.staticData);
		const items = await this.call(workflow, 'manual');
		if (JSON.stringify(workflow.staticData) !== before) throw new Error('A cursor was moved');
		return items;
	}

	/** What the editor shows when Cost of a Poll is opened. */
	async costOfPoll(): Promise<string[]> {
		const workflow = this.newWorkflow();
		const context = new LoadOptionsContext(
			workflow,
			this.node(),
			{ ...additionalData(this.credentials), currentNodeParameters: this.parameters },
			'',
		);
		const { results } = await this.type.methods.listSearch.costOfPoll.call(context);
		return results.map(({ name }) => name);
	}

	private async call(
		workflow: Workflow,
		mode: 'trigger' | 'manual',
		published: 'activate' | 'init' = 'activate',
	): Promise<IDataObject[]> {
		const activation = mode === 'manual' ? 'manual' : published;
		const context = new PollContext(
			workflow,
			workflow.getNode('Pelcro Changes Trigger') ?? this.node(),
			additionalData(this.credentials),
			mode,
			activation,
		);
		const items = await this.type.poll.call(context);
		return (items ?? []).flat().map(({ json }) => json);
	}

	private node(): INode {
		return {
			id: 'changes',
			name: 'Pelcro Changes Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { pelcroApi: { id: '1', name: 'Pelcro' } },
		};
	}

	private newWorkflow(): Workflow {
		return new Workflow({
			id: this.id,
			name: 'Watched',
			nodes: [this.node()],
			connections: {},
			active: true,
			nodeTypes: {
				getByName: () => this.type,
				getByNameAndVersion: () => this.type,
				getKnownTypes: () => ({}),
			},
			staticData: JSON.parse(this.stored) as IDataObject,
			settings: { timezone: 'Europe/Berlin' },
		});
	}
}

function additionalData(
	credentials: ICredentialDataDecryptedObject,
): IWorkflowExecuteAdditionalData {
	const needed: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new GivenCredentials(() => credentials),
		currentNodeExecutionIndex: 0,
		variables: {},
	};
	// The rest is n8n's server, which is not part of the engine.
	return needed as IWorkflowExecuteAdditionalData;
}
