import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { pause } from '../../trigger/real/eventCollector';

export interface Message {
	to: string;
	subject: string;
	text: string;
}

const POLL_MS = 50;

/** Stands for the user's own mail service: takes messages as JSON and keeps them. */
export class MailService {
	readonly sent: Message[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			void json(request).then((message) => {
				this.sent.push(message as Message);
				response.writeHead(200, { 'content-type': 'application/json' }).end('{"queued":true}');
			});
		});
	}

	static async start(): Promise<MailService> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new MailService(server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/send`;
	}

	to(address: string): Message[] {
		return this.sent.filter((message) => message.to === address);
	}

	/** Waits for the first message to an address. @throws Error when none comes in that time */
	async waitFor(address: string, timeoutMs = 15_000): Promise<Message> {
		for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(POLL_MS)) {
			const [message] = this.to(address);
			if (message !== undefined) return message;
		}
		throw new Error(`No message to ${address} in ${timeoutMs / 1_000} s`);
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
