import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Stands for a service that takes one address a call, as newsletter services do, and keeps what it was sent. */
export class WebhookService {
	readonly received: Array<Record<string, unknown>> = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			void json(request).then((body) => {
				this.received.push(body as Record<string, unknown>);
				response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
			});
		});
	}

	static async start(): Promise<WebhookService> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new WebhookService(server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/lists/readers/members`;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
