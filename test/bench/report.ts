import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';

import { format } from 'prettier';

import { PROJECT } from '../../demo/projectPaths';

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
	kept: boolean;
	seen: string;
}

export interface Section {
	tables: Table[];
	promises: Promised[];
}

const PAGE = join(PROJECT, 'docs', 'benchmarks.md');

/** Prints a table to the terminal. */
export function printTable({ title, rows }: Table): void {
	process.stdout.write(`\n${title}\n`);
	console.table(rows);
}

export function printPromises(promises: readonly Promised[]): void {
	process.stdout.write('\n');
	for (const { what, kept, seen } of promises)
		process.stdout.write(`${kept ? 'kept  ' : 'BROKEN'}  ${what}: ${seen}\n`);
}

/** The machine and what ran on it, in one line. */
export function machine(n8nVersion: string, n8nNode: string): string {
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${cpu?.model.trim() || 'unnamed processor'}), ${memory} GiB of memory, ${process.platform} ${process.arch}; n8n ${n8nVersion} on Node.js ${n8nNode}, the other clients on Node.js ${process.versions.node}`;
}

/** Writes docs/benchmarks.md. */
export async function writePage(sections: readonly Section[], ranOn: string): Promise<void> {
	const date = new Date().toISOString().slice(0, 10);
	const tables = sections.flatMap((section) => section.tables);
	const promises = sections.flatMap((section) => section.promises);
	const markdown = [
		"<!-- Written by 'npm run bench -- --full --write': run it again in place of editing. -->",
		'# Benchmarks',
		`Everything here is from one run of \`npm run bench -- --full --write\` on ${date}, on one machine: ${ranOn}. The sandbox stands in for Pelcro, on the same machine, and answers within a few milliseconds. Compare within a table; the times themselves are those of this machine.`,
		...tables.flatMap(({ title, about, rows }) => [`## ${title}`, about, markdownTable(rows)]),
		'## What has to hold',
		'`npm run bench` fails when one of these does not.',
		markdownTable(
			promises.map(({ what, kept, seen }) => ({
				What: what,
				Seen: seen,
				Kept: kept ? 'yes' : 'no',
			})),
		),
	].join('\n\n');
	await writeFile(PAGE, await format(markdown, { parser: 'markdown', useTabs: true }));
}

function markdownTable(rows: Table['rows']): string {
	const columns = Object.keys(rows[0] ?? {});
	const line = (cells: readonly unknown[]): string => `| ${cells.map(cell).join(' | ')} |`;
	return [
		line(columns),
		line(columns.map((column) => (typeof rows[0]?.[column] === 'number' ? '--:' : '---'))),
		...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
	].join('\n');
}

function cell(content: unknown): string {
	return String(content).replace(/\|/g, '\\|');
}
