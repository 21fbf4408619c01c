import { SANDBOX_CREDENTIAL } from '../../demo/exampleWorkflow';
import type { Importable } from '../../demo/n8n/n8nHost';

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
	return chain(id, numbers, [[MEASURED, measured]]);
}

/** The name of the node that puts out the items of a `chain`. */
export const ITEMS = 'Items';

/**
 * Items, and nodes that follow each other.
 *
 * @param rows the items as `{"rows": […]}`: JSON, or an expression
 * @param steps the nodes' names, and what `pelcro` or `httpRequest` makes of them
 */
export function chain(
	id: string,
	rows: string,
	steps: ReadonlyArray<readonly [name: string, step: object]>,
): Importable {
	const names = ['Start', 'Rows', ITEMS, ...steps.map(([name]) => name)];
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Rows', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: rows }),
			node(ITEMS, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows' }),
			...steps.map(([name, step]) => ({
				...step,
				id: name,
				name,
				credentials: { pelcroApi: SANDBOX_CREDENTIAL },
			})),
		],
		connections: Object.fromEntries(names.slice(1).map((name, index) => [names[index], to(name)])),
	};
}

/** 'Customer: Get' for each item, each by a call of its own. */
export function pelcroGet(count: number, firstId: number): Importable {
	const parameters = {
		resource: 'customer',
		operation: 'get',
		customerId: { __rl: true, mode: 'id', value: `={{ $json.n + ${firstId} }}` },
		simplify: false,
		options: { bulkReading: 'off' },
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

/** The Pelcro node. */
export function pelcro(parameters: object): object {
	return node(MEASURED, 'n8n-nodes-pelcro.pelcro', 1, parameters);
}

/** n8n's HTTP Request node with the same credential. */
export function httpRequest(parameters: object): object {
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
