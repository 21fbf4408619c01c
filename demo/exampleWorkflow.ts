import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SandboxAccount } from '../sandbox/client';
import type { Importable } from './n8n/n8nHost';
import { WORKFLOWS } from './projectPaths';

/** Nodes of `subscribe-new-customers.json` whose output or settings are looked at. */
export const NODES = {
	newCustomers: 'New customers',
	upsert: 'Create or update customer',
	subscribe: 'Subscribe to the plan',
	activeSubscribers: 'Active subscribers',
	newSubscriptions: 'New subscriptions',
} as const;

export interface NewCustomer {
	email: string;
	first_name: string;
	last_name: string;
}

export interface Plan {
	id: number;
	nickname: string;
}

interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

interface Workflow extends Importable {
	nodes: WorkflowNode[];
}

/** How workflows refer to the sandbox's credential. */
export const SANDBOX_CREDENTIAL = { id: 'pelcroSandboxKey', name: 'Pelcro sandbox' };

const WORKFLOW_ID = 'subscribeNewOnes';

/** A credential for an account of the sandbox, as n8n imports it. */
export function sandboxCredential(account: SandboxAccount, requestsPerMinute = 120): Importable {
	return {
		...SANDBOX_CREDENTIAL,
		type: 'pelcroApi',
		data: {
			apiKey: account.apiKey,
			siteId: String(account.siteId),
			environment: 'custom',
			baseUrl: account.baseUrl,
			requestsPerMinute,
		},
	};
}

/**
 * The example workflow after what its sticky note asks the user to do: the credential chosen in the
 * Pelcro nodes, and the plan. Nothing else of it is touched.
 */
export function exampleWorkflow(plan: Plan): Workflow {
	const path = join(WORKFLOWS, 'subscribe-new-customers.json');
	const workflow = JSON.parse(readFileSync(path, 'utf8')) as Workflow;
	for (const node of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-pelcro.pelcro')) {
		node.credentials = { pelcroApi: SANDBOX_CREDENTIAL };
	}
	nodeNamed(workflow, NODES.subscribe).parameters.planId = {
		__rl: true,
		mode: 'list',
		value: String(plan.id),
		cachedResultName: plan.nickname,
	};
	return { ...workflow, id: WORKFLOW_ID };
}

/** The people in the workflow's own list. */
export function newCustomersIn(workflow: Workflow): NewCustomer[] {
	const { jsonOutput } = nodeNamed(workflow, NODES.newCustomers).parameters;
	return (JSON.parse(String(jsonOutput)) as { customers: NewCustomer[] }).customers;
}

function nodeNamed(workflow: Workflow, name: string): WorkflowNode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example workflow has no node '${name}'`);
	return node;
}
