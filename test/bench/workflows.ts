import { SANDBOX_CREDENTIAL } from '../../demo/exampleWorkflow';
import type { Importable } from '../../demo/n8nHost';

/** The node whose time is measured, in every workflow of the benchmark. */
export const MEASURED = 'Measured';

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
			measured,
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
	return workflow('bench-pelcro-get', count, {
		...node(MEASURED, 'n8n-nodes-pelcro.pelcro', 1, {
			resource: 'customer',
			operation: 'get',
			customerId: { __rl: true, mode: 'id', value: `={{ $json.n + ${firstId} }}` },
			simplify: false,
			options: {},
		}),
		credentials: { pelcroApi: SANDBOX_CREDENTIAL },
	});
}

/** The same calls by n8n's HTTP Request node, as a user would set it up, without batching. */
export function httpRequestGet(count: number, firstId: number, baseUrl: string): Importable {
	return workflow('bench-http-get', count, {
		...node(MEASURED, 'n8n-nodes-base.httpRequest', 4.2, {
			url: `=${baseUrl}/customers/{{ $json.n + ${firstId} }}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'pelcroApi',
			options: {},
		}),
		credentials: { pelcroApi: SANDBOX_CREDENTIAL },
	});
}

/** 'Customer: Create' for each item. */
export function pelcroCreate(count: number): Importable {
	return workflow('bench-pelcro-create', count, {
		...node(MEASURED, 'n8n-nodes-pelcro.pelcro', 1, {
			resource: 'customer',
			operation: 'create',
			email: '=reader{{ $json.n }}@example.com',
			additionalFields: {},
			options: {},
		}),
		credentials: { pelcroApi: SANDBOX_CREDENTIAL },
	});
}

function node(name: string, type: string, typeVersion: number, parameters: object): object {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function to(name: string): object {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}
