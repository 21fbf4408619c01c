import type { StoredWorkflow } from '../trigger/real/publishedWorkflows';
import {
	pelcroNode,
	startNode,
	type NodeDraft,
	type PublishedWorkflows,
} from '../trigger/real/publishedWorkflows';

/** What the workflow answers for each of its items. */
export interface CreatedReader {
	/** The number of the item that n8n takes for the origin of the customer. */
	n: number;
	id: number;
	email: string;
}

/** The email of the customer that a workflow makes of its item `n`. */
export function emailOf(path: string, n: number): string {
	return `${path}-${n}@example.com`;
}

/**
 * Publishes a workflow that makes `count` items and creates a customer of each.
 *
 * @param path of the webhook that starts it
 * @param answersAtTheEnd whether the webhook is answered with all `CreatedReader`s, else at once
 */
export async function publishCreation(
	workflows: PublishedWorkflows,
	credentialId: string,
	path: string,
	count: number,
	answersAtTheEnd = true,
): Promise<StoredWorkflow> {
	const numbers = `={{ { "rows": Array.from({ length: ${count} }, (_, n) => ({ n })) } }}`;
	// Taken from the item that the customer is paired with: it shows whether the pairing is right.
	const reader = '={{ { "n": $("Items").item.json.n, "id": $json.id, "email": $json.email } }}';
	const workflow = await workflows.add(`Creates ${path}`, credentialId, [
		start(path, answersAtTheEnd),
		set('Numbers', numbers),
		{
			name: 'Items',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'rows' },
		},
		pelcroNode('Create a customer', {
			resource: 'customer',
			operation: 'create',
			email: `=${emailOf(path, 0).replace('0', '{{ $json.n }}')}`,
			additionalFields: {},
			options: {},
		}),
		set('Reader', reader),
	]);
	await workflows.activate(workflow);
	return workflow;
}

function start(path: string, answersAtTheEnd: boolean): NodeDraft {
	const draft = startNode(path);
	const answer = answersAtTheEnd
		? { responseMode: 'lastNode', responseData: 'allEntries' }
		: { responseMode: 'onReceived' };
	return { ...draft, parameters: { ...draft.parameters, ...answer } };
}

function set(name: string, jsonOutput: string): NodeDraft {
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput },
	};
}
