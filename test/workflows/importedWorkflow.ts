import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { N8nEditor } from '../../demo/n8n/n8nEditor';
import { WORKFLOWS } from '../../demo/projectPaths';
import { pause } from '../trigger/real/eventCollector';
import { PublishedWorkflows, type StoredWorkflow } from '../trigger/real/publishedWorkflows';
import { Execution, type ExecutionRecord } from './execution';

/** A stored credential, as nodes refer to it. */
export interface CredentialChoice {
	type: string;
	id: string;
	name: string;
}

/** What a user fills in after the import, as the sticky notes ask. */
export interface SetUp {
	/** Credentials by the type of the nodes that get them, e.g. `n8n-nodes-base.postgres`. */
	credentials?: Record<string, CredentialChoice>;
	/** Parameters by the name of the node, then by their own name; objects are merged, the rest replaced. */
	parameters?: Record<string, Record<string, unknown>>;
	/** Names of nodes that are switched on. */
	switchOn?: string[];
}

interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	disabled?: boolean;
	[field: string]: unknown;
}

interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	[field: string]: unknown;
}

interface Envelope<Data> {
	data: Data;
}

/** Nodes whose address n8n makes of their webhook ID; its editor makes that ID on import. */
const WITH_ADDRESS = /(\.webhook|formTrigger|\.form|pelcroTrigger|\.wait|chatTrigger|mcpTrigger)$/i;

const POLL_MS = 200;

/** How long an execution may take if nothing else is said, milliseconds. */
const PATIENCE_MS = 60_000;

/** A workflow of `workflows/` in a running n8n, set up as a user does it. */
export class ImportedWorkflow {
	/** Executions that have been handed out already. */
	private readonly seen = new Set<string>();

	private constructor(
		private readonly n8n: N8nEditor,
		private readonly apiKey: string,
		private readonly stored: StoredWorkflow,
	) {}

	/**
	 * Imports a file by the interface that n8n's editor uses.
	 *
	 * @param apiKey of n8n's public API, which is what tells results
	 * @throws Error when the set-up names a node or a switch that the file does not have
	 */
	static async add(
		n8n: N8nEditor,
		apiKey: string,
		file: string,
		pelcro: CredentialChoice,
		setUp: SetUp,
	): Promise<ImportedWorkflow> {
		const content = JSON.parse(await readFile(join(WORKFLOWS, file), 'utf8')) as WorkflowFile;
		const workflow = setUpWorkflow(content, pelcro, setUp);
		const { data } = await n8n.rest.post<Envelope<StoredWorkflow>>('/workflows', workflow);
		return new ImportedWorkflow(n8n, apiKey, data.data);
	}

	get id(): string {
		return this.stored.id;
	}

	/** Publishes the workflow and waits until its triggers listen. @throws Error with n8n's own words */
	async activate(): Promise<void> {
		await new PublishedWorkflows(this.n8n.rest).activate(this.stored);
	}

	/** Takes the workflow back and waits until its triggers have let go. */
	async deactivate(): Promise<void> {
		await new PublishedWorkflows(this.n8n.rest).deactivate(this.stored);
	}

	/**
	 * Runs the workflow from one of its triggers as 'Execute workflow' does, and waits for its end. For a
	 * trigger that has to wait for something (webhook, form, event), activate the workflow instead.
	 *
	 * @returns the execution, also when it failed
	 */
	async run(trigger: string, patienceMs = PATIENCE_MS): Promise<Execution> {
		return await this.finished(await this.start(trigger), patienceMs);
	}

	/** Starts the workflow from one of its triggers. @returns the execution's ID */
	async start(trigger: string): Promise<string> {
		const { data } = await this.n8n.rest.post<Envelope<{ executionId?: string }>>(
			`/workflows/${this.id}/run`,
			{ triggerToStartFrom: { name: trigger } },
		);
		const { executionId } = data.data;
		if (executionId === undefined) throw new Error(`n8n waits for an event of '${trigger}'`);
		this.seen.add(executionId);
		return executionId;
	}

	/** Ends an execution as n8n's 'Stop' button does. */
	async stop(executionId: string): Promise<void> {
		await this.n8n.rest.post(`/executions/${executionId}/stop`);
	}

