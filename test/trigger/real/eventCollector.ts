import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** An item that a workflow has handed over. */
export interface CollectedItem {
	/** Name of the workflow. */
	workflow: string;
	json: Record<string, unknown>;
}

const POLL_MS = 50;

/** A web server on this machine to which the last node of a workflow sends its items. */
export class EventCollector {
	readonly items: CollectedItem[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			void json(request).then((item) => {
				this.items.push(item as CollectedItem);
				response.end('{}');
			});
		});
	}

	static async start(): Promise<EventCollector> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new EventCollector(server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	/** What a workflow has handed over. */
	of(workflow: string): Array<Record<string, unknown>> {
		return this.items.filter((item) => item.workflow === workflow).map(({ json: one }) => one);
	}

	/**
	 * Waits until a workflow has handed over so many items.
	 *
	 * @param count items since the collector was started or cleared
	 * @throws Error when they are fewer after that time
	 */
	async waitFor(workflow: string, count: number, timeoutMs = 15_000) {
		const end = Date.now() + timeoutMs;
		while (this.of(workflow).length < count) {
			if (Date.now() > end) {
				throw new Error(`'${workflow}' handed over ${this.of(workflow).length} items of ${count}`);
			}
			await pause(POLL_MS);
		}
		return this.of(workflow);
	}

	clear(): void {
		this.items.length = 0;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}

export async function pause(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
