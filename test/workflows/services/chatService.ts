import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { pause } from '../../trigger/real/eventCollector';

const POLL_MS = 50;

/** Stands for a channel of Slack and the like: an incoming webhook that takes `{text}` and keeps it. */
export class ChatService {
	/** The text of each message, in the order in which they came. */
	readonly told: string[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			void json(request).then((message) => {
				this.told.push((message as { text: string }).text);
				response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
			});
		});
	}

	static async start(): Promise<ChatService> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new ChatService(server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/services/T0/B0/x`;
	}

	/** Waits until there are so many messages. @throws Error when they do not come in that time */
	async lines(count: number, timeoutMs = 30_000): Promise<string[]> {
		for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(POLL_MS)) {
			if (this.told.length >= count) return [...this.told];
		}
		throw new Error(`${this.told.length} messages of ${count} in ${timeoutMs / 1_000} s`);
	}

	/** Lets time pass in which nothing is expected. */
	async quiet(durationMs: number): Promise<void> {
		await pause(durationMs);
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
