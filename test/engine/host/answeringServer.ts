import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered: JSON, unless the body is a text or bytes. */
export interface ScriptedAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** A request as it arrived. */
export interface ArrivedRequest {
	method: string;
	/** Below `/api/v1/core`, without the query. */
	path: string;
	query: Record<string, string>;
	/** The query as it came, decoded. */
	search: string;
	headers: IncomingMessage['headers'];
	/** Parsed where it is JSON, else the text. */
	body: unknown;
}

/** A server that answers as a test says, for answers that a well-behaved Pelcro would not give. */
export interface AnsweringServer {
	credentials: { apiKey: string; siteId: string; environment: string; baseUrl: string };
	arrived: ArrivedRequest[];
	stop: () => Promise<void>;
}

/** @param answer what a request gets; called with the request and its number, from 0 */
export async function answeringServer(
	answer: (request: ArrivedRequest, index: number) => ScriptedAnswer,
): Promise<AnsweringServer> {
	const arrived: ArrivedRequest[] = [];
	const server = createServer((incoming, outgoing) => {
		void readRequest(incoming).then((request) => {
			arrived.push(request);
			const { status = 200, headers = {}, body } = answer(request, arrived.length - 1);
			const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
			outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
			outgoing.end(plain ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		credentials: {
			apiKey: `key-${port}`,
			siteId: '1001',
			environment: 'custom',
			baseUrl: `http://127.0.0.1:${port}`,
		},
		arrived,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function readRequest(incoming: IncomingMessage): Promise<ArrivedRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('latin1');
	const url = new URL(incoming.url ?? '/', 'http://server');
	return {
		method: incoming.method ?? '',
		path: url.pathname.replace(/^\/api\/v1\/core/, ''),
		query: Object.fromEntries(url.searchParams),
		search: decodeURIComponent(url.search.slice(1)),
		headers: incoming.headers,
		body: parsed(Buffer.from(text, 'latin1').toString('utf8')),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
