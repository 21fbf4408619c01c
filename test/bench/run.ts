/**
 * Measures the package against the sandbox, side by side with what people use in its place, and fails when a
 * promise is not kept. Names of parts run those only. `--full` adds the long parts, which wait for Pelcro's own minute
 * nearly all of the time. `--write` writes what was measured into docs/benchmarks.md, each part when it has ended, and
 * leaves there what other runs have measured. `--beside=<folder>` measures another build (its whole project, built)
 * beside this one. `--job=<words>` runs only the jobs of `bulk` with these words in their name.
 */
import { runOrFail } from '../../demo/childProcesses';
import { runAsProgram } from '../../demo/program';
import { lockedN8nVersion } from '../../demo/n8n/hostInstall';
import { findNode } from '../../demo/n8n/hostNode';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { chosenLine } from '../../demo/n8n/n8nLine';
import { launchSandbox } from '../../sandbox/process';
import { measureBulk, measureNight } from './bulk/measureBulk';
import { buildsOf } from './builds';
import { type PartResult, writePage } from './page';
import { machine, printPromises, type Promised, type Section } from './report';
import { compareClients } from './sections/comparison';
import { measureGrowth } from './sections/growth';
import { measureLimits } from './sections/limits';
import { measurePackage } from './sections/packageSize';
import { compareReads } from './sections/reads';
import { measureSharing } from './sections/sharing';

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const valueOf = (name: string): string | undefined =>
	options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
const builds = buildsOf(valueOf('--beside'));
const job = valueOf('--job');
const names =
	job === undefined
		? process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
		: ['bulk'];

/** @param host an n8n with the package, for those who need one */
type Measure = (host: N8nHost, sandboxUrl: string) => Promise<Section>;

/** What is run one after the other. */
const SHORT: Readonly<Record<string, Measure>> = {
	sharing: async (_host, url) => await measureSharing(url, false, builds),
	reads: compareReads,
	comparison: compareClients,
	bulk: async (host, url) => await measureBulk(host, url, job),
	growth: measureGrowth,
	limits: async (_host, url) => await measureLimits(url, false, builds),
	package: async () => await Promise.resolve(measurePackage()),
};

/** What waits nearly all of the time, and so goes on beside all else; it is few and quiet while it starts. */
const LONG: Readonly<Record<string, Measure>> = {
	'limits-minute': async (_host, url) => await measureLimits(url, true, builds),
	'sharing-minute': async (_host, url) => await measureSharing(url, true, builds),
	night: measureNight,
};

/** As the page shows them. */
const ORDER = [
	...['limits-minute', 'limits', 'sharing-minute', 'sharing', 'bulk', 'night'],
	...['comparison', 'reads', 'growth', 'package'],
];

const wanted = (name: string): boolean =>
	names.length > 0 ? names.includes(name) : name in SHORT || options.includes('--full');

async function main(): Promise<boolean> {
	const unknown = names.find((name) => !ORDER.includes(name));
	if (unknown !== undefined) {
		throw new Error(`There is no part '${unknown}'. The parts are: ${ORDER.join(', ')}.`);
	}
	const writes = options.includes('--write');
	if (writes && job !== undefined) throw new Error('The page has whole parts, not single jobs.');
	// `npm run bench` has built the package already.
	const say = (line: string): void => void process.stdout.write(`${line}\n`);
	const host = await N8nHost.prepare({ name: 'n8n-bench', build: false, say });
	const { url } = await launchSandbox();
	const failures: unknown[] = [];
	const promises: Promised[] = [];
	const run = async (name: string, measure: Measure): Promise<void> => {
		try {
			const section = await measure(host, url);
			promises.push(...section.promises);
			if (writes) await write(name, section);
		} catch (error) {
			// The other parts go on: one may have taken half an hour.
			failures.push(error);
		}
	};
	await runAll(run);
	printPromises(promises);
	if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
	return promises.every(({ kept }) => kept !== false);
}

async function runAll(run: (name: string, measure: Measure) => Promise<void>): Promise<void> {
	const chosen = (parts: Readonly<Record<string, Measure>>): Array<[string, Measure]> =>
		Object.entries(parts).filter(([name]) => wanted(name));
	const long = chosen(LONG).map(async (part) => await run(...part));
	for (const part of chosen(SHORT)) await run(...part);
	await Promise.all(long);
}

/** One after the other, as they all go into the same file. */
let writing: Promise<void> = Promise.resolve();

async function write(name: string, section: Section): Promise<void> {
	writing = writing.then(async () => await writePage(name, await resultOf(section), ORDER));
	await writing;
}

async function resultOf(section: Section): Promise<PartResult> {
	const line = chosenLine();
	const node = (await runOrFail(findNode(line), ['--version'])).trim().slice(1);
	const ranOn = machine(lockedN8nVersion(line), node);
	return { ...section, date: new Date().toISOString().slice(0, 10), ranOn };
}

runAsProgram(main);
