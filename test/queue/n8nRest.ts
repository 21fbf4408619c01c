import type { AxiosInstance } from 'axios';

import { sandboxCredential } from '../../demo/exampleWorkflow';
import type { SandboxAccount } from '../../sandbox/client';
import type { StoredWorkflow } from '../trigger/real/publishedWorkflows';

/** An execution as n8n's list has it. */
export interface ListedExecution {
	id: string;
	/** `success`, `error`, `canceled`, `running`, `new` … */
	status: string;
}

interface Envelope<Data> {
	data: Data;
}

/**
 * Stores a credential for an account of the sandbox.
 *
 * @param rest n8n's REST interface, as its editor uses it
 * @param requestsPerMinute what the credential says of the allowance
 * @returns the credential's ID
 */
export async function addCredential(
	rest: AxiosInstance,
	account: SandboxAccount,
	requestsPerMinute: number,
): Promise<string> {
	const { type, data } = sandboxCredential(account, requestsPerMinute);
	const credential = { name: `Pelcro ${account.apiKey}`, type, data };
	return (await rest.post<Envelope<{ id: string }>>('/credentials', credential)).data.data.id;
}

/** The latest executions of a workflow, the newest first. */
export async function executionsOf(
	rest: AxiosInstance,
	{ id }: StoredWorkflow,
): Promise<ListedExecution[]> {
	const params = { filter: JSON.stringify({ workflowId: id }), limit: 100 };
	const answer = await rest.get<Envelope<{ results: ListedExecution[] }>>('/executions', {
		params,
	});
	return answer.data.data.results;
}

/** All that n8n has kept of an execution, as the text that its editor reads: good to search in. */
export async function storedData(rest: AxiosInstance, id: string): Promise<string> {
	return (await rest.get<Envelope<{ data: string }>>(`/executions/${id}`)).data.data.data;
}

/** As the Stop button of the editor does. @throws AxiosError when n8n cannot stop it */
export async function stopExecution(rest: AxiosInstance, id: string): Promise<void> {
	await rest.post(`/executions/${id}/stop`);
}
