/**
 * Puts this package, n8n's own nodes for comparable services, and billing SDKs before the same ten faults, and prints what each
 * came to. `--write` writes the tables into docs/compared.md.
 */
import 'reflect-metadata';

import '../../engine/host/quietEngine';

import Module from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { format } from 'prettier';

import { ensureHost, lockedN8nVersion } from '../../../demo/n8n/hostInstall';
import { chosenLine } from '../../../demo/n8n/n8nLine';
import { runAsProgram } from '../../../demo/program';
import { PROJECT } from '../../../demo/projectPaths';
import type { Contender } from './contender';
import { FAULTS, FaultServer, type Fault } from './faultServer';
import { redirectRequests, withService } from './loopback';
import { installSdks, sdkContenders } from './sdks';

/** Longer than this nobody is waited for, ms. */
const LONGEST_MS = 30_000;

/** The wait of 70 s is waited for. */
const LONGEST_FOR_LONG_WAIT_MS = 80_000;

const PAGE = join(PROJECT, 'docs', 'compared.md');

interface Outcome {
	contender: string;
	fault: Fault;
	requests: number;
	made: number;
	/** undefined where it was not waited for any longer. */
	ended: 'well' | 'failed' | undefined;
	/** Whether what came out is the whole record, where that can be told. */
	whole: boolean;
	words: string;
}

async function outcomeOf(contender: Contender, fault: Fault): Promise<Outcome | undefined> {
	const job = fault === 'halfList' ? contender.list : contender.create;
	if (job === undefined) return undefined;
	const server = await FaultServer.start(fault, contender.dialect);
	const longest = fault === 'tooManyLong' ? LONGEST_FOR_LONG_WAIT_MS : LONGEST_MS;
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<'late'>((resolve) => {
		timer = setTimeout(() => resolve('late'), longest);
	});
	const done = withService(server.port, job).then(
		(value) => ({
			ended: 'well' as const,
			whole: fault === 'halfList' || (contender.isWhole?.(value) ?? true),
			words: wordsOfResult(fault, value),
		}),
		(error: unknown) => ({ ended: 'failed' as const, whole: false, words: wordsOf(error) }),
	);
	const end = await Promise.race([done, late]);
	clearTimeout(timer);
	const seen = { ...server.seen };
	server.stop();
	const result = end === 'late' ? { ended: undefined, whole: false, words: '' } : end;
	return { contender: contender.name, fault, ...seen, ...result };
}

function wordsOfResult(fault: Fault, value: unknown): string {
	return fault === 'halfList' && Array.isArray(value) ? `${value.length} records` : '';
}

function wordsOf(error: unknown): string {
	const told = ['message', 'description']
		.map((name): unknown => Object(error)[name])
		.filter((text) => typeof text === 'string' && text !== '')
		.map((text) => String(text).split('\n')[0]);
	const text = [...new Set(told)].join(' — ').replace(/\s+/g, ' ') || String(error);
	return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** What it came to, in the words of somebody who has to answer for the records. */
function verdict({ fault, made, ended, whole, words }: Outcome): string {
	if (fault === 'halfList') {
		if (ended === 'well') return words === '100 records' ? 'all 100' : `GREEN with ${words}`;
		return ended === 'failed' ? 'failed' : 'waits on';
	}
	if (ended === undefined) return made > 0 ? 'waits on, made' : 'waits on';
	if (made > 1) return `DOUBLED (${made})`;
	if (ended === 'well')
		return made === 0 ? 'GREEN, not made' : whole ? 'once' : 'GREEN with half a record';
	return made === 1 ? 'failed, but made' : 'failed';
}

function cell(outcome: Outcome | undefined): string {
	if (outcome === undefined) return '–';
	return `${verdict(outcome)}, ${outcome.requests} ${outcome.requests === 1 ? 'request' : 'requests'}`;
}

function table(head: readonly string[], rows: readonly string[][]): string {
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

async function compare(contenders: readonly Contender[]): Promise<string> {
	const faults = Object.keys(FAULTS) as Fault[];
	const outcomes = await Promise.all(
		contenders.map(
			async (contender) =>
				await Promise.all(faults.map(async (fault) => await outcomeOf(contender, fault))),
		),
	);
	const names = contenders.map(({ name }) => name);
	const results = table(
		['What goes wrong', ...names],
		faults.map((fault, at) => [FAULTS[fault], ...outcomes.map((row) => cell(row[at]))]),
	);
	const words = new Map<string, string[]>();
	for (const { contender, fault, ended, words: said } of outcomes
		.flat()
		.filter((one) => one !== undefined)) {
		if (ended !== 'failed' || said === '') continue;
		const name = `${contender}\n${said}`;
		words.set(name, [...(words.get(name) ?? []), FAULTS[fault]]);
	}
	const rows = [...words].map(([name, went]) => [...name.split('\n'), went.join('; ')]);
	return `${results}\n\nThe words that a user sees where it failed:\n\n${table(['Who', 'Words', 'What went wrong'], rows)}`;
}

/** The program has ended well when everybody was run; what came of it is read, not judged. */
async function main(): Promise<boolean> {
	const say = (line: string): void => void process.stdout.write(`${line}\n`);
	await ensureHost(chosenLine(), say);
	await installSdks(say);
	standInForIsolatedVm();
	redirectRequests();
	const { nodeContenders } = await import('./nodes');
	const nodes = await compare(nodeContenders());
	const sdks = await compare(await sdkContenders());
	say(`\n${nodes}\n\n${sdks}`);
	if (process.argv.includes('--write')) await write(nodes, sdks);
	return true;
}

/** Native, not built here, and not needed for these runs. */
function standInForIsolatedVm(): void {
	const loader = Module as unknown as {
		_resolveFilename: (request: string, ...more: unknown[]) => string;
	};
	const resolve = loader._resolveFilename.bind(Module);
	const standIn = join(PROJECT, 'test', 'engine', 'host', 'isolatedVm.ts');
	loader._resolveFilename = (request, ...more) =>
		request === 'isolated-vm' ? standIn : resolve(request, ...more);
}

async function write(nodes: string, sdks: string): Promise<void> {
	const page = await readFile(PAGE, 'utf8');
	const date = new Date().toISOString().slice(0, 10);
	const ran = `Run on ${date}, n8n ${lockedN8nVersion(chosenLine())}, Node.js ${process.versions.node}.`;
	const filled = [
		['nodes', `${ran}\n\n${nodes}`],
		['sdks', sdks],
	].reduce((text, [name = '', content = '']) => between(text, name, content), page);
	await writeFile(PAGE, await format(filled, { parser: 'markdown' }));
}

function between(page: string, name: string, content: string): string {
	const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
	const [from, to] = [page.indexOf(start), page.indexOf(end)];
	if (from === -1 || to === -1) throw new Error(`docs/compared.md has no place for ${name}`);
	return `${page.slice(0, from + start.length)}\n\n${content}\n\n${page.slice(to)}`;
}

runAsProgram(main);
