import { join } from 'node:path';

import { runOrFail } from '../../../demo/childProcesses';
import { sandboxCredential } from '../../../demo/exampleWorkflow';
import { findNode } from '../../../demo/n8n/hostNode';
import type { N8nHost } from '../../../demo/n8n/n8nHost';
import { chosenLine } from '../../../demo/n8n/n8nLine';
import { PROJECT } from '../../../demo/projectPaths';
import { createAccount } from '../../../sandbox/client';
import { runNode } from '../nodeRun';
import type { PagingResult } from '../clients/pagingClient';
import { printTable, type Section } from '../report';
import { newMeter, usageBetween } from '../usage';
import { pelcroGet } from '../workflows';

const ITEMS = [100, 1_000, 10_000] as const;
const RECORDS = [1_000, 10_000, 100_000] as const;
const PAGE = 100;
const FIRST_CUSTOMER = 10_001;

/** The most memory that paged records may take, as a multiple of their JSON. */
const MOST_MEMORY = 1.5;

/** How much longer than ten times as long ten times as much may take. */
const MOST_GROWTH = 1.3;

/** No stretch of work may keep others from the event loop for longer, in ms. */
const LONGEST_BLOCK_MS = 50;

/** What more items and longer lists cost, without a limit. */
export async function measureGrowth(host: N8nHost, sandboxUrl: string): Promise<Section> {
	const items = await growItems(host, sandboxUrl);
	const records = await growRecords(sandboxUrl);
	return {
		tables: [...items.tables, ...records.tables],
		promises: [...items.promises, ...records.promises],
	};
}

async function growItems(host: N8nHost, sandboxUrl: string): Promise<Section> {
	const most = Math.max(...ITEMS);
	const account = await createAccount(sandboxUrl, { customers: most, limit: null });
	await host.importCredentials(sandboxCredential(account, 1_000_000));
	const runs = [];
	for (const count of ITEMS) {
		process.stdout.write(`Customer: Get for ${count} items …\n`);
		const { items, ...usage } = await runNode(host, pelcroGet(count, FIRST_CUSTOMER));
		if (items.length !== count) throw new Error(`${items.length} of ${count} items came out`);
		runs.push({ count, usage });
	}
	const table = {
		title: 'More items',
		about:
			'Customer: Get with Bulk Reading off, without a limit, in n8n. A block is counted by the CPU time in it. The memory is what the n8n process took beyond what it had when the node started, n8n’s own for the items included.',
		rows: runs.map(({ count, usage }) => ({
			Items: count,
			Seconds: Number((usage.elapsedMs / 1000).toFixed(2)),
			'ms an item': Number((usage.elapsedMs / count).toFixed(2)),
			'CPU an item, ms': Number((usage.cpuMs / count).toFixed(2)),
			'Longest block, ms': Math.round(usage.longestWorkMs),
			'Memory, MB': Math.round(usage.addedMemoryMb),
		})),
	};
	printTable(table);
	const [, middle, last] = runs;
	const growth = (last?.usage.elapsedMs ?? NaN) / (middle?.usage.elapsedMs ?? NaN) / 10;
	return {
		tables: [table],
		promises: [
			{
				what: 'ten times the items take ten times as long, and no longer',
				kept: growth <= MOST_GROWTH,
				seen: `${(growth * 10).toFixed(1)} times`,
			},
		],
	};
}

async function growRecords(sandboxUrl: string): Promise<Section> {
	const runs = [];
	for (const count of RECORDS) {
		process.stdout.write(`Return All over ${count} customers …\n`);
		runs.push(await readAll(sandboxUrl, count));
	}
	const table = {
		title: 'Longer lists',
		about:
			'Return All over customers, without a limit, by the package’s request helper in a process of its own, on n8n’s Node.js; a block is counted by the CPU time in it. Pages overlap, so that none is missing of a list that moves. The memory is what is held when all records are there, beyond what was held before.',
		rows: runs.map((run) => ({
			Records: run.records,
			Requests: run.requests,
			Seconds: Number((run.elapsedMs / 1000).toFixed(2)),
			'ms a 1,000 records': Number((run.elapsedMs / (run.records / 1000)).toFixed(1)),
			'Longest block, ms': Math.round(run.longestWorkMs),
			'JSON, MB': Number((run.jsonBytes / 1e6).toFixed(1)),
			'Memory held, of the JSON': Number((run.heldBytes / run.jsonBytes).toFixed(2)),
		})),
	};
	printTable(table);
	const [, middle, last] = runs;
	const growth = (last?.elapsedMs ?? NaN) / (middle?.elapsedMs ?? NaN) / 10;
	const memory = (last?.heldBytes ?? NaN) / (last?.jsonBytes ?? NaN);
	return {
		tables: [table],
		promises: [
			{
				what: `a list takes at most a seventh more requests than it has pages of ${PAGE}`,
				kept: runs.every(({ records, requests }) => requests <= mostRequests(records)),
				seen: runs.map(({ requests }) => requests).join(', '),
			},
			{
				what: `${RECORDS[2]} records take at most ${MOST_MEMORY} times their JSON`,
				kept: memory <= MOST_MEMORY,
				seen: `${memory.toFixed(2)} times`,
			},
			{
				what: 'ten times the records take ten times as long, and no longer',
				kept: growth <= MOST_GROWTH,
				seen: `${(growth * 10).toFixed(1)} times`,
			},
			{
				what: `paging never blocks for more than ${LONGEST_BLOCK_MS} ms`,
				kept: runs.every(({ longestWorkMs }) => longestWorkMs <= LONGEST_BLOCK_MS),
				seen: runs.map(({ longestWorkMs }) => `${Math.round(longestWorkMs)} ms`).join(', '),
			},
		],
	};
}

/** Pages that overlap reach so much less far. */
function mostRequests(records: number): number {
	return Math.ceil((records / PAGE) * (8 / 7));
}

async function readAll(sandboxUrl: string, count: number) {
	const account = await createAccount(sandboxUrl, { customers: count, limit: null });
	const { baseUrl, apiKey, siteId } = account;
	const target = { baseUrl, apiKey, siteId, limit: 1_000_000, windowMs: 60_000 };
	const meter = newMeter(true);
	const script = join(PROJECT, 'test', 'bench', 'clients', 'pagingClient.ts');
	const args = ['--expose-gc', '--import', 'tsx', script, JSON.stringify(target)];
	const env = { ...process.env, ...meter.env };
	const printed = await runOrFail(findNode(chosenLine()), args, { cwd: PROJECT, env });
	const result = JSON.parse(printed) as PagingResult;
	const usage = usageBetween(meter.file, result.from, result.until);
	const journal = await account.journal();
	await account.remove();
	if (result.records !== count) throw new Error(`${result.records} of ${count} records were read`);
	// The first request only warmed the process up.
	return { ...result, ...usage, requests: journal.length - 1 };
}
