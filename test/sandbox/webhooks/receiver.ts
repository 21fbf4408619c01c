import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
	headers: IncomingHttpHeaders;
	/** Names and values in turns, as they came. */
	rawHeaders: string[];
	body: Buffer;
}

/** An event as it was delivered. */
export interface ReceivedEvent {
	type: string;
	id: string;
	created: number;
	triggered_from?: string;
	data: Record<string, Record<string, unknown>>;
}

/** A small local HTTP server that keeps the POSTs that it is sent. */
export class Receiver {
	received: Received[] = [];

	/** How many requests ended before their body was whole. */
	cut = 0;

	/** Status of the answers; null cuts the connection instead. */
	status: number | null = 200;

	/** Statuses of the next answers, before `status` counts again. */
	next: (number | null)[] = [];

	/** How long every answer takes. */
	delayMs = 0;

	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			this.take(request, response).catch(() => {
				this.cut += 1;
			});
		});
	}

	static async open(): Promise<Receiver> {
		const receiver = new Receiver();
		await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
		return receiver;
	}

	/** Where it listens; every path is the same to it. */
	url(path = '/hook', host = '127.0.0.1'): string {
		return `http://${host}:${(this.server.address() as AddressInfo).port}${path}`;
	}

	/** All events that arrived, in order of arrival. */
	get events(): ReceivedEvent[] {
		const parsed = this.received.map(({ body }) => JSON.parse(body.toString('utf8')));
		return parsed.filter((one) => typeof one.id === 'string');
	}

	async close(): Promise<void> {
		await new Promise((resolve) => {
			this.server.close(resolve);
			this.server.closeAllConnections();
		});
	}

	private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { headers, rawHeaders } = request;
		const body = await buffer(request);
		this.received.push({ headers, rawHeaders, body });
		const status = this.next.length > 0 ? (this.next.shift() ?? null) : this.status;
		if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
		if (status === null) request.socket.destroy();
		else response.writeHead(status, { location: this.url('/elsewhere') }).end('received');
	}
}
