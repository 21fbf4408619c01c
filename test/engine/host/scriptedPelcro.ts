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
	/** The query as it came, decoded. */
	search: string;
	/** Parsed where it is JSON; of all else it is empty. */
	body: IDataObject;
	/** The texts of a form, by their names; files have theirs. */
	form: Readonly<Record<string, string[]>>;
	headers: IncomingMessage['headers'];
	/** When it came, in ms on a clock that never goes back. */
	at: number;
}

/** What it gets: an answer, or the end of the connection. Texts and bytes are sent as they are, all else as JSON. */
export type Reply =
	| {
			status?: number;
			headers?: Record<string, string>;
			body?: unknown;
			delayMs?: number;
			/** After so many bytes of the body the connection breaks. */
			breaksAfter?: number;
			/** After so many bytes of the body nothing more comes, and the connection stays. */
			stallsAfter?: number;
	  }
	| 'lost';

/** A server that answers as a test says, and runs of the built node against it. */
export interface ScriptedPelcro {
	received: Received[];
	/** Its credential; on another site of the same account where one is named. */
	credentials: (siteId?: string) => RunOptions['credentials'];
	run: (
		resource: string,
		operation: string,
		parameters: RunOptions['parameters'],
		more?: Partial<RunOptions>,
	) => Promise<RunResult>;
	close: () => Promise<void>;
}

const API = '/api/v1/core';

/** @param answer called for each request in the order of arrival, with its number from 0 */
export async function scriptedPelcro(
	answer: (request: Received, index: number) => Reply | Promise<Reply>,
): Promise<ScriptedPelcro> {
	const received: Received[] = [];
	const server = createServer((incoming, outgoing) => {
		void read(incoming).then(async (request) => {
			received.push(request);
			const reply = await answer(request, received.length - 1);
			if (reply === 'lost') {
				outgoing.destroy();
				return;
			}
			const { status = 200, headers = {}, body = {}, delayMs = 0 } = reply;
			const { breaksAfter, stallsAfter } = reply;
			const content =
				Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
			setTimeout(() => {
				outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
				if (stallsAfter !== undefined) outgoing.write(content.slice(0, stallsAfter));
				else if (breaksAfter === undefined) outgoing.end(status === 204 ? undefined : content);
				else outgoing.write(content.slice(0, breaksAfter), () => incoming.socket.destroy());
			}, delayMs);
		});
	});
	const port = await listen(server);
	const apiKey = `scripted-${port}-${Date.now()}`;
	const credentials = (siteId = '1001') => ({
		apiKey,
		siteId,
		environment: 'custom',
		baseUrl: `http://127.0.0.1:${port}`,
		requestsPerMinute: 100_000,
	});
	return {
		received,
		credentials,
		run: async (resource, operation, parameters, more = {}) =>
			await runPelcro({
				credentials: credentials(),
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
	const content = Buffer.concat(chunks);
	const text = content.toString('utf8');
	const url = new URL(incoming.url ?? '/', 'http://pelcro');
	return {
		method: incoming.method ?? '',
		path: url.pathname.replace(API, ''),
		query: Object.fromEntries(url.searchParams),
		search: decodeURIComponent(url.search.slice(1)),
		body: text.startsWith('{') ? (JSON.parse(text) as IDataObject) : {},
		form: await formIn(content, incoming.headers['content-type'] ?? ''),
		headers: incoming.headers,
		at: performance.now(),
	};
}

async function formIn(content: Buffer, type: string): Promise<Record<string, string[]>> {
	if (!type.startsWith('multipart/')) return {};
	const form = await new Response(new Uint8Array(content), {
		headers: { 'content-type': type },
	}).formData();
	const names = [...new Set(form.keys())];
	return Object.fromEntries(
		names.map((name) => [
			name,
			form.getAll(name).map((one) => (typeof one === 'string' ? one : one.name)),
		]),
	);
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
