/**
 * Installs the n8n of each line that the command names, all where it names none, for what runs on them later. One after
 * the other: two at once take longer than both in turn. `.ci/run` waits for the lines that tell that one is installed.
 */
import { ensureHost } from './n8n/hostInstall';
import { namedLines } from './n8n/n8nLine';
import { runAsProgram } from './program';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
	for (const line of namedLines(process.argv.slice(2))) {
		await ensureHost(line, say);
		say(`${line.name}: installed`);
	}
	return true;
}

runAsProgram(main);
