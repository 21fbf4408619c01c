import { sandboxCredential } from '../../../demo/exampleWorkflow';
import type { N8nHost } from '../../../demo/n8n/n8nHost';
import { createAccount } from '../../../sandbox/client';
import { type NodeRun, runNode } from '../nodeRun';
import { printTable, type Section } from '../report';
import { httpRequestGet, pelcroGet } from '../workflows';

const ITEMS = 1_000;
const ROUNDS = 3;
const FIRST_CUSTOMER = 10_001;

/** The longest block of the event loop, of that of the HTTP Request node: milliseconds are those of the machine. */
const MOST_BLOCK = 1;

/** 'Customer: Get' beside the same calls by the HTTP Request node, no limit. */
export async function compareReads(host: N8nHost, sandboxUrl: string): Promise<Section> {
	const account = await createAccount(sandboxUrl, { customers: ITEMS, limit: null });
	await host.importCredentials(sandboxCredential(account, 1_000_000));
	const ours = pelcroGet(ITEMS, FIRST_CUSTOMER);
	const theirs = httpRequestGet(ITEMS, FIRST_CUSTOMER, account.baseUrl);
	const rounds: Array<{ ours: NodeRun; theirs: NodeRun }> = [];
	for (let round = 1; round <= ROUNDS; round += 1) {
		process.stdout.write(`Reading ${ITEMS} customers, round ${round} of ${ROUNDS} …\n`);
		rounds.push({ ours: await runNode(host, ours), theirs: await runNode(host, theirs) });
	}
	const table = {
		title: 'Beside the HTTP Request node, without a limit',
		about: `${ITEMS} customers, one by one, in n8n. Both nodes make the same calls with the same credential (the Pelcro node with Bulk Reading off); the HTTP Request node has all its settings as they come.`,
		rows: rounds.flatMap((round, index) => [
			row(`Pelcro node, round ${index + 1}`, round.ours),
			row(`HTTP Request node, round ${index + 1}`, round.theirs),
		]),
	};
	printTable(table);
	const ratio = median(rounds.map((round) => round.ours.elapsedMs / round.theirs.elapsedMs));
	const block = median(
		rounds.map(({ ours: own, theirs: other }) => own.longestWorkMs / other.longestWorkMs),
	);
	return {
		tables: [table],
		promises: [
			{
				what: 'every customer is read',
				kept: rounds.every((round) => round.ours.items.length === ITEMS),
				seen: rounds.map((round) => round.ours.items.length).join(', '),
			},
			{
				what: 'time an item at most that of the HTTP Request node',
				kept: ratio <= 1,
				seen: `${ratio.toFixed(2)} of it (median)`,
			},
			{
				what: 'longest block of the event loop at most that of the HTTP Request node',
				kept: block <= MOST_BLOCK,
				seen: `${block.toFixed(2)} of it (median)`,
			},
		],
	};
}

function row(what: string, run: NodeRun): Record<string, string | number> {
	return {
		'': what,
		'ms an item': Number((run.elapsedMs / ITEMS).toFixed(2)),
		'CPU an item, ms': Number((run.cpuMs / ITEMS).toFixed(2)),
		'Longest block, ms': Math.round(run.longestWorkMs),
		Items: run.items.length,
	};
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
