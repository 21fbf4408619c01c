import { join } from 'node:path';

import { runOrFail, stopAll } from '../../demo/childProcesses';
import { ensureHost, lockedN8nVersion } from '../../demo/n8n/hostInstall';
import { findNode } from '../../demo/n8n/hostNode';
import { namedLines, type N8nLine } from '../../demo/n8n/n8nLine';
import { PROJECT } from '../../demo/projectPaths';
import { type Counts, shown } from './counts';
import { runEndToEnd } from './endToEnd';
import { runEngineTests } from './engineTests';
import { typeErrors } from './typeCheck';

const ARTIFACTS = join(PROJECT, 'artifacts', 'compat');

/** What was found out on one line of n8n. */
interface LineResult {
	n8n: string;
	node: string;
	types: string[];
	engine: Counts;
	endToEnd: Counts;
}

const started = Date.now();

function say(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	process.stdout.write(`${seconds.padStart(4)} s  ${line}\n`);
}

/** One after the other: each wants the whole machine. */
async function examine(line: N8nLine): Promise<LineResult> {
	await ensureHost(line, say);
	const n8n = lockedN8nVersion(line);
	const node = (await runOrFail(findNode(line), ['--version'])).trim().slice(1);
	say(`n8n ${n8n} on Node ${node}: compiling against its n8n-workflow …`);
	const types = await typeErrors(line, join(ARTIFACTS, `tsconfig.${line.name}.json`));
	tell(types);
	say(`n8n ${n8n} on Node ${node}: engine tests …`);
	const engine = await runEngineTests(line, join(ARTIFACTS, `engine.${line.name}.json`));
	tell([shown(engine), ...engine.failures]);
	say(`n8n ${n8n} on Node ${node}: end-to-end checks …`);
	const endToEnd = await runEndToEnd(line, join(ARTIFACTS, `e2e.${line.name}.log`));
	tell([shown(endToEnd), ...endToEnd.failures]);
	return { n8n, node, types, engine, endToEnd };
}

function tell(lines: readonly string[]): void {
	for (const line of lines) process.stdout.write(`        ${line}\n`);
}

async function main(): Promise<boolean> {
	const results: LineResult[] = [];
	for (const line of namedLines(process.argv.slice(2))) results.push(await examine(line));
	console.table(
		results.map(({ n8n, node, types, engine, endToEnd }) => ({
			n8n,
			Node: node,
			compiles: types.length === 0 ? 'yes' : 'no',
			'engine tests': shown(engine),
			'end-to-end checks': shown(endToEnd),
		})),
	);
	return results.every(
		({ types, engine, endToEnd }) =>
			types.length === 0 && [engine, endToEnd].every((one) => one.failed === 0 && one.passed > 0),
	);
}

main()
	.then((right) => {
		process.exitCode = right ? 0 : 1;
	})
	.catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	})
	.finally(() => void stopAll());
