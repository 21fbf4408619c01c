/**
 * Tries the package on the oldest and the newest n8n: `tsx test/compat/run.ts [lines] [parts]`, all of both where none is
 * named. The part `triggers` is the tests of the triggers alone, out of those of the part `engine`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { runOrFail } from '../../demo/childProcesses';
import { ensureHost, lockedN8nVersion } from '../../demo/n8n/hostInstall';
import { findNode } from '../../demo/n8n/hostNode';
import { type N8nLine, namedLines } from '../../demo/n8n/n8nLine';
import { runAsProgram } from '../../demo/program';
import { PROJECT } from '../../demo/projectPaths';
import { type Counts, shown } from './counts';
import { runEndToEnd } from './endToEnd';
import { runEngineTests } from './engineTests';
import { compileWithTypes } from './typeCheck';

const ARTIFACTS = join(PROJECT, 'artifacts', 'compat');

/** @param artifacts the start of the path of what the part leaves behind */
type Part = (line: N8nLine, artifacts: string) => Promise<Counts>;

const PARTS: Readonly<Record<string, Part>> = {
	types: async (line, artifacts) => await compileWithTypes(line, `${artifacts}.tsconfig.json`),
	engine: async (line, artifacts) => await runEngineTests(line, `${artifacts}.engine.json`),
	triggers: async (line, artifacts) =>
		await runEngineTests(line, `${artifacts}.triggers.json`, [
			'test/compat',
			'test/trigger',
			'test/changes',
		]),
	editor: async (line, artifacts) => await runEndToEnd(line, `${artifacts}.editor.log`),
};

const USUAL = ['types', 'engine', 'editor'];

const started = Date.now();

function say(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	process.stdout.write(`${seconds.padStart(4)} s  ${line}\n`);
}

/** One part after the other: each wants the whole machine. */
async function examine(line: N8nLine, parts: readonly string[]): Promise<Array<[string, Counts]>> {
	await ensureHost(line, say);
	const node = (await runOrFail(findNode(line), ['--version'])).trim().slice(1);
	const results: Array<[string, Counts]> = [];
	for (const [name, run] of Object.entries(PARTS)) {
		if (!parts.includes(name)) continue;
		say(`n8n ${lockedN8nVersion(line)} on Node ${node}: ${name} …`);
		const counts = await run(line, join(ARTIFACTS, line.name));
		for (const text of [shown(counts), ...counts.failures])
			process.stdout.write(`        ${text}\n`);
		results.push([name, counts]);
	}
	return results;
}

async function main(): Promise<boolean> {
	const named = process.argv.slice(2);
	const parts = named.filter((name) => name in PARTS);
	const lines = namedLines(named.filter((name) => !(name in PARTS)));
	await mkdir(ARTIFACTS, { recursive: true });
	const rows: Array<Record<string, string>> = [];
	const all: Counts[] = [];
	for (const line of lines) {
		const results = await examine(line, parts.length > 0 ? parts : USUAL);
		const cells = results.map(([name, counts]) => [name, shown(counts)]);
		rows.push({ n8n: lockedN8nVersion(line), ...Object.fromEntries(cells) });
		all.push(...results.map(([, counts]) => counts));
	}
	console.table(rows);
	return all.every(({ passed, failed }) => failed === 0 && passed > 0);
}

runAsProgram(main);
