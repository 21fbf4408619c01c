import 'reflect-metadata';

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { forgetFloors } from '../../nodes/PelcroTrigger/catchUp/floors';
import { forgetCatchUps } from '../../nodes/PelcroTrigger/catchUp/looks';
import { forgetHandledEvents } from '../../nodes/PelcroTrigger/deliveries/handledEvents';
import { forgetLooks } from '../../nodes/PelcroTrigger/registration/findAgain';
import { forgetRegistrations } from '../../nodes/PelcroTrigger/registration/keptData';
import { PelcroTrigger } from '../../nodes/PelcroTrigger/PelcroTrigger.node';
import { GivenCredentials } from '../engine/host/givenCredentials';

const TYPE = 'n8n-nodes-pelcro.pelcroTrigger';

/** What a trigger node of a test is made of. */
export interface TriggerOptions {
	credentials: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	/** Name of the node. */
	name?: string;
	workflowName?: string;
	/** Whether the test URL is used ('Listen for test event'). */
	test?: boolean;
}

let nodes = 0;

/** As a restart of n8n does: what its process knew is gone, what it has stored is left. */
export function restartN8n(): void {
	forgetRegistrations();
	forgetHandledEvents();
	forgetLooks();
	forgetFloors();
	forgetCatchUps();
}

/**
 * Stands for n8n's web server: calls the trigger node in n8n-core's own contexts, and answers as n8n does. Static
 * data is copied for every call, as n8n reads it from its database.
 */
export class TriggerHost {
	private readonly triggers = new Map<string, HostedTrigger>();

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => void this.answer(request, response));
	}

	static async start(): Promise<TriggerHost> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new TriggerHost(server);
	}

	/** Adds a node; it does not listen before its `activate`. */
	add(options: TriggerOptions): HostedTrigger {
		const { port } = this.server.address() as AddressInfo;
		const trigger = new HostedTrigger(`http://127.0.0.1:${port}`, options);
		this.triggers.set(trigger.path, trigger);
		return trigger;
	}

	/** From now on the node's address is not known. */
	remove({ path }: HostedTrigger): void {
		this.triggers.delete(path);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** As n8n answers for an address that no workflow has. */
	private unknown(path: string): Answer {
		const message = `The requested webhook "POST ${path}" is not registered.`;
		return { status: 404, body: { code: 404, message } };
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = await buffer(request);
		const trigger = this.triggers.get(request.url ?? '');
		const { status, body } =
			(await trigger?.receive(rawBody, request.headers)) ?? this.unknown(request.url ?? '');
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	}
}

export interface Answer {
	status: number;
	body: unknown;
}

/** One trigger node, with the calls that n8n makes of it. */
export class HostedTrigger {
	/** What n8n stores for the workflow; may be looked at and changed by tests. */
	staticData: IDataObject = {};

	/** The items that have started the workflow. */
	readonly started: IDataObject[] = [];

	/** Messages of the failed executions that n8n has made because the node has thrown. */
	readonly failures: string[] = [];

	/** Whether every request gets 200 without the node being asked, so that tests can change the endpoint. */
	answersForItself = false;

	readonly id = `workflow-${(nodes += 1)}`;

	private readonly type = new PelcroTrigger();

	constructor(
		private readonly origin: string,
		readonly options: TriggerOptions,
	) {}

	get path(): string {
		return `${this.options.test ? '/webhook-test' : '/webhook'}/${this.id}/webhook`;
	}

	get url(): string {
		return `${this.origin}${this.path}`;
	}

	/** The registration that the node has kept. */
	get kept(): IDataObject {
		return (this.drawer[this.options.test ? 'test' : 'production'] ?? {}) as IDataObject;
	}

	/** All that the node has kept. */
	get drawer(): IDataObject {
		const { global = {} } = this.staticData as { global?: IDataObject };
		return (global[`pelcroTrigger ${this.node().id}`] ?? {}) as IDataObject;
	}

	/** As n8n does when a workflow is activated or a test begins. */
	async activate(): Promise<void> {
		const exists = await this.call('checkExists');
		if (!exists) await this.call('create');
	}

	/** As n8n does when a workflow is deactivated or a test ends. */
	async deactivate(): Promise<void> {
		await this.call('delete');
	}

