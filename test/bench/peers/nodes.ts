import type { INodeType } from 'n8n-workflow';

import { Pelcro, PelcroApi } from '../../../index.js';
import type { Contender } from './contender';
import { n8nOwnNode, runNode, type NodeRun } from './n8nNode';

const EMAIL = 'reader@example.org';

/** The end of every record: an answer that was cut does not have it. */
const END = 'last attribute';

function isWhole(given: unknown): boolean {
	return JSON.stringify(given).includes(END);
}

/** n8n's own nodes that do what ours does for other services, its HTTP Request node, and ours. */
export function nodeContenders(): Contender[] {
	return [pelcro(), httpRequest(), stripe(), hubspot(), chargebee(), wooCommerce()].map(
		(contender) => ({ ...contender, isWhole }),
	);
}

function job(run: NodeRun): () => Promise<unknown[]> {
	return async () => await runNode(run);
}

function pelcro(): Contender {
	const credential = new PelcroApi();
	let accounts = 0;
	// An account of its own for each job: what one learns of the limit is not the other's.
	const base = () => ({
		type: new Pelcro(),
		typeVersion: 1,
		credentials: {
			pelcroApi: {
				apiKey: `key ${(accounts += 1)}`,
				siteId: '1001',
				environment: 'custom',
				baseUrl: 'https://pelcro.example',
				requestsPerMinute: 100_000,
			},
		},
		authenticate: credential.authenticate,
	});
	const customer = (id: number) => ({
		id,
		email: EMAIL,
		created_at: Math.floor(Date.now() / 1000),
		old_provider_id: END,
	});
	return {
		name: 'Pelcro (this package)',
		dialect: {
			created: (id) => ({ data: customer(id), status: 'success' }),
			// A look-up asks for a list, whose records are those that were made.
			single: (made) => ({
				data: made > 0 ? [customer(made)] : [],
				meta: { current_page: 1, last_page: 1, per_page: 10, total: made },
			}),
			list: (ids) => ({
				data: ids.map(customer),
				meta: { current_page: 1, last_page: 1, per_page: 100, total: ids.length },
			}),
		},
		create: async () =>
			await runNode({
				...base(),
				parameters: { resource: 'customer', operation: 'create', email: EMAIL },
			}),
		list: async () =>
			await runNode({
				...base(),
				parameters: { resource: 'customer', operation: 'getAll', returnAll: true },
			}),
	};
}

function httpRequest(): Contender {
	const base = {
		type: new (n8nOwnNode('nodes/HttpRequest/HttpRequest.node', 'HttpRequest'))() as INodeType,
		typeVersion: 4.2,
		credentials: {},
	};
	const url = 'https://pelcro.example/api/v1/core/customers';
	return {
		name: 'n8n HTTP Request',
		dialect: {
			created: (id) => ({ data: { id, email: EMAIL, end: END } }),
			list: (ids) => ids.map((id) => ({ id, email: EMAIL })),
		},
		create: job({
			...base,
			parameters: {
				method: 'POST',
				url,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: JSON.stringify({ email: EMAIL }),
				options: {},
			},
		}),
		list: job({ ...base, parameters: { method: 'GET', url, options: {} } }),
	};
}

function stripe(): Contender {
	const base = {
		type: new (n8nOwnNode('nodes/Stripe/Stripe.node', 'Stripe'))(),
		typeVersion: 1,
		credentials: { stripeApi: { secretKey: 'key' } },
	};
	const customer = (id: number) => ({
		id: `cus_${id}`,
		object: 'customer',
		email: EMAIL,
		end: END,
	});
	return {
		name: 'n8n Stripe',
		dialect: {
			created: customer,
			list: (ids) => ({ object: 'list', data: ids.map(customer), has_more: false }),
		},
		create: job({
			...base,
			parameters: {
				resource: 'customer',
				operation: 'create',
				name: 'Reader',
				additionalFields: {},
			},
		}),
		list: job({
			...base,
			parameters: { resource: 'customer', operation: 'getAll', returnAll: true, filters: {} },
		}),
	};
}

function hubspot(): Contender {
	const base = {
		type: new (n8nOwnNode('nodes/Hubspot/Hubspot.node', 'Hubspot'))(),
		typeVersion: 2.1,
		credentials: { hubspotAppToken: { appToken: 'key' } },
	};
	const contact = (id: number) => ({ vid: id, properties: { email: { value: EMAIL } }, end: END });
	return {
		name: 'n8n HubSpot (create or update)',
		dialect: {
			created: contact,
			list: (ids) => ({ contacts: ids.map(contact), 'has-more': false, 'vid-offset': 0 }),
			makesOnce: true,
		},
		create: job({
			...base,
			parameters: {
				authentication: 'appToken',
				resource: 'contact',
				operation: 'upsert',
				email: EMAIL,
				additionalFields: {},
				options: {},
			},
		}),
		list: job({
			...base,
			parameters: {
				authentication: 'appToken',
				resource: 'contact',
				operation: 'getAll',
				returnAll: true,
				additionalFields: {},
			},
		}),
	};
}

function chargebee(): Contender {
	const base = {
		type: new (n8nOwnNode('nodes/Chargebee/Chargebee.node', 'Chargebee'))(),
		typeVersion: 1,
		credentials: { chargebeeApi: { apiKey: 'key', accountName: 'harbour' } },
	};
	return {
		name: 'n8n Chargebee',
		dialect: {
			created: (id) => ({ customer: { id: String(id), email: EMAIL, end: END } }),
			list: (ids) => ({ list: ids.map((id) => ({ invoice: { id: String(id) } })) }),
		},
		create: job({
			...base,
			parameters: { resource: 'customer', operation: 'create', properties: { email: EMAIL } },
		}),
		list: job({
			...base,
			parameters: { resource: 'invoice', operation: 'list', maxResults: 100, filters: {} },
		}),
	};
}

function wooCommerce(): Contender {
	const base = {
		type: new (n8nOwnNode('nodes/WooCommerce/WooCommerce.node', 'WooCommerce'))(),
		typeVersion: 1,
		credentials: {
			wooCommerceApi: { url: 'https://shop.example', consumerKey: 'key', consumerSecret: 'secret' },
		},
	};
	const customer = (id: number) => ({ id, email: EMAIL, end: END });
	return {
		name: 'n8n WooCommerce',
		dialect: {
			created: customer,
			list: (ids) => ids.map(customer),
			headers: { link: '<https://shop.example/x>; rel="first"' },
		},
		create: job({
			...base,
			parameters: { resource: 'customer', operation: 'create', email: EMAIL, additionalFields: {} },
		}),
		list: job({
			...base,
			parameters: { resource: 'customer', operation: 'getAll', returnAll: true, filters: {} },
		}),
	};
}
