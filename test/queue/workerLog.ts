import { readFile } from 'node:fs/promises';

interface LogLine {
	message: string;
	metadata: { timestamp: string; executionId?: string };
}

/** An execution as the worker's log tells of it. */
export interface WorkerExecution {
	id: string;
	/** Milliseconds since the epoch. */
	started: number;
	/** When the worker was done with it, however it ended; undefined while it is at work. */
	ended?: number;
}

/** What a worker has worked on, by its own log. */
export class WorkerLog {
	/**
	 * @param path the file to which n8n writes its log, one JSON object a line
	 */
	constructor(
		readonly name: string,
		private readonly path: string,
	) {}

	/** All executions so far, in order of their start. */
	async executions(): Promise<WorkerExecution[]> {
		const executions = new Map<string, WorkerExecution>();
		for (const { message, metadata } of await this.lines()) {
			const { executionId: id, timestamp } = metadata;
			if (id === undefined) continue;
			const time = Date.parse(timestamp);
			const known = executions.get(id);
			if (message.startsWith('Worker started execution')) executions.set(id, { id, started: time });
			else if (known && ENDED.test(message)) known.ended ??= time;
		}
		return [...executions.values()];
	}

	/** The file's last line may be half written. */
	private async lines(): Promise<LogLine[]> {
		const text = await readFile(this.path, 'utf8');
		return text
			.slice(0, text.lastIndexOf('\n') + 1)
			.split('\n')
			.filter(Boolean)
			.map((line) => JSON.parse(line) as LogLine);
	}
}

/** What n8n writes when an execution has succeeded or failed, and when it was cancelled. */
const ENDED = /^Worker (finished|errored while running) execution/;
