import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { runAsProgram } from '../../demo/program';
import { openHouse } from './house';
import type { Scenario } from './scenario';

const SCENARIOS = join(__dirname, 'scenarios');

const ENDING = '.scenario.ts';

/** All scenarios, or those whose names are given. */
async function findScenarios(names: readonly string[]): Promise<Scenario[]> {
	const files = (await readdir(SCENARIOS)).filter((file) => file.endsWith(ENDING)).sort();
	const all = await Promise.all(
		files.map(async (file) => {
			const { scenario } = (await import(join(SCENARIOS, file))) as { scenario?: Scenario };
			if (scenario === undefined) throw new Error(`${file} exports no 'scenario'`);
			return scenario;
		}),
	);
	const known = all.map(({ name }) => name);
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new Error(`No scenario '${unknown.join("', '")}'. There are: ${known.join(', ')}`);
	}
	return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

async function main(): Promise<boolean> {
	const scenarios = await findScenarios(process.argv.slice(2));
	const house = await openHouse((line) => void process.stdout.write(`${line}\n`));
	try {
		for (const scenario of scenarios) await house.play(scenario);
		return house.finish();
	} finally {
		await house.close();
	}
}

runAsProgram(main);
