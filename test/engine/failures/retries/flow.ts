import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRun,
	type IRunData,
} from 'n8n-workflow';

import { Pelcro } from '../../../../index.js';
import {
	additionalDataFor,
	hooksFor,
	PELCRO,
	pelcroNode,
	type RunOptions,
} from '../../host/workflowRun';

/** A node of a flow: a Pelcro node, or one that the test makes up. */
export type FlowNode =
	| Pick<RunOptions, 'parameters' | 'onError' | 'tries'>
	| { puts: (round: number, items: INodeExecutionData[]) => Promise<INodeExecutionData[][]> };

/** A workflow of several nodes, and between which of their outputs (from 0) and nodes it is connected. */
export interface Flow {
	credentials: RunOptions['credentials'];
	nodes: Readonly<Record<string, FlowNode>>;
	/** `[from, output, to]`; the run begins at the node Start. */
	wires: ReadonlyArray<readonly [string, number, string]>;
}

export const START = 'Start';

/** A node that puts these items out, whatever comes in. */
export function puts(items: readonly IDataObject[]): FlowNode {
	return { puts: async () => await Promise.resolve([items.map((json) => ({ json }))]) };
}

/** Runs a workflow as its trigger does: from Start to the end. */
export async function runFlow(flow: Flow): Promise<IRun> {
	const workflow = workflowOf(flow);
	const start = workflow.getNode(START);
	if (start === null) throw new Error('The flow has no node Start');
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
	return await executor(flow, workflow, data).processRunExecutionData(workflow);
}

/** Runs one node with what those before it have put out, as 'Execute step' does. */
export async function executeStep(flow: Flow, name: string, runData: IRunData): Promise<IRun> {
	const workflow = workflowOf(flow);
	return await executor(flow, workflow).runPartialWorkflow2(workflow, runData, {}, [name], {
		nodeName: name,
		mode: 'inclusive',
	});
}

/** What a node has put out on its first output, in all its runs. */
export function outputOf(run: IRun, name: string): IDataObject[] {
	const tasks = run.data.resultData.runData[name] ?? [];
	return tasks.flatMap(({ data }) => (data?.main?.[0] ?? []).map(({ json }) => json));
}

function executor(
	{ credentials }: Flow,
	workflow: Workflow,
	data?: ReturnType<typeof createRunExecutionData>,
): WorkflowExecute {
	const additionalData = additionalDataFor(credentials, hooksFor(workflow));
	return new WorkflowExecute(additionalData, 'manual', data);
}

function workflowOf({ nodes, wires }: Flow): Workflow {
	const types = new Map<string, INodeType>([[PELCRO, new Pelcro()]]);
	const made = Object.entries(nodes).map(([name, node]): INode => {
		const common = { id: name, name, position: [0, 0] as [number, number] };
		if ('parameters' in node) return { ...pelcroNode(node), ...common };
		types.set(`test.${name}`, madeUp(name, node.puts));
		return { ...common, type: `test.${name}`, typeVersion: 1, parameters: {} };
	});
	const find = (name: string): INodeType => {
		const type = types.get(name);
		if (type === undefined) throw new Error(`No node type ${name}`);
		return type;
	};
	return new Workflow({
		id: 'test',
		nodes: made,
		connections: connectionsOf(wires),
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
		settings: { executionOrder: 'v1' },
	});
}

function connectionsOf(wires: Flow['wires']): Workflow['connectionsBySourceNode'] {
	const connections: Workflow['connectionsBySourceNode'] = {};
	for (const [from, output, to] of wires) {
		const main = ((connections[from] ??= { main: [] }).main ??= []);
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: NodeConnectionTypes.Main, index: 0 });
	}
	return connections;
}

function madeUp(name: string, put: Extract<FlowNode, { puts: unknown }>['puts']): INodeType {
	let round = 0;
	return {
		description: {
			displayName: name,
			name,
			group: name === START ? ['trigger'] : ['transform'],
			version: 1,
			description: 'Puts out what the test says',
			defaults: { name },
			inputs: name === START ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			round += 1;
			return await put(round, this.getInputData());
		},
	};
}
