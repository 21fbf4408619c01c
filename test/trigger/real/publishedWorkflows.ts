import { randomUUID } from 'node:crypto';

import { type AxiosInstance, isAxiosError } from 'axios';

import { sandboxCredential } from '../../../demo/exampleWorkflow';
import type { SandboxAccount } from '../../../sandbox/client';
import { pause } from './eventCollector';

/** A node as workflows have it, without what is the same in all of them here. */
export interface NodeDraft {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
}

/** A workflow as a file has it. */
export interface WorkflowFile {
	name: string;
	nodes: NodeDraft[];
	connections: object;
}

/** A workflow as n8n has stored it. */
export interface StoredWorkflow {
	id: string;
	name: string;
	versionId: string;
	nodes: Array<NodeDraft & { id: string; webhookId?: string }>;
	connections: Record<string, unknown>;
}

interface Envelope<Data> {
	data: Data;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'partial' | 'failed' | 'published';
	triggers: Array<{ errorMessage: string | null }>;
}

interface ExecutionPage {
	results: unknown[];
	nextCursor?: string | null;
}

const POLL_MS = 100;

/** n8n tries a failed activation several times. */
const PUBLICATION_MS = 60_000;

const PELCRO = 'n8n-nodes-pelcro';

const TRIGGER = `${PELCRO}.pelcroTrigger`;

/** A node of this package. */
export function pelcroNode(
	name: string,
	parameters: Record<string, unknown>,
	type = 'pelcro',
): NodeDraft {
	return { name, type: `${PELCRO}.${type}`, typeVersion: 1, parameters };
}

/** The trigger. */
export function triggerNode(parameters: Record<string, unknown>, name = 'Pelcro Trigger') {
	return pelcroNode(name, parameters, 'pelcroTrigger');
}

/** A node that hands each item over to an `EventCollector`. */
export function collectNode(url: string): NodeDraft {
	const jsonBody = '={{ JSON.stringify({ workflow: $workflow.name, json: $json }) }}';
	return {
		name: 'Hand over',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody, options: {} },
	};
}

/** A start by a POST to `/webhook/<path>`, answered when the workflow has ended. */
export function startNode(path: string): NodeDraft {
	return {
		name: 'Start',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
}

/** What a user does with workflows in n8n's editor, by the REST interface that the editor uses. */
export class PublishedWorkflows {
	constructor(private readonly rest: AxiosInstance) {}

	/** Stores a credential of a sandbox account, without a limit of its own. @returns its ID */
	async addCredential(account: SandboxAccount, name = `Pelcro ${account.apiKey}`): Promise<string> {
		const { type, data } = sandboxCredential(account, 100_000);
		const answer = await this.rest.post<Envelope<{ id: string }>>('/credentials', {
			name,
			type,
			data,
		});
		return answer.data.data.id;
	}

	/** Stores a workflow of nodes in a row. */
	async add(name: string, credentialId: string, drafts: NodeDraft[]): Promise<StoredWorkflow> {
		const nodes = drafts.map((draft, index) => ({
			...draft,
			id: randomUUID(),
			position: [index * 220, 0],
			...(index === 0 && { webhookId: randomUUID() }),
		}));
		const links = nodes
			.slice(1)
			.map(({ name: next }, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: next, type: 'main', index: 0 }]] },
			]);
		const connections = Object.fromEntries(links) as object;
		return await this.store({ name, nodes, connections }, credentialId);
	}

	/**
	 * Stores a workflow with the credential chosen in the nodes of this package, and with IDs for its webhooks: the
	 * editor gives them to what is imported, n8n itself only since it is newer than 2.8.
	 */
	async store(file: WorkflowFile, credentialId: string): Promise<StoredWorkflow> {
		const nodes = file.nodes.map((node) => ({
			...(node.type === TRIGGER && { webhookId: randomUUID() }),
			...node,
			...(node.type.startsWith(PELCRO) && {
				credentials: { pelcroApi: { id: credentialId, name: 'Pelcro' } },
			}),
		}));
		const settings = { executionOrder: 'v1' };
		const workflow = { ...file, nodes, settings, active: false };
		return (await this.rest.post<Envelope<StoredWorkflow>>('/workflows', workflow)).data.data;
	}

	/** Stores a change; it takes effect with the next `activate`. */
	async change(workflow: StoredWorkflow, nodes: StoredWorkflow['nodes']): Promise<StoredWorkflow> {
		const names = new Map(workflow.nodes.map(({ id, name }) => [id, name]));
		const links = nodes.map(({ id, name }) => [name, workflow.connections[names.get(id) ?? '']]);
		const answer = await this.rest.patch<Envelope<StoredWorkflow>>(`/workflows/${workflow.id}`, {
			name: workflow.name,
			nodes,
			connections: Object.fromEntries(links.filter(([, link]) => link !== undefined)) as object,
			versionId: workflow.versionId,
		});
		return answer.data.data;
	}

	/**
	 * Publishes a workflow and waits until its triggers listen.
	 *
	 * @throws Error with what n8n shows when a trigger cannot be activated
	 */
	async activate({ id, versionId }: StoredWorkflow): Promise<void> {
		try {
			await this.rest.post(`/workflows/${id}/activate`, { versionId });
		} catch (error) {
			throw new Error(refusal(error), { cause: error });
		}
		const { status, triggers } = await this.settledStatus(id, 'published');
		if (status === 'published') return;
		throw new Error(triggers.map(({ errorMessage }) => errorMessage ?? status).join('\n'));
	}

	/** Takes a workflow back and waits until its triggers have let go. */
	async deactivate({ id }: StoredWorkflow): Promise<void> {
		await this.rest.post(`/workflows/${id}/deactivate`, {});
		await this.settledStatus(id, 'not_published');
	}

	/**
	 * Newer n8n publishes in the background. Older n8n (2.8) has done it, or said why not, in its answer: it has no
	 * status to ask for, and `done` is it.
	 */
	private async settledStatus(
		id: string,
		done: PublicationStatus['status'],
	): Promise<PublicationStatus> {
		for (const end = Date.now() + PUBLICATION_MS; Date.now() < end; await pause(POLL_MS)) {
			const answer = await this.rest.get<Envelope<PublicationStatus>>(
				`/workflows/${id}/publication-status`,
				{ validateStatus: (status) => status === 200 || status === 404 },
			);
			if (answer.status === 404) return { status: done, triggers: [] };
			const { data } = answer.data;
			if (data.status !== 'in_progress') return data;
		}
		throw new Error(`Workflow ${id} is being published for too long`);
	}

	/** How many executions of a workflow n8n has stored, whatever became of them. */
	async executionCount({ id }: StoredWorkflow): Promise<number> {
		const filter = JSON.stringify({ workflowId: id });
		let count = 0;
		for (let cursor: string | undefined = undefined; ; ) {
			const page: ExecutionPage = (
				await this.rest.get<Envelope<ExecutionPage>>('/executions', {
					params: { filter, limit: 100, cursor },
				})
			).data.data;
			count += page.results.length;
			if (!page.nextCursor) return count;
			cursor = page.nextCursor;
		}
	}
}

/** What n8n says of a refused request, which older n8n shows where an activation fails. */
function refusal(error: unknown): string {
	if (!isAxiosError<{ message?: string }>(error)) return String(error);
	return error.response?.data.message ?? error.message;
}
