/**
 * Installs the n8n of each line that the command names, all where it names none, for what runs on them later. One after
 * the other: two at once take longer than both in turn.
 */
import { ensureHost } from './n8n/hostInstall';
import { namedLines } from './n8n/n8nLine';

async function main(): Promise<void> {
	for (const line of namedLines(process.argv.slice(2))) {
		await ensureHost(line, (text) => process.stdout.write(`${text}\n`));
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
