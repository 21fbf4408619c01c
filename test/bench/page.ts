import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';

import { format } from 'prettier';

import { PROJECT } from '../../demo/projectPaths';
import type { Section, Table } from './report';

/** What a part of the benchmark came to when it was written last. */
export interface PartResult extends Section {
	/** The day, as in 2026-11-28. */
	date: string;
	/** The machine and what ran on it. */
	ranOn: string;
}

/** By the part's name. */
type Results = Record<string, PartResult>;

const RESULTS = join(PROJECT, 'test', 'bench', 'results.json');
const PAGE = join(PROJECT, 'docs', 'benchmarks.md');

/**
 * Keeps the result of a part that ran, beside those of the others, and writes docs/benchmarks.md from all of them.
 *
 * @param order all parts' names, in the page's order
 */
export async function writePage(
	name: string,
	result: PartResult,
	order: readonly string[],
): Promise<void> {
	const results: Results = { ...(await readResults()), [name]: result };
	await writeFile(
		RESULTS,
		await format(JSON.stringify(results), { parser: 'json', useTabs: true }),
	);
	await writeFile(
		PAGE,
		await format(pageOf(results, order), { parser: 'markdown', useTabs: true }),
	);
}

async function readResults(): Promise<Results> {
	try {
		// The cast: only writePage() writes that file.
		return JSON.parse(await readFile(RESULTS, 'utf8')) as Results;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
		throw error;
	}
}

function pageOf(results: Results, order: readonly string[]): string {
	const parts = order.flatMap((name) => {
		const result = results[name];
		return result === undefined ? [] : [{ name, ...result }];
	});
	return [
		"<!-- Written by 'npm run bench -- --write', which takes names of parts: run it again in place of editing. -->",
		'# Benchmarks',
		`Measured by \`npm run bench\` (\`-- --full\` for the parts that take Pelcro’s own minute), on the machine that is named below each table. The sandbox stands in for Pelcro, on the same machine, and answers within a few milliseconds. Compare within a table, which is from one run; the times themselves are those of this machine.`,
		...parts.flatMap(({ name, date, ranOn, tables }) =>
			tables.flatMap((table) =>
				tableLines(table, `_\`npm run bench -- ${name}\`, ${date}; ${ranOn}._`),
			),
		),
		'## What has to hold',
		'`npm run bench` fails when one of these does not. A dash is for what a run could not tell, as somebody beside the node had failed.',
		markdownTable(
			parts.flatMap(({ promises }) =>
				promises.map(({ what, kept, seen }) => ({
					What: what,
					Seen: seen,
					Kept: kept === undefined ? '–' : kept ? 'yes' : 'no',
				})),
			),
		),
	].join('\n\n');
}

function tableLines({ title, about, rows }: Table, measuredBy: string): string[] {
	return [`## ${title}`, about, markdownTable(rows), measuredBy];
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
