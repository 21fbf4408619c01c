/**
 * Measures the package against the sandbox, side by side with what people use in its place, and fails when a
 * promise is not kept. Names of parts run those only. `--full` adds the long parts, which wait for Pelcro's own minute
 * nearly all of the time. `--write` writes what was measured into docs/benchmarks.md, and `--beside=<folder>`
 * measures another build (its whole project, built) beside this one.
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
import { machine, printPromises, type Section } from './report';
import { compareClients } from './sections/comparison';
import { measureGrowth } from './sections/growth';
import { measureLimits } from './sections/limits';
import { measurePackage } from './sections/packageSize';
import { compareReads } from './sections/reads';
import { measureSharing } from './sections/sharing';

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const builds = buildsOf(options.find((option) => option.startsWith('--beside='))?.slice(9));

/** @param host an n8n with the package, for those who need one */
type Measure = (host: N8nHost, sandboxUrl: string) => Promise<Section>;

/** What is run one after the other. */
const SHORT: Readonly<Record<string, Measure>> = {
	sharing: async (_host, url) => await measureSharing(url, false, builds),
	reads: compareReads,
	comparison: compareClients,
	bulk: measureBulk,
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
	// `npm run bench` has built the package already.
	const say = (line: string): void => void process.stdout.write(`${line}\n`);
	const host = await N8nHost.prepare({ name: 'n8n-bench', build: false, say });
	const { url } = await launchSandbox();
	const sections = await measureAll(async (measure) => await measure(host, url));
	const promises = Object.values(sections).flatMap((section) => section.promises);
	printPromises(promises);
	if (options.includes('--write')) await write(sections);
	return promises.every(({ kept }) => kept);
}

async function measureAll(
	run: (measure: Measure) => Promise<Section>,
): Promise<Record<string, Section>> {
	const long = Object.entries(LONG)
		.filter(([name]) => wanted(name))
		.map(async ([name, measure]) => [name, await run(measure)] as const);
	// Who fails while the others go on is told at the end.
	for (const measured of long) measured.catch(() => {});
	const sections: Record<string, Section> = {};
	for (const [name, measure] of Object.entries(SHORT)) {
		if (wanted(name)) sections[name] = await run(measure);
	}
	return { ...sections, ...Object.fromEntries(await Promise.all(long)) };
}

async function write(sections: Record<string, Section>): Promise<void> {
	const line = chosenLine();
	const node = (await runOrFail(findNode(line), ['--version'])).trim().slice(1);
	const ranOn = machine(lockedN8nVersion(line), node);
	const date = new Date().toISOString().slice(0, 10);
	const results = Object.entries(sections).map(([name, section]): [string, PartResult] => [
		name,
		{ ...section, date, ranOn },
	]);
	await writePage(Object.fromEntries(results), ORDER);
}

runAsProgram(main);
