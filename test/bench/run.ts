/**
 * Measures the package against the sandbox, side by side with what people use in its place, and fails when a
 * promise is not kept. `--full` adds runs with Pelcro's own minute, beside the others, `--write` writes
 * docs/benchmarks.md, `--beside=<folder>` measures another build (its whole project, built) beside this one, and names (reads, comparison, bulk, limits, sharing, growth, package) run those parts only.
 */
import { runOrFail, stopAll } from '../../demo/childProcesses';
import { lockedN8nVersion } from '../../demo/n8n/hostInstall';
import { findNode } from '../../demo/n8n/hostNode';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { chosenLine } from '../../demo/n8n/n8nLine';
import { measureBulk } from './bulk/measureBulk';
import { buildsOf } from './builds';
import { compareClients } from './sections/comparison';
import { measureGrowth } from './sections/growth';
import { measureLimits } from './sections/limits';
import { measurePackage } from './sections/packageSize';
import { compareReads } from './sections/reads';
import { machine, printPromises, type Section, writePage } from './report';
import { measureSharing } from './sections/sharing';
import { launchSandbox } from '../../sandbox/process';

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const full = options.includes('--full');
const builds = buildsOf(options.find((option) => option.startsWith('--beside='))?.slice(9));

async function main(): Promise<boolean> {
	// `npm run bench` has built the package already.
	const say = (line: string): void => void process.stdout.write(`${line}\n`);
	const host = await N8nHost.prepare({ name: 'n8n-bench', build: false, say });
	const { url } = await launchSandbox();
	// It waits nearly all of the time, so it goes on beside the others; they are few and quiet while it starts.
	const inFull = [['limits', measureLimits] as const, ['sharing', measureSharing] as const]
		.filter(([name]) => full && (names.length === 0 || names.includes(name)))
		.map(async ([, measure]) => await measure(url, true, builds));
	for (const measured of inFull) measured.catch(() => {});
	const parts: ReadonlyArray<readonly [string, () => Promise<Section>]> = [
		['sharing', async () => await measureSharing(url, false, builds)],
		['reads', async () => await compareReads(host, url)],
		['comparison', async () => await compareClients(host, url)],
		['bulk', async () => await measureBulk(host, url, full)],
		['growth', async () => await measureGrowth(host, url)],
		['limits', async () => await measureLimits(url, false, builds)],
		['package', async () => await Promise.resolve(measurePackage())],
	];
	const sections: Section[] = [];
	for (const [name, measure] of parts) {
		if (names.length === 0 || names.includes(name)) sections.push(await measure());
	}
	for (const measured of inFull) sections.push(await measured);
	const promises = sections.flatMap((section) => section.promises);
	printPromises(promises);
	if (options.includes('--write')) {
		const line = chosenLine();
		const node = (await runOrFail(findNode(line), ['--version'])).trim().slice(1);
		await writePage(sections, machine(lockedN8nVersion(line), node));
	}
	return promises.every(({ kept }) => kept);
}

main()
	.then((kept) => {
		process.exitCode = kept ? 0 : 1;
	})
	.catch((error: unknown) => {
		process.stderr.write(
			`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
		);
		process.exitCode = 1;
	})
	.finally(() => void stopAll());
