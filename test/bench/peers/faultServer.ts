import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with the first request; everything after it goes well. */
export const FAULTS = {
	none: 'Nothing goes wrong',
	resetAfterDone: 'The record is made, then the connection is reset',
	unavailable: '503 with `Retry-After: 2`',
	tooManySeconds: '429 with `Retry-After: 2`',
	tooManyDate: '429 with `Retry-After` as a date, 3 s from now',
	tooManyLong: '429 with `Retry-After: 70`',
	brokenJson: 'The record is made, 200 with half of the JSON',
	silence: 'The record is made, no answer comes',
	conflict: '409 with a message',
	badGateway: '502 with a page of HTML',
	halfList: 'A list of 100 records that ends in the middle',
} as const;

export type Fault = keyof typeof FAULTS;

/** What the server saw of one contender's job. */
export interface Seen {
	requests: number;
	/** Records that were made. */
	made: number;
}

/** A service of the contender's, as far as its job needs it. */
export interface Dialect {
	/** The answer to the request that makes a record. */
	created: (id: number) => unknown;
	/** The answer to the request for a list of these records; none where the contender reads no list here. */
	list?: (ids: readonly number[]) => unknown;
	/** The answer to a request for one record, where the contender asks for it after making it. */
	single?: (id: number) => unknown;
	/** Whether a second request to make the same record changes the first one: the service's own uniqueness. */
	makesOnce?: boolean;
	headers?: Readonly<Record<string, string>>;
}

const LIST_LENGTH = 100;

/** One contender's service on the loopback interface, with one fault. */
export class FaultServer {
	readonly seen: Seen = { requests: 0, made: 0 };
	private readonly server: Server;
	private readonly keys = new Set<string>();

	private constructor(
		private readonly fault: Fault,
		private readonly dialect: Dialect,
	) {
		this.server = createServer((request, response) => void this.answer(request, response));
	}

	static async start(fault: Fault, dialect: Dialect): Promise<FaultServer> {
		const service = new FaultServer(fault, dialect);
		await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
		return service;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		for await (const chunk of request) void chunk;
		this.seen.requests += 1;
		const first = this.seen.requests === 1;
		if (first && this.refused(response)) return;
		const isList = this.fault === 'halfList';
		const body = JSON.stringify(isList ? this.list() : this.record(request));
		if (first && this.broken(request, response, body)) return;
		response.writeHead(200, { 'content-type': 'application/json', ...this.dialect.headers });
		response.end(body);
	}

	private list(): unknown {
		return this.dialect.list?.(Array.from({ length: LIST_LENGTH }, (_entry, index) => index + 1));
	}

	private record({ method, headers }: IncomingMessage): unknown {
		if (method === 'GET') return (this.dialect.single ?? this.dialect.created)(this.seen.made);
		// Services that take such a key make one record for it, however often it comes.
		const key = String(headers['idempotency-key'] ?? '');
		const repeated = key !== '' && this.keys.has(key);
		this.keys.add(key);
		const sameRecord = repeated || (this.dialect.makesOnce === true && this.seen.made > 0);
		if (!sameRecord) this.seen.made += 1;
		return this.dialect.created(this.seen.made);
	}

	/** Refusals: nothing was done. */
	private refused(response: ServerResponse): boolean {
		const refuse = (status: number, headers: Record<string, string>, body: string): boolean => {
			response.writeHead(status, headers).end(body);
			return true;
		};
		const json = { 'content-type': 'application/json' };
		const message = (text: string) =>
			JSON.stringify({
				message: text,
				error: { type: 'service', code: 'service', message: text, detail: text },
			});
		const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
		switch (this.fault) {
			case 'unavailable':
				return refuse(503, { ...json, 'retry-after': '2' }, message('Down for maintenance'));
			case 'tooManySeconds':
				return refuse(429, { ...json, 'retry-after': '2' }, message('Too many requests'));
			case 'tooManyDate':
				return refuse(429, { ...json, 'retry-after': later(3) }, message('Too many requests'));
			case 'tooManyLong':
				return refuse(429, { ...json, 'retry-after': '70' }, message('Too many requests'));
			case 'conflict':
				return refuse(409, json, message('The record is locked by another change'));
			case 'badGateway':
				return refuse(
					502,
					{ 'content-type': 'text/html' },
					'<html><body>502 Bad Gateway</body></html>',
				);
			default:
				return false;
		}
	}

	/** What was done, with an answer that does not arrive whole. */
	private broken(request: IncomingMessage, response: ServerResponse, body: string): boolean {
		switch (this.fault) {
			case 'resetAfterDone':
				request.socket.resetAndDestroy();
				return true;
			case 'brokenJson':
				response.writeHead(200, { 'content-type': 'application/json', ...this.dialect.headers });
				response.end(body.slice(0, body.length / 2));
				return true;
			case 'silence':
				return true;
			case 'halfList':
				response.writeHead(200, {
					'content-type': 'application/json',
					'content-length': String(body.length),
					...this.dialect.headers,
				});
				response.write(body.slice(0, body.length / 2));
				setTimeout(() => request.socket.destroy(), 50);
				return true;
			default:
				return false;
		}
	}
}
