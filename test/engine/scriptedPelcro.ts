<<<<<<< HEAD
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { runPelcro, type RunOptions, type RunResult } from './workflowRun';

/** A request as it came. */
export interface Received {
	method: string;
	/** Below the API's own path. */
	path: string;
	query: Readonly<Record<string, string>>;
	body: IDataObject;
}

/** What it gets: an answer, or the end of the connection. */
export type Reply = { status?: number; body?: unknown; delayMs?: number } | 'lost';

/** A server that answers as a test says, and runs of the built node against it. */
export interface ScriptedPelcro {
	received: Received[];
	run: (
		resource: string,
		operation: string,
		parameters: RunOptions['parameters'],
		more?: Partial<RunOptions>,
	) => Promise<RunResult>;
	close: () => Promise<void>;
}

const API = '/api/v1/core';

/** @param answer called for each request, in the order of arrival */
export async function scriptedPelcro(
	answer: (request: Received) => Reply | Promise<Reply>,
): Promise<ScriptedPelcro> {
	const received: Received[] = [];
	const server = createServer((incoming, outgoing) => {
		void read(incoming).then(async (request) => {
			received.push(request);
			const reply = await answer(request);
			if (reply === 'lost') {
				outgoing.destroy();
				return;
			}
			const { status = 200, body = {}, delayMs = 0 } = reply;
			setTimeout(() => {
				outgoing.writeHead(status, { 'Content-Type': 'application/json' });
				outgoing.end(status === 204 ? undefined : JSON.stringify(body));
			}, delayMs);
		});
	});
	const port = await listen(server);
	const credentials = {
		apiKey: `scripted-${port}-${Date.now()}`,
		siteId: '1001',
		environment: 'custom',
		baseUrl: `http://127.0.0.1:${port}`,
		requestsPerMinute: 100_000,
	};
	return {
		received,
		run: async (resource, operation, parameters, more = {}) =>
			await runPelcro({
				credentials,
				parameters: { resource, operation, ...parameters },
				...more,
			}),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A page of a list as Pelcro answers it. */
export function listPage(records: readonly IDataObject[], { query }: Received): Reply {
	const page = Number(query.page ?? 1);
	const size = Number(query.limit ?? 10);
	const last = Math.max(1, Math.ceil(records.length / size));
	return {
		body: {
			data: records.slice((page - 1) * size, page * size),
			links: { next: page < last ? `?page=${page + 1}` : null },
			meta: { current_page: page, last_page: last, per_page: size, total: records.length },
		},
	};
}

async function read(incoming: IncomingMessage): Promise<Received> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('utf8');
	const url = new URL(incoming.url ?? '/', 'http://pelcro');
	return {
		method: incoming.method ?? '',
		path: url.pathname.replace(API, ''),
		query: Object.fromEntries(url.searchParams),
		body: text === '' ? {} : (JSON.parse(text) as IDataObject),
	};
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
=======
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { runPelcro, stopEngine, type RunOptions, type RunResult } from './workflowRun';

/** A request as it came. */
export interface ScriptedRequest {
	/** From 0, over all requests. */
	index: number;
	method: string;
	/** Below `/api/v1/core`. */
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: string;
	/** When it came, in ms on a clock that never goes back. */
	at: number;
}

/** What it gets. A body that is no text or bytes is sent as JSON. */
export interface ScriptedAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
	/** Answer after so many ms. */
	delayMs?: number;
	/** Break the connection in place of an answer, or after so many bytes of its body. */
	breakAfter?: number;
}

export type Script = (
	request: ScriptedRequest,
) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>;

let keys = 0;

/** A server on loopback that answers by a test's script, for what the sandbox does not do. */
export class ScriptedPelcro {
	readonly requests: ScriptedRequest[] = [];
	/** Replaced by each test; 404 where it answers nothing. */
	script: Script = () => undefined;
	private key = '';
	private readonly server: Server = createServer((request, response) => {
		void this.answer(request, response);
	});

	async start(): Promise<void> {
		await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
	}

	/** For the next test: nothing was asked yet, and the account is one that nobody has used. */
	forget(): void {
		this.requests.splice(0);
		keys += 1;
		this.key = `key ${keys}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((closed) => this.server.close(closed));
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** The credential for it; another key is another account. Each test has one of its own. */
	credentials(apiKey = this.key, siteId = '1001') {
		const { baseUrl } = this;
		return { apiKey, siteId, environment: 'custom', baseUrl, requestsPerMinute: 100_000 };
	}

	/** Runs one operation of the built node in n8n's engine. */
	async run(
		resource: string,
		operation: string,
		parameters: RunOptions['parameters'] = {},
		more: Partial<RunOptions> = {},
	): Promise<RunResult> {
		return await runPelcro({
			credentials: this.credentials(),
			parameters: { resource, operation, ...parameters },
			...more,
		});
	}

	private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const { pathname, searchParams } = new URL(incoming.url ?? '/', this.baseUrl);
		const request: ScriptedRequest = {
			index: this.requests.length,
			method: incoming.method ?? 'GET',
			path: pathname.replace('/api/v1/core', ''),
			query: searchParams,
			headers: incoming.headers,
			body: Buffer.concat(chunks).toString('utf8'),
			at: performance.now(),
		};
		this.requests.push(request);
		const answer = (await this.script(request)) ?? { status: 404, body: {} };
		const { status = 200, headers = {}, body = {}, delayMs = 0, breakAfter } = answer;
		if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
		const content =
			typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : JSON.stringify(body);
		if (breakAfter === 0) {
			incoming.socket.destroy();
			return;
		}
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		if (breakAfter === undefined) response.end(content);
		else {
			response.write(content.slice(0, breakAfter), () => incoming.socket.destroy());
		}
	}
}

/** For a test file: starts the server before its tests, stops it after them, and forgets requests in between. */
export function useScriptedPelcro(): ScriptedPelcro {
	const pelcro = new ScriptedPelcro();
	beforeAll(async () => await pelcro.start());
	beforeEach(() => pelcro.forget());
	afterAll(async () => {
		await pelcro.stop();
		await stopEngine();
	});
	return pelcro;
>>>>>>> 552775a (Hand an item's site and waits on whole, remember Pelcro's answers by account and site alone, and tell time by a clock that never goes back)
}
