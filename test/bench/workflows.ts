import { SANDBOX_CREDENTIAL } from '../../demo/exampleWorkflow';
import type { Importable } from '../../demo/n8nHost';

/** The node whose time is measured, in every workflow of the benchmark. */
export const MEASURED = 'Measured';

/** Settings of a node outside its parameters. */
export interface NodeSettings {
	onError?: 'continueRegularOutput';
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
}

/** How many items the HTTP Request node sends at once, and how long it waits then, in ms. */
export interface Batching {
	batchSize: number;
	batchInterval: number;
}

/** What an item creates: a customer with an email, which only one can have, or with a name alone. */
export type Subject = 'email' | 'name';

/** Items for one node: `{n: 0}`, `{n: 1}`, … */
function workflow(id: string, count: number, measured: object): Importable {
	const numbers = `={{ { "rows": Array.from({ length: ${count} }, (_, n) => ({ n })) } }}`;
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Numbers', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: numbers }),
			node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows' }),
			{ ...measured, credentials: { pelcroApi: SANDBOX_CREDENTIAL } },
		],
		connections: {
			Start: to('Numbers'),
			Numbers: to('Items'),
			Items: to(MEASURED),
		},
	};
}

/** 'Customer: Get' for each item. */
export function pelcroGet(count: number, firstId: number): Importable {
	const parameters = {
		resource: 'customer',
		operation: 'get',
		customerId: { __rl: true, mode: 'id', value: `={{ $json.n + ${firstId} }}` },
		simplify: false,
		options: {},
	};
	return workflow('bench-pelcro-get', count, pelcro(parameters));
}

/** The same calls by n8n's HTTP Request node, as a user would set it up, without batching. */
export function httpRequestGet(count: number, firstId: number, baseUrl: string): Importable {
	const url = `=${baseUrl}/customers/{{ $json.n + ${firstId} }}`;
	return workflow('bench-http-get', count, httpRequest({ url, options: {} }));
}

/** 'Customer: Create' for each item. */
export function pelcroCreate(
	count: number,
	subject: Subject = 'email',
	settings: NodeSettings = {},
): Importable {
	const parameters = {
		resource: 'customer',
		operation: 'create',
		...(subject === 'email'
			? { email: '=reader{{ $json.n }}@example.com', additionalFields: {} }
			: { email: '', additionalFields: { displayName: '=Reader {{ $json.n }}' } }),
		options: {},
	};
	return workflow('bench-pelcro-create', count, { ...pelcro(parameters), ...settings });
}

/** The same calls by n8n's HTTP Request node. */
export function httpRequestCreate(
	count: number,
	subject: Subject,
	baseUrl: string,
	batching: Batching,
	settings: NodeSettings,
): Importable {
	const body =
		subject === 'email'
			? '{ email: `reader${$json.n}@example.com` }'
			: '{ display_name: `Reader ${$json.n}` }';
	const parameters = {
		method: 'POST',
		url: `${baseUrl}/customers`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify(${body}) }}`,
		options: { batching: { batch: batching } },
	};
	return workflow('bench-http-create', count, { ...httpRequest(parameters), ...settings });
}

function pelcro(parameters: object): object {
	return node(MEASURED, 'n8n-nodes-pelcro.pelcro', 1, parameters);
}

function httpRequest(parameters: object): object {
	const authentication = {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'pelcroApi',
	};
	return node(MEASURED, 'n8n-nodes-base.httpRequest', 4.2, { ...authentication, ...parameters });
}

function node(name: string, type: string, typeVersion: number, parameters: object): object {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function to(name: string): object {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}
