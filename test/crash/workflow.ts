import { SANDBOX_CREDENTIAL } from '../../demo/exampleWorkflow';
import type { Importable } from '../../demo/n8n/n8nHost';
import type { SandboxAccount } from '../../sandbox/client';
import type { Creation } from './creations';

/** The node of which the results are looked at. */
export const CREATE = 'Create';

/** The key of an order. */
export const orderOf = (index: number): string => `2026-${1000 + index}`;

/** Creates one record for each of so many orders, with the order's number as its Once Key. */
export async function creatingWorkflow(
	creation: Creation,
	account: SandboxAccount,
	customers: readonly number[],
): Promise<Importable> {
	const orders = customers.map((customer, index) => ({ customer, order: orderOf(index) }));
	return {
		id: `crash${creation.resource}`,
		name: `Create ${creation.resource}`,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Orders', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ orders }),
			}),
			node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'orders', options: {} }),
			{
				...node(CREATE, 'n8n-nodes-pelcro.pelcro', 1, {
					resource: creation.resource,
					operation: 'create',
					...(await creation.parameters(account)),
					options: { onceKey: '={{ $json.order }}' },
				}),
				credentials: { pelcroApi: SANDBOX_CREDENTIAL },
			},
		],
		connections: {
			Start: { main: [[{ node: 'Orders', type: 'main', index: 0 }]] },
			Orders: { main: [[{ node: 'Each', type: 'main', index: 0 }]] },
			Each: { main: [[{ node: CREATE, type: 'main', index: 0 }]] },
		},
	};
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
