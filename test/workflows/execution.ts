import assert from 'node:assert/strict';

/** What n8n's public API tells of an execution, as far as it is looked at here. */
export interface ExecutionRecord {
	id: string | number;
	status: string;
	data?: {
		resultData?: {
			runData?: Record<string, NodeRun[] | undefined>;
			error?: NodeFailure;
		};
	};
}

interface NodeRun {
	data?: Record<string, Array<ItemOut[] | null> | undefined>;
	error?: NodeFailure;
}

interface ItemOut {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryFile>;
}

interface NodeFailure {
	message: string;
	description?: string | null;
	node?: { name: string };
}

/** A file that a node has put out. */
export interface BinaryFile {
	fileName?: string;
	mimeType: string;
	/** Base64, where n8n keeps files in memory; else where it has put them. */
	data: string;
	id?: string;
}

const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** The result of one execution. */
export class Execution {
	constructor(private readonly record: ExecutionRecord) {}

	get id(): string {
		return String(this.record.id);
	}

	/** n8n's word: success, error, crashed, canceled, running, waiting or new. */
	get status(): string {
		return this.record.status;
	}

	get hasEnded(): boolean {
		return ENDED.includes(this.status);
	}

	/** What went wrong, in n8n's words, after the name of the node; undefined when nothing did. */
	get error(): string | undefined {
		const failure = this.record.data?.resultData?.error;
		if (failure === undefined) return undefined;
		const { message, description, node } = failure;
		return [node?.name, message, description].filter(Boolean).join(': ');
	}

	/** @throws AssertionError with the failed node and its message unless everything went well */
	assertSuccess(): void {
		assert.equal(this.status, 'success', this.error ?? `the execution is ${this.status}`);
	}

	/** Whether a node was run at all. */
	hasRun(node: string): boolean {
		return this.runsOf(node).length > 0;
	}

	/**
	 * The items of one of a node's outputs, all its runs together; none when it was not run.
	 *
	 * @param output 0 is the first; of an If node, that is 'true'
	 */
	output(node: string, output = 0): Array<Record<string, unknown>> {
		return this.items(node, output).map(({ json }) => json);
	}

	/** The files that a node has put out under a field's name, all its runs together. */
	files(node: string, field = 'data', output = 0): BinaryFile[] {
		const files = this.items(node, output).map(({ binary }) => binary?.[field]);
		return files.filter((file) => file !== undefined);
	}

	private items(node: string, output: number): ItemOut[] {
		return this.runsOf(node).flatMap(({ data }) => data?.main?.[output] ?? []);
	}

	private runsOf(node: string): NodeRun[] {
		return this.record.data?.resultData?.runData?.[node] ?? [];
	}
}
