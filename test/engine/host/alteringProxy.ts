import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios from 'axios';

/** A request as the proxy got it. */
export interface ProxiedRequest {
	method: string;
	/** Below the API's base URL, without the query. */
	path: string;
	query: URLSearchParams;
}

/**
 * What becomes of a request and of its answer: a status in place of an answer, another query, another body.
 * What is left out stays as it is.
 */
export interface Alteration {
	/** Refuses the request with this status. */
	refuse?: number;
	/** The query that goes to the sandbox. */
	query?: URLSearchParams;
	/** Makes the body that comes out of the one that the sandbox gave. */
	body?: (body: { data: unknown }) => unknown;
	/** Called when the sandbox has answered, before the answer goes out. */
	then?: () => Promise<void>;
}

/** A Pelcro that differs from the sandbox: it stands between node and sandbox and alters what a test wants. */
export interface AlteringProxy {
	baseUrl: string;
	stop: () => void;
}

const API = '/api/v1/core';

/** @param alter decides for each request */
export async function startProxy(
	target: string,
	alter: (request: ProxiedRequest) => Alteration | undefined,
): Promise<AlteringProxy> {
	const server = createServer(
		(request, response) => void forward(target, alter, request, response),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { baseUrl: `http://127.0.0.1:${portOf(server)}${API}`, stop: () => closed(server) };
}

function closed(server: Server): void {
	server.closeAllConnections();
	server.close();
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

async function forward(
	target: string,
	alter: (request: ProxiedRequest) => Alteration | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://proxy');
	const path = pathname.slice(API.length);
	const method = request.method ?? 'GET';
	const alteration = alter({ method, path, query }) ?? {};
	if (alteration.refuse !== undefined) {
		response.writeHead(alteration.refuse, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ message: 'Refused by the test.' }));
		return;
	}
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const { authorization, accept, 'content-type': contentType } = request.headers;
	const answer = await axios.request<{ data: unknown }>({
		method,
		url: `${target}${path}?${(alteration.query ?? query).toString()}`,
		headers: { authorization, accept, ...(contentType && { 'content-type': contentType }) },
		data: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
		validateStatus: () => true,
	});
	await alteration.then?.();
	const body = answer.status < 300 ? (alteration.body?.(answer.data) ?? answer.data) : answer.data;
	response.writeHead(answer.status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}