	/** Calls one of the node's webhook methods in n8n-core's HookContext. */
	async call(method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const mode = method === 'delete' ? 'internal' : this.options.test ? 'manual' : 'trigger';
		const workflow = this.workflow();
		const activation = mode === 'manual' ? 'manual' : 'activate';
		const context = new HookContext(
			workflow,
			this.nodeIn(workflow),
			this.additionalData(),
			mode,
			activation,
			this.webhookData(),
		);
		try {
			return await this.type.webhookMethods.default[method].call(context);
		} finally {
			this.staticData = copy(workflow.staticData);
		}
	}

	/**
	 * Calls the node's webhook in n8n-core's WebhookContext, as n8n does for a request.
	 *
	 * @param type the node of the process that receives it; with another one, only static data is shared
	 */
	async receive(
		rawBody: Buffer,
		headers: IncomingMessage['headers'],
		type = this.type,
	): Promise<Answer> {
		const mode: WorkflowExecuteMode = this.options.test ? 'manual' : 'webhook';
		const answer: Answer = { status: 200, body: { message: 'Workflow was started' } };
		if (this.answersForItself) return answer;
		const httpResponse = {
			status(status: number) {
				answer.status = status;
				return httpResponse;
			},
			json(body: unknown) {
				answer.body = body;
			},
		};
		const workflow = this.workflow();
		const additionalData = {
			...this.additionalData(),
			httpRequest: { headers, rawBody },
			httpResponse,
		};
		const context = new WebhookContext(
			workflow,
			this.nodeIn(workflow),
			// Only these parts of request and response are what the node uses.
			additionalData as unknown as IWorkflowExecuteAdditionalData,
			mode,
			this.webhookData(),
			[],
			null,
		);
		const result = await type.webhook.call(context).catch((error: unknown) => {
			this.failures.push(error instanceof Error ? error.message : String(error));
		});
		// n8n answers so, and makes a failed execution.
		if (result === undefined) return { status: 500, body: { message: 'Workflow Webhook Error' } };
		const { workflowData = [], noWebhookResponse } = result;
		// n8n stores static data that has changed. It starts the execution first and thereby forgets that, unless the
		// node has answered by itself.
		const isStored = workflowData.length === 0 || noWebhookResponse;
		if (isStored && workflow.staticData.__dataChanged === true) {
			this.staticData = copy(workflow.staticData);
		}
		this.started.push(...workflowData.flat().map(({ json }) => json));
		return answer;
	}

	private node(): INode {
		const { name = 'Pelcro Trigger', parameters } = this.options;
		return {
			id: 'trigger',
			name,
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { pelcroApi: { id: '1', name: 'Pelcro' } },
			webhookId: this.id,
		};
	}

	/** The node as n8n runs it: with the form's defaults for what is not stored. */
	private nodeIn(workflow: Workflow): INode {
		const node = workflow.getNode(this.node().name);
		if (node === null) throw new Error('The workflow has no trigger');
		return node;
	}

	private workflow(): Workflow {
		return new Workflow({
			id: this.id,
			name: this.options.workflowName ?? 'New readers',
			nodes: [this.node()],
			connections: {},
			active: !this.options.test,
			nodeTypes: {
				getByName: () => this.type,
				getByNameAndVersion: () => this.type,
				getKnownTypes: () => ({}),
			},
			staticData: copy(this.staticData),
			settings: {},
		});
	}

	private webhookData(): IWebhookData {
		const [webhookDescription] = this.type.description.webhooks ?? [];
		if (webhookDescription === undefined) throw new Error('The node has no webhook');
		return {
			httpMethod: 'POST',
			node: this.node().name,
			path: `${this.id}/webhook`,
			webhookDescription,
			workflowId: this.id,
			workflowExecuteAdditionalData: this.additionalData(),
			isTest: this.options.test === true,
		};
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		const needed: Partial<IWorkflowExecuteAdditionalData> = {
			credentialsHelper: new GivenCredentials(() => this.options.credentials),
			currentNodeExecutionIndex: 0,
			variables: {},
			webhookBaseUrl: `${this.origin}/webhook`,
			webhookTestBaseUrl: `${this.origin}/webhook-test`,
		};
		// The rest is n8n's server, which is not part of the engine.
		return needed as IWorkflowExecuteAdditionalData;
	}
}

function copy(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