	/** Waits for the end of an execution. @throws Error when it runs on for longer than that */
	async finished(executionId: string, patienceMs = PATIENCE_MS): Promise<Execution> {
		for (const end = Date.now() + patienceMs; Date.now() < end; await pause(POLL_MS)) {
			const execution = await this.execution(executionId);
			if (execution.hasEnded) return execution;
		}
		throw new Error(`Execution ${executionId} has not ended in ${patienceMs / 1_000} s`);
	}

	/**
	 * Waits for the end of the next execution that was started by an event, and was not handed out before.
	 *
	 * @throws Error when there is none in that time
	 */
	async nextExecution(patienceMs = PATIENCE_MS): Promise<Execution> {
		for (const end = Date.now() + patienceMs; Date.now() < end; await pause(POLL_MS)) {
			const next = (await this.executionIds()).find((id) => !this.seen.has(id));
			if (next === undefined) continue;
			this.seen.add(next);
			return await this.finished(next, end - Date.now());
		}
		throw new Error(`Nothing has started the workflow in ${patienceMs / 1_000} s`);
	}

	/** IDs of all executions, oldest first. */
	async executionIds(): Promise<string[]> {
		const params = { workflowId: this.id, limit: 250 };
		const answer = await this.publicApi<Envelope<Array<{ id: string }>>>('/executions', params);
		// running ones are listed by themselves
		const running = { ...params, status: 'running' };
		const more = await this.publicApi<Envelope<Array<{ id: string }>>>('/executions', running);
		const ids = [...answer.data, ...more.data].map(({ id }) => String(id));
		return [...new Set(ids)].sort((a, b) => Number(a) - Number(b));
	}

	async execution(id: string): Promise<Execution> {
		const record = await this.publicApi<ExecutionRecord>(`/executions/${id}`, {
			includeData: true,
		});
		return new Execution(record);
	}

	/**
	 * The address by which an active webhook or form trigger listens.
	 *
	 * @param kind the first part of the path
	 */
	addressOf(node: string, kind: 'webhook' | 'form'): string {
		const found = this.stored.nodes.find(({ name }) => name === node);
		if (found === undefined) throw new Error(`There is no node '${node}'`);
		const { path, options } = found.parameters as { path?: string; options?: { path?: string } };
		const last = path ?? options?.path ?? found.webhookId ?? '';
		return `${this.n8n.url}/${kind}/${last}`;
	}

	private async publicApi<Answer>(path: string, params: object): Promise<Answer> {
		const headers = { 'X-N8N-API-KEY': this.apiKey };
		const baseURL = `${this.n8n.url}/api/v1`;
		return (await this.n8n.rest.get<Answer>(path, { baseURL, params, headers })).data;
	}
}

/** The file after what a user does on import and set-up. */
function setUpWorkflow(file: WorkflowFile, pelcro: CredentialChoice, setUp: SetUp): WorkflowFile {
	const { credentials = {}, parameters = {}, switchOn = [] } = setUp;
	const names = new Set(file.nodes.map(({ name }) => name));
	const unknown = [...Object.keys(parameters), ...switchOn].filter((name) => !names.has(name));
	if (unknown.length > 0) throw new Error(`The workflow has no node '${unknown.join("', '")}'`);
	const nodes = file.nodes.map((node) => {
		const choice = credentials[node.type] ?? (isPelcro(node) ? pelcro : undefined);
		return {
			...node,
			parameters: merged(node.parameters, parameters[node.name] ?? {}),
			...(choice && { credentials: { [choice.type]: { id: choice.id, name: choice.name } } }),
			...(WITH_ADDRESS.test(node.type) && { webhookId: randomUUID() }),
			...(switchOn.includes(node.name) && { disabled: false }),
		};
	});
	return { ...file, nodes, active: false };
}

function isPelcro({ type }: WorkflowNode): boolean {
	return type.startsWith('n8n-nodes-pelcro.');
}

function merged(base: Record<string, unknown>, changes: Record<string, unknown>) {
	const result = { ...base };
	for (const [name, value] of Object.entries(changes)) {
		const before = result[name];
		result[name] = isObject(before) && isObject(value) ? merged(before, value) : value;
	}
	return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
