import 'reflect-metadata';

import {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INodeCredentialTestResult,
	type INodeListSearchResult,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { Pelcro } from '../../../index.js';
import { GivenCredentials } from './givenCredentials';
import { allowSlowExpressions } from './patientExpressions';

allowSlowExpressions();

export const PELCRO = 'n8n-nodes-pelcro.pelcro';
const PELCRO_TOOL = `${PELCRO}Tool`;
const START = 'test.start';

/** As n8n has it: one for all runs. Its form takes longer to make than most operations to run. */
const pelcro = new Pelcro();

/** What one run of the Pelcro node gets. */
export interface RunOptions {
	credentials: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	/** The input items' JSON; one empty item when left out. */
	items?: IDataObject[];
	/** A file that every input item has in its binary field `data`. */
	file?: { content: string; fileName: string; mimeType: string };
	onError?: INode['onError'];
	/** n8n's Retry On Fail: how often the node is run in all. */
	tries?: number;
	/** Called with a function that stops the execution, as the editor's stop button does. */
	onStarted?: (stop: () => void) => void;
	timezone?: string;
	/** Called with what the node says to the editor while it runs. */
	onMessage?: (words: string) => void;
	/** Whether the node is an AI agent's tool, which n8n tells by its type. */
	asTool?: boolean;
}

/** What came out of it. */
export interface RunResult {
	/** Items of the node's first output. */
	items: INodeExecutionData[];
	/** Items of the error output (with `onError: 'continueErrorOutput'`). */
	errorItems: INodeExecutionData[];
	error: ITaskData['error'];
	hints: string[];
	/** Everything that n8n would save of the run, as text. */
	saved: string;
}

/** Runs the built Pelcro node for the items in n8n's own engine: only n8n's database and editor are left out. */
export async function runPelcro(options: RunOptions): Promise<RunResult> {
	const { items = [{}], timezone = 'America/Montreal' } = options;
	const workflow = new Workflow({
		id: 'test',
		nodes: [startNode(), pelcroNode(options)],
		connections: {
			Start: { main: [[{ node: 'Pelcro', type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		active: false,
		nodeTypes: nodeTypes(items, options.file),
		settings: { executionOrder: 'v1', timezone },
	});
	const run = await execute(workflow, options);
	const [task] = run.data.resultData.runData.Pelcro ?? [];
	const [output = [], errorItems = []] = task?.data?.main ?? [];
	return {
		items: output ?? [],
		errorItems: errorItems ?? [],
		error: task?.error ?? run.data.resultData.error,
		hints: (task?.hints ?? []).map(({ message }) => message),
		saved: JSON.stringify(run.data),
	};
}

/** Calls a list search of the node as the editor does. */
export async function searchList(
	search: keyof Pelcro['methods']['listSearch'],
	options: Pick<RunOptions, 'credentials' | 'parameters'> & { filter?: string; page?: string },
): Promise<INodeListSearchResult> {
	const { filter, page } = options;
	return await pelcro.methods.listSearch[search].call(editorContext(options), filter, page);
}

function editorContext(
	options: Pick<RunOptions, 'credentials' | 'parameters'>,
): LoadOptionsContext {
	const node = pelcroNode(options);
	const workflow = new Workflow({
		id: 'test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes([]),
	});
	const additionalData = additionalDataFor(options.credentials, hooksFor(workflow));
	additionalData.currentNodeParameters = options.parameters;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}

/** Loads a list of choices of the node as the editor does. */
export async function loadChoices(
	method: keyof Pelcro['methods']['loadOptions'],
	options: Pick<RunOptions, 'credentials' | 'parameters'>,
): Promise<INodePropertyOptions[]> {
	return await pelcro.methods.loadOptions[method].call(editorContext(options));
}

/** Tests a credential as the credential's form does. */
export async function testCredential(
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const workflow = new Workflow({
		nodes: [],
		connections: {},
		active: false,
		nodeTypes: nodeTypes([]),
	});
	const context = new CredentialTestContext(additionalDataFor(data, hooksFor(workflow)));
	const credential = { id: '1', name: 'Pelcro', type: 'pelcroApi', data };
	return await pelcro.methods.credentialTest.pelcroApiTest.call(context, credential);
}

/** The engine keeps an interval for SSH connections; a test process that is done has to stop it. */
export async function stopEngine(): Promise<void> {
	const { SSHClientsManager } = await import('n8n-core/dist/execution-engine/ssh-clients-manager');
	// The engine's own copy: another version of the container may be installed beside it.
	const path = require.resolve('@n8n/di', { paths: [require.resolve('n8n-core')] });
	const { Container } = (await import(path)) as { Container: { get(type: unknown): object } };
	clearInterval(Reflect.get(Container.get(SSHClientsManager), 'cleanupTimer'));
}

async function execute(workflow: Workflow, options: RunOptions): Promise<IRun> {
	const mode = 'manual';
	const hooks = hooksFor(workflow);
	const start = workflow.getNode('Start');
	if (start === null) throw new Error('The test workflow has no start node');
	const runData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
	const additionalData = additionalDataFor(options.credentials, hooks);
	additionalData.sendDataToUI = (_type, data) =>
		options.onMessage?.((data as { messages: string[] }).messages.join(' '));
	const running = new WorkflowExecute(additionalData, mode, runData).processRunExecutionData(
		workflow,
	);
	options.onStarted?.(() => running.cancel());
	return await running;
}

export function hooksFor(workflow: Workflow): ExecutionLifecycleHooks {
	return new ExecutionLifecycleHooks('manual', nextExecutionId(), {
		id: 'test',
		name: 'Test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
}

let executions = 0;

function nextExecutionId(): string {
	executions += 1;
	return String(executions);
}

function startNode(): INode {
	return {
		id: 'start',
		name: 'Start',
		type: START,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
}

export function pelcroNode({
	parameters,
	onError,
	tries,
	asTool = false,
}: Pick<RunOptions, 'parameters' | 'onError' | 'tries' | 'asTool'>): INode {
	return {
		id: 'pelcro',
		name: 'Pelcro',
		type: asTool ? PELCRO_TOOL : PELCRO,
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { pelcroApi: { id: '1', name: 'Pelcro' } },
		...(onError && { onError }),
		// n8n takes a wait of nothing for the usual one, so it is 1 ms.
		...(tries !== undefined && { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 }),
	};
}

function nodeTypes(items: IDataObject[], file?: RunOptions['file']): INodeTypes {
	const types: Record<string, INodeType> = {
		[START]: itemsNode(items, file),
		[PELCRO]: pelcro,
		[PELCRO_TOOL]: pelcro,
	};
	const find = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`No node type ${name}`);
		return type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

function itemsNode(items: IDataObject[], file: RunOptions['file']): INodeType {
	return {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['input'],
			version: 1,
			description: 'Puts out the test’s items',
			defaults: { name: 'Start' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: async () =>
			await Promise.resolve([
				items.map((json, item) => ({
					json,
					...(file && { binary: { data: binaryData(file) } }),
					pairedItem: { item },
				})),
			]),
	};
}

function binaryData({ content, fileName, mimeType }: NonNullable<RunOptions['file']>): IBinaryData {
	return { data: Buffer.from(content).toString('base64'), fileName, mimeType };
}

/** n8n's parts that the engine asks for and that a run of the Pelcro node needs. */
export function additionalDataFor(
	credentials: ICredentialDataDecryptedObject,
	hooks: ExecutionLifecycleHooks,
): IWorkflowExecuteAdditionalData {
	const needed: Partial<IWorkflowExecuteAdditionalData> & { hooks: ExecutionLifecycleHooks } = {
		credentialsHelper: new GivenCredentials(() => credentials),
		executionId: hooks.executionId,
		hooks,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://127.0.0.1/',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/',
		webhookTestBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/',
		formWaitingBaseUrl: 'http://127.0.0.1/',
	};
	// The rest is n8n's server, which is not part of the engine.
	return needed as IWorkflowExecuteAdditionalData;
}
