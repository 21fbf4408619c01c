import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands for the reverse proxy before n8n: another address, and a path of its own. */
export class Forwarder {
	/** Where n8n is; answers 502 as long as it is not known. */
	target: string | undefined;

	private constructor(private readonly server: Server) {
		server.on('request', (incoming, outgoing) => {
			const unavailable = () => outgoing.writeHead(502).end();
			if (this.target === undefined || !incoming.url?.startsWith(PREFIX)) {
				unavailable();
				return;
			}
			const url = new URL(incoming.url.slice(PREFIX.length), `${this.target}/`);
			const { method, headers } = incoming;
			const forwarded = request(url, { method, headers }, (answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			});
			forwarded.once('error', unavailable);
			incoming.pipe(forwarded);
		});
	}

	static async start(): Promise<Forwarder> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Forwarder(server);
	}

	/** The address that others see; what n8n is told as `WEBHOOK_URL`. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${PREFIX}`;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}

const PREFIX = '/automation/';
