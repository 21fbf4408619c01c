import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ExecutionLifecycleHooks as Hooks } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { chosenLine } from '../../../demo/n8n/n8nLine';

/** The engine of the n8n that the demo installs, and n8n's own nodes as that n8n has them. */
const ofN8n = createRequire(join(chosenLine().folder, 'package.json'));

/** One of n8n's nodes, or one like them. */
export interface NodeRun {
	type: INodeType;
	typeVersion: number;
	parameters: INodeParameters;
	credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	/** Input items; one empty item when left out. */
	items?: number;
	/** What the credential type adds to a request. */
	authenticate?: (
		data: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
}

/** @returns a class of n8n's own nodes, e.g. `nodes/Stripe/Stripe.node` and `Stripe` */
export function n8nOwnNode(path: string, name: string): new () => INodeType {
	const module = ofN8n(`n8n-nodes-base/dist/${path}.js`) as Record<string, new () => INodeType>;
	const found = module[name];
	if (found === undefined) throw new Error(`n8n has no ${name} in ${path}`);
	return found;
}

/**
 * Runs one node in n8n's engine.
 *
 * @returns the items of its first output
 * @throws what the node failed with
 */
export async function runNode(run: NodeRun): Promise<INodeExecutionData[]> {
	const core = ofN8n('n8n-core') as typeof import('n8n-core');
	const api = ofN8n('n8n-workflow') as typeof import('n8n-workflow');
	const version =
		'nodeVersions' in run.type && run.type.nodeVersions
			? (run.type as unknown as { getNodeType: (version: number) => INodeType }).getNodeType(
					run.typeVersion,
				)
			: run.type;
	const start = startNode(run.items ?? 1);
	const types: Record<string, INodeType> = { 'bench.start': start, 'bench.node': version };
	const find = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`No node type ${name}`);
		return type;
	};
	const workflow = new api.Workflow({
		id: 'bench',
		nodes: [node('Start', 'bench.start', 1, {}), benchNode(run)],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
		settings: { executionOrder: 'v1' },
	});
	const hooks = new core.ExecutionLifecycleHooks('manual', String(nextExecution()), {
		id: 'bench',
		name: 'Bench',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	const first = workflow.getNode('Start');
	if (first === null) throw new Error('The workflow has no start node');
	const data = api.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: first, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
	const result = await new core.WorkflowExecute(
		additionalData(api, run, hooks),
		'manual',
		data,
	).processRunExecutionData(workflow);
	const [task] = result.data.resultData.runData.Node ?? [];
	const error = task?.error ?? result.data.resultData.error;
	if (error !== undefined) throw error;
	return task?.data?.main?.[0] ?? [];
}

let executions = 0;

function nextExecution(): number {
	executions += 1;
	return executions;
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function benchNode({ typeVersion, parameters, credentials }: NodeRun): INode {
	const named = Object.keys(credentials).map((type) => [type, { id: type, name: type }]);
	return {
		...node('Node', 'bench.node', typeVersion, parameters),
		credentials: Object.fromEntries(named) as INode['credentials'],
	};
}

function startNode(items: number): INodeType {
	return {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['input'],
			version: 1,
			description: 'Puts out the items',
			defaults: { name: 'Start' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async () =>
			await Promise.resolve([
				Array.from({ length: items }, (_entry, item) => ({
					json: { n: item },
					pairedItem: { item },
				})),
			]),
	};
}

function additionalData(
	api: typeof import('n8n-workflow'),
	{ credentials, authenticate }: NodeRun,
	hooks: Hooks,
): IWorkflowExecuteAdditionalData {
	class Given extends api.ICredentialsHelper {
		getParentTypes = () => [];
		isCredentialUsableByNode = () => true;
		preAuthentication = async () => await Promise.resolve(undefined);
		runPreAuthentication = async () => await Promise.resolve(undefined);
		getDecrypted = async (
			_data: unknown,
			_details: unknown,
			type: string,
		): Promise<ICredentialDataDecryptedObject> =>
			await Promise.resolve({ ...(credentials[type] ?? {}) });
		getCredentials = async () => await Promise.reject(new Error('There are no stored ones'));
		updateCredentials = async () => await Promise.resolve();
		updateCredentialsOauthTokenData = async () => await Promise.resolve();
		getCredentialsProperties = () => [];
		authenticate = async (
			data: ICredentialDataDecryptedObject,
			_type: string,
			request: IHttpRequestOptions,
		) => (authenticate ? await authenticate(data, request) : request);
	}
	const needed = {
		credentialsHelper: new Given(),
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
	// The rest is n8n's server, which takes no part here.
	return needed as unknown as IWorkflowExecuteAdditionalData;
}
