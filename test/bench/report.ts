import { cpus, totalmem } from 'node:os';

/** One table of the benchmark. */
export interface Table {
	title: string;
	/** What was done and how; paragraphs of Markdown. */
	about: string;
	rows: Array<Record<string, string | number>>;
}

/** What the project promises, and whether this run kept it. */
export interface Promised {
	what: string;
	/** undefined where this run could not tell, as what it is measured by has failed. */
	kept: boolean | undefined;
	seen: string;
}

export interface Section {
	tables: Table[];
	promises: Promised[];
}

/** Prints a table to the terminal. */
export function printTable({ title, rows }: Table): void {
	process.stdout.write(`\n${title}\n`);
	console.table(rows);
}

export function printPromises(promises: readonly Promised[]): void {
	process.stdout.write('\n');
	for (const { what, kept, seen } of promises)
		process.stdout.write(`${marks(kept)}  ${what}: ${seen}\n`);
}

function marks(kept: boolean | undefined): string {
	if (kept === undefined) return 'OPEN  ';
	return kept ? 'kept  ' : 'BROKEN';
}

/** The machine and what ran on it, in one line. */
export function machine(n8nVersion: string, n8nNode: string): string {
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${cpu?.model.trim() || 'unnamed processor'}), ${memory} GiB of memory, ${process.platform} ${process.arch}; n8n ${n8nVersion} on Node.js ${n8nNode}, the other clients on Node.js ${process.versions.node}`;
}
